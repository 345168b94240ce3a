/** The list of all threads of the article, with a search in them. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { AtSign, Pin } from 'lucide';
import { KINDS, STATUSES, waitsForAnswer } from '../../../shared/annotation/annotation.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { isMentionedIn } from '../../../shared/annotation/mentions.ts';
import { announce } from '../layers/annotation-events.ts';
import { EVERY_THREAD, findThreads, writersOf } from '../layers/thread-search.ts';
import type { ThreadFilter } from '../layers/thread-search.ts';
import './galley-all-threads.css';
import '../../ui/style/tones.css';
import { WorkspaceReader } from '../workspace-state.ts';
import { Dialog } from '../../ui/dialog/dialog.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';
import { moment } from '../../ui/words/moment.ts';
import { kindName } from '../../ui/words/kind-names.ts';
import { statusName } from '../../ui/words/status-names.ts';
import { fullNameOf, plainly, shorten } from '../../ui/words/thread-words.ts';
import { n, t, tIn } from '../../ui/language/translate.ts';
import { compareWords } from '../../ui/language/formats.ts';
import { layerName } from '../../ui/words/layer-names.ts';

/** Of ten thousand nobody reads more at once. */
const SHOWN_AT_ONCE = 100;

/**
 * The arrow keys lead from the search into the list and through it, Enter goes to a thread.
 * @fires thread-wanted
 */
@customElement('galley-all-threads')
export class GalleyAllThreads extends LightElement {
  @state() private filter = EVERY_THREAD;
  @state() private shown = SHOWN_AT_ONCE;
  @state() private isOpen = false;

  readonly #workspace = new WorkspaceReader(this, 'session', 'notes');
  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('All threads'),
      // Thousands are not looked through while nobody sees it.
      content: this.isOpen ? this.#content() : nothing,
      buttons: this.#dialog.closeButton(t('Close'), ''),
      closed: () => (this.isOpen = false),
      size: 'large',
    });
  }

  /** Opens it, as it was left. */
  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    await this.#dialog.open();
    this.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  }

  #content(): TemplateResult {
    const { session, notes } = this.#workspace.state;
    const { people, member } = session;
    const seeker = { me: member.id, people, unread: notes.unread };
    const found = findThreads(notes.all, this.filter, seeker);
    const said = n('{count} thread', '{count} threads', found.length);
    return html`<div class="all-threads" @keydown=${this.#key}>
      ${this.#fields()}
      <p class="found" role="status">${said}</p>
      ${
        found.length === 0
          ? html`<p class="none">${t('No thread is like this.')}</p>`
          : html`<ul role="list" aria-label=${t('All threads')}>
              ${repeat(
                found.slice(0, this.shown),
                ({ id }) => id,
                (thread) => html`<li>${this.#row(thread)}</li>`,
              )}
            </ul>`
      }
      ${
        found.length > this.shown
          ? html`<button class="button" @click=${() => (this.shown += SHOWN_AT_ONCE)}>
              ${t('Show more')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #fields(): TemplateResult {
    const { session, notes } = this.#workspace.state;
    const writers = writersOf(notes.all).map((id): readonly [string, string] => [
      id,
      fullNameOf(id, session.people),
    ]);
    const byName = writers.toSorted(([, one], [, other]) => compareWords(one, other));
    return html`<input
        type="search"
        aria-label=${t('Search in threads')}
        placeholder=${t('Search in threads')}
        .value=${this.filter.words}
        @input=${({ currentTarget }: Event) =>
          this.#choose({ words: (currentTarget as HTMLInputElement).value })}
      />
      <div class="choices" role="group" aria-label=${t('Which threads')}>
        ${this.#select(
          'layer',
          t('Any layer'),
          notes.layers.map((layer) => [layer.id, layerName(layer)]),
        )}
        ${this.#select(
          'kind',
          t('Any kind'),
          KINDS.map((kind) => [kind, kindName(kind)]),
        )}
        ${this.#select('person', t('Anybody'), byName)}
        ${this.#select(
          'status',
          t('Any status'),
          STATUSES.map((status) => [status, statusName(status)]),
        )}
        ${this.#toggle('isMine', tIn('which threads', 'Mine'))}
        ${this.#toggle('isMention', t('Mentions me'))} ${this.#toggle('isNew', t('New'))}
      </div>`;
  }

  #select(
    field: 'layer' | 'kind' | 'person' | 'status',
    any: string,
    options: readonly (readonly [value: string, name: string])[],
  ): TemplateResult {
    const chosen = this.filter[field];
    return html`<select
      aria-label=${SELECT_NAMES[field]}
      @change=${({ currentTarget }: Event) =>
        this.#choose({ [field]: (currentTarget as HTMLSelectElement).value || null })}
    >
      <option value="" ?selected=${chosen === null}>${any}</option>
      ${options.map(
        ([value, name]) =>
          html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
      )}
    </select>`;
  }

  #toggle(field: 'isMine' | 'isMention' | 'isNew', name: string): TemplateResult {
    return html`<button
      class="button plain"
      aria-pressed=${this.filter[field]}
      @click=${() => this.#choose({ [field]: !this.filter[field] })}
    >
      ${name}
    </button>`;
  }

  #choose(change: Partial<ThreadFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.shown = SHOWN_AT_ONCE;
  }

  #row(thread: PlacedAnnotation): TemplateResult {
    const { session, notes } = this.#workspace.state;
    const { people, member } = session;
    const { id, author, anchor, body, replacement, replies, created, kind, status } = thread;
    const layer = notes.layers.find((one) => one.id === thread.layer);
    const count = n('{count} reply', '{count} replies', replies.length);
    const said = body === '' ? (replacement ?? '') : plainly(body, people);
    return html`<button
      class="thread"
      data-tone=${thread.color ?? layer?.color ?? 'yellow'}
      @click=${() => this.#goTo(id)}
    >
      <span class="line">
        <bdi class="name">${fullNameOf(author, people)}</bdi>
        ${notes.unread.has(id) ? html`<span class="badge good">${t('New')}</span>` : nothing}
        ${thread.pinned ? html`<span class="badge">${icon(Pin)} ${t('Pinned')}</span>` : nothing}
        ${
          isMentionedIn(member.id, thread)
            ? html`<span class="badge">${icon(AtSign)} ${t('Mentions you')}</span>`
            : nothing
        }
        ${waitsForAnswer(thread) ? html`<span class="badge warn">${t('Waits for an answer')}</span>` : nothing}
        <span class="when">${moment(created)}</span>
      </span>
      <span class="quote" dir="auto">${shorten(anchor.exact, 120)}</span>
      ${said === '' ? nothing : html`<span class="words" dir="auto">${shorten(said, 200)}</span>`}
      <span class="line about">
        <span>${kindName(kind)}</span>
        <span><bdi>${layer === undefined ? '' : layerName(layer)}</bdi></span>
        <span>${statusName(status)}</span>
        ${replies.length === 0 ? nothing : html`<span>${count}</span>`}
      </span>
    </button>`;
  }

  #goTo(id: string): void {
    this.#dialog.close();
    announce(this, 'thread-wanted', { id });
  }

  /** Up from the first one leads back to the search. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const target = event.target as HTMLElement;
    if (target.localName === 'select') return;
    const rows = [...this.querySelectorAll<HTMLElement>('button.thread')];
    const at = rows.indexOf(target);
    const to = at + (event.key === 'ArrowDown' ? 1 : -1);
    const next = to < 0 ? this.querySelector<HTMLElement>('input[type=search]') : rows[to];
    if (next === undefined || next === null) return;
    event.preventDefault();
    next.focus();
  }
}

const SELECT_NAMES = {
  layer: t('Layer'),
  kind: t('Kind'),
  person: t('Person'),
  status: t('Status'),
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'galley-all-threads': GalleyAllThreads;
  }
}
