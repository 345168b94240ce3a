/** The trash: what was deleted and can be brought back. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { trashRoutes } from '../../shared/wire/routes/trash.ts';
import type { TrashItem } from '../../shared/wire/routes/trash.ts';
import { call } from '../api/call.ts';
import { bringBack } from '../ui/bring-back.ts';
import '../ui/galley-header.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { performInRow } from '../ui/list/row-action.ts';
import { SessionController } from '../ui/session/session-controller.ts';
import { signedIn } from '../ui/signed-in.ts';
import { going, moment } from '../ui/words/moment.ts';
import './trash-page.css';

/** `/trash`, for every member: there is in it what one may bring back. */
@customElement('trash-page')
export class TrashPage extends LightElement {
  private readonly session = new SessionController(this, () => void this.list.load());
  private readonly list = new PagedList<TrashItem>(this, {
    ask: (cursor) => call(trashRoutes.list, { cursor }),
    id: ({ id }) => id,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Trash · Galley';
  }

  override render(): TemplateResult {
    return html`
      <galley-header .member=${this.session.member}></galley-header>
      <main>${signedIn(this.session, () => this.#content())}</main>
    `;
  }

  #content(): TemplateResult {
    return html`
      <p class="back"><a href="/">Library</a></p>
      <h1 tabindex="-1">Trash</h1>
      <p class="says">
        Deleted articles and layers are here for 30 days, with all that is in them. Only those who
        may delete them see them.
      </p>
      ${listed(this.list, {
        label: 'Trash',
        empty: 'The trash is empty.',
        row: (item) => this.#row(item),
      })}
    `;
  }

  #row(item: TrashItem): TemplateResult {
    const { name, what, article, deleted, by, goes } = item;
    return html`
      <div class="facts">
        <bdi class="name">${name}</bdi>
        <small>
          ${what === 'article' ? 'Article' : html`Layer of “<bdi>${article.title}</bdi>”`} · deleted
          ${moment(deleted)} by <bdi>${by ?? 'a former member'}</bdi> · ${going(goes)}
        </small>
      </div>
      <button class="button" aria-label="Restore ${name}" @click=${() => void this.#restore(item)}>
        Restore
      </button>
      <div class="acts">
        <button
          class="button danger"
          aria-label="Delete for good: ${name}"
          @click=${() => void this.#deleteForGood(item)}
        >
          Delete for good
        </button>
      </div>
    `;
  }

  async #restore(item: TrashItem): Promise<void> {
    await bringBack(item);
    await this.list.refresh();
    await this.#keepFocus();
  }

  async #deleteForGood({ id, name, what }: TrashItem): Promise<void> {
    const rest = what === 'article' ? 'its text, its layers and all their notes' : 'all its notes';
    await performInRow(this.list, {
      question: {
        title: `Delete “${name}” for good?`,
        text: `It goes at once, with ${rest}. Nobody can bring it back after that.`,
        action: 'Delete for good',
      },
      send: () => call(trashRoutes.delete, { id }),
      done: `“${name}” is gone for good.`,
    });
    await this.#keepFocus();
  }

  /** The button that had the focus may have gone with its row. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    if (document.activeElement === document.body) this.querySelector('h1')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'trash-page': TrashPage;
  }
}
