/** The moderators' queue: everything open over all articles, decided one after the other. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Status } from '../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { QueueItem } from '../../shared/wire/routes/queue.ts';
import { problem } from '../../shared/wire/problems.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { QueueController } from './queue-controller.ts';
import type { Decision } from './queue-controller.ts';
import { queueFilterOf, queuePageAddress } from './queue-filter.ts';
import type { QueueFilter } from './queue-filter.ts';
import { QUEUE_KEYS } from './queue-keys.ts';
import type { QueueCommand } from './queue-keys.ts';
import type { KeyGroup } from '../ui/keys/chosen-key.ts';
import { HELP_KEYS } from '../ui/keys/help-keys.ts';
import { ariaKeys, keyName } from '../ui/keys/key-names.ts';
import { KeysController } from '../ui/keys/keys-controller.ts';
import { RefreshController } from '../ui/timing/refresh-controller.ts';
import { SessionController } from '../ui/session/session-controller.ts';
import { signedIn } from '../ui/signed-in.ts';
import { sentences, shutsOut } from '../ui/words/explanation.ts';
import '../ui/galley-header.ts';
import '../ui/galley-problem.ts';
import './galley-queue-item.ts';
import { threadAddress } from './galley-queue-item.ts';
import './galley-queue-kinds.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { moreButton } from '../ui/list/listed.ts';
import './queue-page.css';
import { t } from '../ui/language/translate.ts';

const REFRESH_EVERY_MS = 15_000;

/** `/queue`, for somebody who may read the queue. */
@customElement('queue-page')
export class QueuePage extends LightElement {
  private readonly session = new SessionController(this, () => this.#refresh());
  private readonly queue = new QueueController(this, queueFilterOf(location.search));
  protected readonly refresh = new RefreshController(this, REFRESH_EVERY_MS, () => this.#refresh());
  protected readonly keys = new KeysController(this, QUEUE_KEYS, (command) => {
    if (this.queue.list.items === null) return false;
    void this.#perform(command);
    return true;
  });

  /** The card that had the focus when the list was drawn; where it goes, the focus goes to the next. */
  #focused: string | null = null;

  override updated(): void {
    const { counts, current } = this.queue;
    const name = t('Queue');
    document.title = counts === null ? `${name} · Galley` : `${name} (${counts.all}) · Galley`;
    const lost = this.#focused !== null && this.#focused !== current;
    if (lost && document.activeElement === document.body) void this.#focusCurrent();
  }

  override render(): TemplateResult {
    return html`
      <galley-header
        page="queue"
        .member=${this.session.member}
        .keyGroups=${KEY_GROUPS}
      ></galley-header>
      <main>${signedIn(this.session, () => this.#content())}</main>
    `;
  }

  #content(): TemplateResult {
    const { items, problem: failed } = this.queue.list;
    const wrong = this.session.may('read queue') ? failed : problem('not-allowed');
    if (wrong !== null && (items === null || shutsOut(wrong))) {
      return html`<galley-problem
        .problem=${wrong}
        @retry-asked=${this.#refresh}
      ></galley-problem>`;
    }
    return html`
      <div class="heading">
        <h1>${t('Queue')}</h1>
        <button
          class="button plain"
          aria-keyshortcuts=${ariaKeys(HELP_KEYS.help)}
          @click=${this.#help}
        >
          ${t('Keys')} <kbd>${keyName(HELP_KEYS.help)}</kbd>
        </button>
      </div>
      <galley-queue-kinds
        .filter=${this.queue.filter}
        .counts=${this.queue.counts}
        @queue-filtered=${this.#show}
      ></galley-queue-kinds>
      ${
        wrong === null
          ? nothing
          : html`<p class="stale" role="status">
              ${t('This list may be old.')} ${sentences(wrong)}
            </p>`
      }
      ${items === null ? nothing : this.#list(items)}
    `;
  }

  #list(items: readonly QueueItem[]): TemplateResult {
    if (items.length === 0) {
      const isMore = this.queue.list.next !== null;
      return html`<p class="empty" role="status">
        ${isMore ? t('Loading…') : t('Nothing is waiting.')}
      </p>`;
    }
    return html`
      <ol role="list" aria-label=${t('Waiting')} @focusout=${this.#left}>
        ${repeat(
          items,
          ({ annotation }) => annotation.id,
          (item) => html`<li>${this.#card(item)}</li>`,
        )}
      </ol>
      <div class="more">${moreButton(this.queue.list, t('Load more'))}</div>
    `;
  }

  #card(item: QueueItem): TemplateResult {
    const { id } = item.annotation;
    return html`<galley-queue-item
      .item=${item}
      .current=${id === this.queue.current}
      .busy=${this.queue.deciding.has(id)}
      .problem=${this.queue.failures.get(id) ?? null}
      @item-entered=${() => this.#enter(id)}
      @decision-asked=${({ detail }: CustomEvent<Status>) => void this.#decide(item, detail)}
    ></galley-queue-item>`;
  }

  async #perform(command: QueueCommand): Promise<void> {
    const item = this.queue.currentItem;
    switch (command) {
      case 'next':
      case 'previous':
        await this.queue.move(command === 'next' ? 1 : -1);
        return this.#focusCurrent();
      case 'accept':
        if (item?.annotation.replacement === null)
          toast(t('There are no proposed words to accept.'));
        else if (item !== null) await this.#decide(item, 'accepted');
        return;
      case 'decline':
        if (item === null) return;
        if (KIND_FACTS[item.annotation.kind].decided === 'as proposal') {
          await this.#decide(item, 'declined');
        } else
          toast(t('This can only be resolved, with {key}.', { key: keyName(QUEUE_KEYS.resolve) }));
        return;
      case 'resolve':
        return item === null ? undefined : this.#decide(item, 'resolved');
      case 'undo':
        return this.#undo();
      case 'go':
        if (item !== null) location.assign(threadAddress(item.article.id, item.annotation.id));
        return;
      default:
        return unreachable(command);
    }
  }

  async #decide(item: QueueItem, status: Status): Promise<void> {
    if (status === 'open') return;
    const decided = await this.queue.decide(item, status);
    if (!decided) return;
    const label = t('Undo ({key})', { key: keyName(QUEUE_KEYS.undo) });
    const action = { label, run: () => void this.#undo() };
    toast(DECIDED[status], { action });
    await this.#focusCurrent();
  }

  async #undo(): Promise<void> {
    const undone = await this.queue.undo();
    if (undone === null) toast(t('There is nothing to undo.'));
    else if (!undone.ok) toast(sentences(undone.problem));
    else {
      toast(
        undone.value.status === 'accepted'
          ? t('Open again. The old words are back in the text.')
          : t('Open again.'),
      );
      await this.#focusCurrent();
    }
  }

  #show({ detail: filter }: CustomEvent<QueueFilter>): void {
    this.#focused = null;
    history.replaceState(null, '', queuePageAddress(filter));
    void this.queue.show(filter);
  }

  readonly #refresh = (): void => {
    if (this.session.may('read queue')) void this.queue.list.refresh();
  };

  #help(): void {
    this.querySelector('galley-header')?.openKeys();
  }

  #enter(id: string): void {
    this.#focused = id;
    this.queue.choose(id);
  }

  #left({ relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null) this.#focused = null; // else it is gone with its card, see `updated`
  }

  async #focusCurrent(): Promise<void> {
    const { current, list } = this.queue;
    await this.updateComplete;
    const at = list.items?.findIndex(({ annotation }) => annotation.id === current) ?? -1;
    const card = this.querySelectorAll('galley-queue-item')[at];
    await card?.updateComplete;
    card?.focus();
  }
}

const KEY_GROUPS: readonly KeyGroup[] = [{ name: t('Queue'), keymap: QUEUE_KEYS }];

const DECIDED: Readonly<Record<Decision['status'], string>> = {
  accepted: t('Accepted.'),
  declined: t('Declined.'),
  resolved: t('Resolved.'),
};

declare global {
  interface HTMLElementTagNameMap {
    'queue-page': QueuePage;
  }
}
