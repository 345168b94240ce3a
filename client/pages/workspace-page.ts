/** The workspace: an article's live text with its annotations beside it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { MessageSquare, X } from 'lucide';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import { SYNC_PATH } from '../../shared/wire/messages.ts';
import { may } from '../../shared/policy/decide.ts';
import { personColor } from '../../shared/presence/person.ts';
import { AnnotationsController } from '../controllers/annotations-controller.ts';
import { ArticleSession } from '../controllers/article-session.ts';
import type { ReadySession } from '../controllers/article-session.ts';
import { keptDraft } from '../controllers/draft.ts';
import type { Draft } from '../controllers/draft.ts';
import { Presence } from '../controllers/presence.ts';
import { TextConnection } from '../controllers/text-connection.ts';
import type { ConnectionState } from '../controllers/text-connection-state.ts';
import { forgetWords, keptWords } from '../controllers/text-connection-words.ts';
import { drawnHighlights, isSameDrawing } from '../editor/drawn-highlights.ts';
import { insertFigure, setLink } from '../editor/formats.ts';
import { DRAFT } from '../editor/highlights.ts';
import type { Highlight } from '../editor/highlights.ts';
import { wordsToAnnotate } from '../editor/words.ts';
import '../elements/galley-adder.ts';
import type { NoteKind, Place } from '../elements/galley-adder.ts';
import '../elements/galley-connection.ts';
import '../elements/galley-connection-notice.ts';
import '../elements/galley-editor.ts';
import type { EditorSelection } from '../elements/galley-editor.ts';
import '../elements/galley-export-menu.ts';
import '../elements/galley-header.ts';
import '../elements/galley-margin.ts';
import '../elements/galley-presence.ts';
import '../elements/galley-problem.ts';
import { toast } from '../elements/galley-toast.ts';
import '../elements/galley-toolbar.ts';
import '../elements/galley-toolbar-figure.ts';
import '../elements/galley-toolbar-link.ts';
import { icon } from '../elements/icon.ts';
import { LightElement } from '../elements/light-element.ts';
import '../style/workspace-page.css';
import { adderPlace } from './workspace-adder.ts';
import { noteKindOf } from './workspace-keys.ts';
import { connectionNews, NoteNews } from './workspace-news.ts';
import { Pace } from './workspace-pace.ts';

export const TAG = 'galley-workspace-page';

/** From here on there is no room for the margin beside the text; the sheet has the same number. */
const NARROW = '(max-width: 62.5rem)';

@customElement(TAG)
export class WorkspacePage extends LightElement {
  @state() private active: string | null = null;
  @state() private draft: Draft | null = null;
  @state() private place: Place | null = null;
  /** Whether the margin is open where it covers the text. */
  @state() private isMarginOpen = false;

  @query('galley-editor') private editor!: HTMLElementTagNameMap['galley-editor'] | null;
  @query('galley-toolbar') private toolbar!: HTMLElementTagNameMap['galley-toolbar'] | null;
  @query('galley-margin') private margin!: HTMLElementTagNameMap['galley-margin'] | null;

  readonly #article = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  readonly #narrow = matchMedia(NARROW);
  protected readonly session = new ArticleSession(this, this.#article, () => this.#enter());
  protected readonly room = new TextConnection(this, () => this.#placing.ask());
  protected readonly presence = new Presence(this);
  #notes: AnnotationsController | null = null;
  #noteNews: NoteNews | null = null;
  #news = '';
  #selection: EditorSelection | null = null;
  #highlights: readonly Highlight[] = [];
  #view: NotesView | null = null;
  #kept = keptWords(localStorage, this.#article);
  #shownConnection: ConnectionState = { state: 'connecting' };
  /** Seeks the anchors anew; until then the editor carries the highlights along. */
  readonly #placing = new Pace(() => this.#notes?.textChanged());
  #hasHadFocus = false;
  #isPointerDown = false;
  #linked = /^#thread-(.+)$/.exec(location.hash)?.[1] ?? null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
    window.addEventListener('pointerup', this.#pointerReleased);
    this.#narrow.addEventListener('change', this.#narrowed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    window.removeEventListener('pointerup', this.#pointerReleased);
    this.#narrow.removeEventListener('change', this.#narrowed);
  }

  protected override willUpdate(): void {
    if (this.room.text !== null) this.presence.watch(this.room.text.awareness);
  }

  override render(): TemplateResult {
    // Not in `willUpdate`: it comes before the controllers have read what is new.
    const highlights = this.#drawnHighlights();
    if (!isSameDrawing(highlights, this.#highlights)) this.#highlights = highlights;
    this.#tellNews();
    if (this.#notes?.annotations !== this.#view?.annotations) this.#view = viewOf(this.#notes);
    const { current } = this.session;
    switch (current.state) {
      case 'loading':
        return html`<galley-header></galley-header>${SKELETON}`;
      case 'failed':
        return html`<galley-header></galley-header>
          <main>
            <galley-problem .problem=${current.problem} @retry-asked=${() => this.session.load()}></galley-problem>
          </main>`;
      case 'ready':
        return this.#workspace(current);
    }
  }

  protected override updated(): void {
    this.#followLink();
  }

  #workspace(session: ReadySession): TemplateResult {
    const { actor } = session;
    const mayWrite = may('edit text', actor).ok && this.room.connection.state !== 'closed';
    const mayAnnotate = may('create annotation', actor).ok;
    return html`
      <a class="skip" href="#article" @click=${this.#toText}>Skip to the text</a>
      ${this.#header(session)}
      <main
        @note-wanted=${({ detail }: CustomEvent<{ kind: NoteKind }>) => this.#note(detail.kind)}
        @annotation-activated=${this.#activate}
        @text-focus-wanted=${this.#toText}
        @draft-submitted=${this.#draftSent}
        @draft-dropped=${() => (this.draft = null)}
        @reanchor-wanted=${this.#reanchor}
      >
        <galley-toolbar
          .mayWrite=${mayWrite}
          .mayAnnotate=${mayAnnotate}
          @command-chosen=${({ detail }: HTMLElementEventMap['command-chosen']) =>
            this.editor?.perform(detail.command)}
          @link-wanted=${this.#askForLink}
          @figure-wanted=${() => this.querySelector('galley-toolbar-figure')?.open()}
        ></galley-toolbar>
        <div class="columns">
          ${this.#paper(session, mayWrite)} ${this.#margin(session)}
        </div>
        <galley-toolbar-link
          @link-chosen=${({ detail }: HTMLElementEventMap['link-chosen']) =>
            this.editor?.perform(setLink(detail.address))}
        ></galley-toolbar-link>
        <galley-toolbar-figure
          @figure-chosen=${({ detail }: HTMLElementEventMap['figure-chosen']) =>
            this.editor?.perform(insertFigure(detail))}
        ></galley-toolbar-figure>
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.#news}</div>
    `;
  }

  #header({ member, article }: ReadySession): TemplateResult {
    const connection = this.#connection;
    return html`
      <galley-header
        .member=${member}
        .middle=${html`<div class="about">
          <span class="title" dir="auto" title=${article.title}>${article.title}</span>
          ${
            article.status === 'published'
              ? html`<a class="badge good" href=${article.readUrl}>Published</a>`
              : html`<span class="badge">${article.status === 'draft' ? 'Draft' : 'Archived'}</span>`
          }
          <galley-connection .connection=${connection}></galley-connection>
        </div>`}
        .end=${html`<galley-presence
            .people=${this.presence.people}
            .me=${member.id}
          ></galley-presence>
          <galley-export-menu .article=${article} .layers=${article.layers}></galley-export-menu>`}
      ></galley-header>
      <galley-connection-notice
        .connection=${connection}
        .kept=${connection.state === 'closed' ? keptWords(localStorage, this.#article) : this.#kept}
        @kept-words-dropped=${this.#forgetWords}
      ></galley-connection-notice>
    `;
  }

  #paper({ article }: ReadySession, mayWrite: boolean): TemplateResult {
    const { text } = this.room;
    return html`<div class="paper" id="article" @pointerdown=${() => (this.#isPointerDown = true)}>
      ${
        text === null
          ? LINES
          : html`<galley-editor
                .text=${text}
                .mayWrite=${mayWrite}
                .language=${article.language}
                .direction=${article.direction}
                .highlights=${this.#highlights}
                @selection-changed=${this.#selected}
                @text-drawn=${this.#textDrawn}
                @link-wanted=${this.#askForLink}
                @focusin=${() => (this.#hasHadFocus = true)}
                @focusout=${() => this.#placeAdder()}
              ></galley-editor>
              <galley-adder .place=${this.place}></galley-adder>`
      }
    </div>`;
  }

  #margin({ member, members }: ReadySession): TemplateResult | typeof nothing {
    const notes = this.#view;
    if (notes === null) return nothing;
    const open = [...notes.openCounts.values()].reduce((sum, count) => sum + count, 0);
    return html`
      <div class="side" ?data-open=${this.isMarginOpen}>
        <div class="side-head">
          <h2>Notes</h2>
          <button class="button plain icon" aria-label="Close the notes" @click=${this.#closeMargin}>
            ${icon(X)}
          </button>
        </div>
        <galley-margin
          class=${this.#narrow.matches ? 'narrow' : ''}
          .article=${this.#article}
          .annotations=${notes.annotations}
          .layers=${notes.layers}
          .layersShown=${notes.layersShown}
          .openCounts=${notes.openCounts}
          .members=${members}
          .me=${member}
          .active=${this.active}
          .draft=${this.draft}
          .filter=${notes.filter}
          .pending=${notes.pending}
          .refusals=${notes.refusals}
          .loaded=${notes.loaded}
          .wordsAround=${notes.wordsAround}
          .topOf=${this.#topOf}
        ></galley-margin>
      </div>
      <button
        class="button primary open-side"
        aria-expanded=${this.isMarginOpen}
        ?hidden=${this.isMarginOpen || this.place !== null}
        @click=${() => (this.isMarginOpen = true)}
      >
        ${icon(MessageSquare)} Notes${open > 0 ? ` (${open})` : ''}
      </button>
    `;
  }

  /** Notes that are still on their way count as unsaved too. */
  get #connection(): ConnectionState {
    const { connection } = this.room;
    const isSending = (this.#notes?.unsent ?? 0) > 0;
    return connection.state === 'saved' && isSending ? { state: 'saving' } : connection;
  }

  /** All that the page needs has come: enter the rooms. */
  #enter(): void {
    const { current } = this.session;
    if (current.state !== 'ready') return;
    const { article, member, members } = current;
    document.title = `${article.title} · Galley`;
    const person = { id: member.id, name: member.name, color: personColor(member.id) };
    this.room.open({ article: article.id, epoch: article.epoch, person });
    if (this.#notes !== null) {
      this.#notes.setLayers(article.layers);
      return;
    }
    const names = new Map(members.map(({ id, name }) => [id, name]));
    this.#noteNews = new NoteNews(member.id, (id) => names.get(id) ?? 'Somebody');
    this.#notes = new AnnotationsController(this, {
      article: article.id,
      layers: article.layers,
      me: member,
      socketUrl: `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`,
      textIndex: () => this.room.index,
      newId: () => crypto.randomUUID(),
      now: () => new Date(),
    });
    this.draft = keptDraft(sessionStorage, this.#article)?.draft ?? null;
  }

  #drawnHighlights(): Highlight[] {
    const notes = this.#notes;
    if (notes === null) return [];
    const colors = new Map(notes.layers.map(({ id, color }) => [id, color]));
    const colorOf = (layer: string): string => colors.get(layer) ?? 'yellow';
    const place = this.#draftPlace();
    const color = colorOf(this.draft?.layer ?? '');
    const draft = place === null ? null : { anchoring: place, color };
    return drawnHighlights(notes.annotations, colorOf, this.active, draft);
  }

  #draftPlace() {
    const { index } = this.room;
    return index === null || this.draft === null ? null : resolve(index, this.draft.anchor);
  }

  #rangeOf(card: string): TextRange | null {
    const anchoring =
      card === DRAFT
        ? this.#draftPlace()
        : this.#notes?.annotations.find(({ id }) => id === card)?.anchoring;
    return anchoring == null || anchoring.from === null ? null : anchoring;
  }

  readonly #topOf = (card: string): number | null => {
    const range = this.#rangeOf(card);
    const box = range && this.editor?.boxOf({ from: range.from, to: range.from });
    const margin = this.margin?.getBoundingClientRect();
    return box && margin ? box.top - margin.top : null;
  };

  #note(kind: NoteKind): void {
    const { index } = this.room;
    const selection = this.#selection;
    const range = index && selection && this.#hasHadFocus && wordsToAnnotate(index.text, selection.range);
    const layer = this.#layerForNotes();
    if (layer === null) {
      toast('There is no layer here that you may write in.');
    } else if (!range) {
      toast('Select the words first.');
    } else if (kind === 'highlight') {
      const anchor = describe(index, range);
      const plain = { body: '', replacement: null, color: null };
      this.active = this.#notes?.create({ kind, layer, anchor, ...plain }) ?? null;
    } else {
      this.draft = { kind, layer, anchor: describe(index, range) };
      this.active = null;
      this.isMarginOpen = true;
      this.#reveal(DRAFT);
    }
    this.#placeAdder();
  }

  #layerForNotes(): string | null {
    const layers = this.#notes?.layers.filter(({ writable }) => writable) ?? [];
    return (layers.find(({ purpose }) => purpose === 'comments') ?? layers[0])?.id ?? null;
  }

  #draftSent(): void {
    this.draft = null;
    this.#toText();
  }

  #reanchor({ detail }: HTMLElementEventMap['reanchor-wanted']): void {
    const { index } = this.room;
    const range = this.#selection?.range;
    if (index === null || range === undefined || range.from === range.to) {
      toast('Select the new words in the text first, then choose this again.');
      return;
    }
    const words = wordsToAnnotate(index.text, range);
    if (words !== null) this.#notes?.reanchor(detail.annotation, describe(index, words));
  }

  #activate({ detail, target }: HTMLElementEventMap['annotation-activated']): void {
    this.active = detail.id;
    if (detail.id === null) return;
    if (target === this.editor) this.isMarginOpen = true;
    this.#reveal(detail.id);
  }

  /** Scrolls to the words of a card; where the notes lie over the text, to the part above them. */
  #reveal(card: string): void {
    const range = this.#rangeOf(card);
    const lowest = this.#narrow.matches && this.isMarginOpen ? 0.33 : 0.85;
    if (range !== null) this.editor?.reveal(range, lowest);
  }

  #selected({ detail }: HTMLElementEventMap['selection-changed']): void {
    this.#selection = detail;
    // Straight to the toolbar: drawing the whole page at each move of the caret would be felt.
    if (this.toolbar !== null) this.toolbar.selection = detail;
    this.#placeAdder();
  }

  #textDrawn(): void {
    this.margin?.arrange();
    this.#placeAdder();
  }

  #placeAdder(): void {
    const { current } = this.session;
    const mayAnnotate = current.state === 'ready' && may('create annotation', current.actor).ok;
    const isWanted = mayAnnotate && this.draft === null && !this.#isPointerDown;
    this.place = isWanted && this.editor !== null ? adderPlace(this.editor, this.#selection) : null;
  }

  #askForLink(): void {
    const selection = this.#selection;
    const { editor } = this;
    if (editor === null || selection === null) return;
    const isEmpty = selection.range.from === selection.range.to;
    if (isEmpty && editor.link === '') toast('Select the words that shall be the link.');
    else this.querySelector('galley-toolbar-link')?.open(editor.link);
  }

  #toText(event?: Event): void {
    event?.preventDefault();
    if (this.#narrow.matches) this.isMarginOpen = false;
    this.editor?.focusText();
  }

  #closeMargin(): void {
    this.isMarginOpen = false;
    this.#toText();
  }

  #forgetWords(): void {
    forgetWords(localStorage, this.#article);
    this.#kept = null;
    this.requestUpdate();
  }

  /** A link to a thread shows it as soon as both the thread and its words are there. */
  #followLink(): void {
    const id = this.#linked;
    if (id === null || this.room.text === null || this.#notes === null) return;
    if (!this.#notes.reveal(id)) return;
    this.#linked = null;
    void this.updateComplete.then(() => {
      this.active = id;
      this.isMarginOpen = true;
      this.#reveal(id);
    });
  }

  #tellNews(): void {
    const { connection } = this.room;
    const words = connectionNews(this.#shownConnection, connection);
    this.#shownConnection = connection;
    const isLoaded = this.#notes?.loaded ?? false;
    const news = words || (isLoaded ? this.#noteNews?.read(this.#notes?.annotations ?? []) : '');
    if (news) this.#news = news;
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
    if (this.place !== null) this.place = null;
    else if (this.#narrow.matches && this.isMarginOpen) this.#closeMargin();
    else if (this.active !== null) this.active = null;
  }

  readonly #pointerReleased = (): void => {
    this.#isPointerDown = false;
    setTimeout(() => this.#placeAdder()); // the selection follows the pointer a moment later
  };

  readonly #narrowed = (): void => this.requestUpdate();
}

/** What the margin shows, taken anew when the annotations are: some of it is made at each reading, and would be drawn each time. */
type NotesView = Pick<
  AnnotationsController,
  'annotations' | 'layers' | 'layersShown' | 'openCounts' | 'filter' | 'pending' | 'refusals' | 'loaded' | 'wordsAround'
>;

function viewOf(notes: AnnotationsController | null): NotesView | null {
  if (notes === null) return null;
  const { annotations, layers, layersShown, openCounts } = notes;
  const { filter, pending, refusals, loaded, wordsAround } = notes;
  return { annotations, layers, layersShown, openCounts, filter, pending, refusals, loaded, wordsAround };
}

const LINES = html`<div class="lines" aria-hidden="true">
  <i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>
</div>`;

const SKELETON = html`<main aria-busy="true">
  <div class="bar-place"></div>
  <div class="columns"><div class="paper">${LINES}</div></div>
  <p class="visually-hidden" role="status">The article is being fetched.</p>
</main>`;

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace-page': WorkspacePage;
  }
}
