/** The workspace: an article's live text with its annotations beside it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../shared/annotation/kinds.ts';
import { may } from '../../shared/policy/decide.ts';
import { personColor } from '../../shared/presence/person.ts';
import type { AnnotationsController } from './layers/annotations-controller.ts';
import { ArticleSession } from './article-session.ts';
import type { ReadySession } from './article-session.ts';
import { keptDraft } from './layers/draft.ts';
import type { Draft } from './layers/draft.ts';
import { MediaQuery } from '../ui/media-query.ts';
import { Presence } from './connection/presence.ts';
import { TextConnection } from './connection/text-connection.ts';
import { DRAFT } from './editor/highlights.ts';
import type { EditorSelection } from './editor/galley-editor.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import './workspace-page.css';
import { AdderPlacement } from './workspace-adder.ts';
import type { Selected } from './workspace-adder.ts';
import { Following } from './workspace-following.ts';
import { bar, unready } from './workspace-frame.ts';
import { noteKindOf } from './workspace-keys.ts';
import { News } from './workspace-news.ts';
import { paper } from './workspace-paper.ts';
import { Places } from './workspace-places.ts';
import { openNotes, side, viewOf } from './workspace-side.ts';
import type { NotesView } from './workspace-side.ts';
import { anchorOf, layerForNotes } from './workspace-target.ts';
import { askForLink, tools } from './workspace-tools.ts';

export const TAG = 'galley-workspace-page';

/** From here on there is no room for the margin beside the text; the sheet has the same number. */
const NARROW = '(max-width: 62.5rem)';

@customElement(TAG)
export class WorkspacePage extends LightElement {
  @state() private active: string | null = null;
  @state() private draft: Draft | null = null;
  /** Whether the margin is open where it covers the text. */
  @state() private isSideOpen = false;

  @query('galley-editor') private editor!: HTMLElementTagNameMap['galley-editor'] | null;
  @query('galley-toolbar') private toolbar!: HTMLElementTagNameMap['galley-toolbar'] | null;
  @query('galley-margin') private margin!: HTMLElementTagNameMap['galley-margin'] | null;

  readonly #article = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  readonly #narrow = new MediaQuery(this, NARROW);
  protected readonly session = new ArticleSession(this, this.#article, () => this.#enter());
  protected readonly room = new TextConnection(
    this,
    () => this.following.textChanged(),
    () => void this.session.load(),
  );
  protected readonly presence = new Presence(this);
  protected readonly adder = new AdderPlacement(this, () => this.#selected);
  protected readonly following = new Following(this, () => {
    const { editor, margin } = this;
    return { notes: this.#notes, editor, margin, title: this.room.text && this.room.title };
  });
  #notes: AnnotationsController | null = null;
  #selection: EditorSelection | null = null;
  #view: NotesView | null = null;
  readonly #news = new News();
  readonly #places = new Places(() => ({
    notes: this.#notes,
    draft: this.draft,
    active: this.active,
  }));
  #hasHadFocus = false;
  #linked = /^#thread-(.+)$/.exec(location.hash)?.[1] ?? null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
  }

  protected override willUpdate(): void {
    if (this.room.text !== null) this.presence.watch(this.room.text.awareness);
  }

  override render(): TemplateResult {
    // Not in `willUpdate`: it comes before the controllers have read what is new.
    this.#news.read(this.room.connection, this.#notes);
    if (this.#notes?.annotations !== this.#view?.annotations) this.#view = viewOf(this.#notes);
    const { current } = this.session;
    return current.state === 'ready'
      ? this.#workspace(current)
      : unready(current, () => void this.session.load());
  }

  protected override updated(): void {
    const { current } = this.session;
    if (current.state === 'ready') {
      const title = `${this.room.title ?? current.article.title} · Galley`;
      if (title !== document.title) document.title = title; // each setting styles the page anew
    }
    if (this.#linked !== null) queueMicrotask(() => void this.#followLink());
  }

  #workspace(session: ReadySession): TemplateResult {
    const { actor } = session;
    const isOpen = this.room.connection.state !== 'closed';
    const mayWrite = isOpen && may('edit text', actor).ok;
    const mayAnnotate = isOpen && may('create annotation', actor).ok;
    return html`
      <a class="skip" href="#article" @click=${this.#toText}>Skip to the text</a>
      ${bar(session, this.room, this.#notes?.unsent ?? 0, this.presence.people)}
      <main
        @note-wanted=${({ detail }: CustomEvent<{ kind: NoteKind }>) => this.#note(detail.kind)}
        @annotation-activated=${this.#activate}
        @text-focus-wanted=${this.#toText}
        @draft-dropped=${() => (this.draft = null)}
        @reanchor-wanted=${this.#reanchor}
      >
        ${tools({ mayWrite, mayAnnotate }, () => this.editor)}
        <div class="columns">${this.#paper(session, mayWrite)} ${this.#side(session)}</div>
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.#news.words}</div>
    `;
  }

  #paper({ article }: ReadySession, mayWrite: boolean): TemplateResult {
    return paper({
      article,
      text: this.room.text,
      mayWrite,
      highlightsIn: this.#places.highlightsOf(this.#view),
      active: this.active,
      adderPlace: this.adder.place,
      selected: this.#select,
      drawn: this.#textDrawn,
      linkWanted: () => askForLink(this.editor),
      pressed: this.adder.pressed,
      entered: () => (this.#hasHadFocus = true),
      left: this.adder.follow,
    });
  }

  #side(session: ReadySession): TemplateResult | typeof nothing {
    if (this.#view === null) return nothing;
    return side(session, this.#view, {
      isNarrow: this.#narrow.matches,
      isOpen: this.isSideOpen,
      isFootTaken: this.adder.place !== null,
      active: this.active,
      draft: this.draft,
      topsOf: this.#topsOf,
      seen: this.following.seen,
      open: () => (this.isSideOpen = true),
      close: () => this.#toText(),
    });
  }

  /** What the adder stands at; null where this person can't add a note now. */
  get #selected(): Selected | null {
    const { current } = this.session;
    const mayAnnotate = current.state === 'ready' && may('create annotation', current.actor).ok;
    const { editor } = this;
    const selection = this.#selection;
    if (!mayAnnotate || this.draft !== null || editor === null || selection === null) return null;
    return { editor, selection };
  }

  get #range(): TextRange | null {
    return this.#selection?.range ?? null;
  }

  /** All that the page needs has come: enter the rooms. */
  #enter(): void {
    const { current } = this.session;
    if (current.state !== 'ready') return;
    const { article, member, people } = current;
    const person = { id: member.id, name: member.name, color: personColor(member.id) };
    this.room.open({ article: article.id, epoch: article.epoch, person });
    if (this.#notes !== null) {
      this.#notes.setLayers(article.layers);
      return;
    }
    this.#news.of(member.id, people);
    this.#notes = openNotes(this, current, this.room, () => this.#places.others);
    this.draft = keptDraft(sessionStorage, this.#article)?.draft ?? null;
  }

  readonly #topsOf = (cards: readonly string[]): readonly (number | null)[] =>
    this.#places.topsOf(cards, this.editor, this.margin);

  #note(kind: NoteKind): void {
    const layer = layerForNotes(this.#notes?.layers ?? []);
    const anchor = anchorOf(this.room.index, this.#hasHadFocus ? this.#range : null);
    if (layer === null) {
      toast('There is no layer here that you may write in.');
    } else if (anchor === null) {
      toast('Select the words first.');
    } else if (KIND_FACTS[kind].writing.form === null) {
      const plain = { body: '', replacement: null, color: null };
      this.active = this.#notes?.create({ kind, layer, anchor, ...plain }) ?? null;
      this.adder.hide();
    } else if (this.draft !== null && this.querySelector('galley-composer')?.hasWords) {
      toast('Send or cancel the note that you have begun first.');
      this.#showDraft({ ...this.draft });
    } else {
      this.adder.hide();
      this.#showDraft({ kind, layer, anchor });
    }
  }

  // A new object each time makes the composer take the focus, once the notes are open: all in microtasks of the key or
  // click that asked for it, so that no other key comes between and goes into the text.
  #showDraft(draft: Draft): void {
    this.draft = draft;
    this.active = null;
    this.isSideOpen = true;
    this.#reveal(DRAFT);
  }

  #reanchor({ detail }: HTMLElementEventMap['reanchor-wanted']): void {
    const { from = 0, to = 0 } = this.#range ?? {};
    const anchor = anchorOf(this.room.index, from < to ? { from, to } : null);
    if (anchor !== null) this.#notes?.reanchor(detail.annotation, anchor);
    else toast('Select the new words in the text first, then choose this again.');
  }

  #activate({ detail, target }: HTMLElementEventMap['annotation-activated']): void {
    this.active = detail.id;
    if (detail.id === null) return;
    if (target === this.editor) this.isSideOpen = true;
    this.#reveal(detail.id);
  }

  /** Scrolls to the words of a card; where the notes lie over the text, to the part above them. */
  #reveal(card: string): void {
    const range = this.#places.rangeOf(card);
    const lowest = this.#narrow.matches && this.isSideOpen ? 0.33 : 0.85;
    if (range !== null) this.editor?.reveal(range, lowest);
  }

  readonly #select = (selection: EditorSelection): void => {
    this.#selection = selection;
    // Straight to the toolbar: drawing the whole page at each move of the caret would be felt.
    if (this.toolbar !== null) this.toolbar.selection = selection;
    this.adder.follow();
  };

  readonly #textDrawn = (): void => {
    this.following.textDrawn();
    this.adder.follow();
  };

  #toText(event?: Event): void {
    event?.preventDefault();
    if (this.#narrow.matches) this.isSideOpen = false;
    this.editor?.focusText();
  }

  /** A link to a thread shows it as soon as both the thread and its words are there. */
  async #followLink(): Promise<void> {
    const id = this.#linked;
    if (id === null || this.room.text === null || !this.#notes?.reveal(id)) return;
    this.#linked = null;
    await this.updateComplete;
    this.active = id;
    this.isSideOpen = true;
    this.#reveal(id);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const kind = noteKindOf(event);
    if (kind !== null) {
      event.preventDefault();
      this.#note(kind);
    } else if (event.key === 'Escape' && !this.margin?.contains(event.target as Node)) {
      this.#escape(); // the margin sees to its own
    }
  };

  /** Each Esc takes away the topmost thing: a menu or dialog by itself, the adder, the notes over the text, the active thread. */
  #escape(): void {
    if (document.querySelector(':popover-open, dialog[open]') !== null) return;
    if (this.adder.place !== null) this.adder.hide();
    else if (this.#narrow.matches && this.isSideOpen) this.#toText();
    else if (this.active !== null) this.active = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace-page': WorkspacePage;
  }
}
