/** The workspace of one article: keeps what its elements share, and does what they ask for. */
import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { locate } from '../../shared/anchor/locate.ts';
import { readTextFragment } from '../../shared/anchor/text-fragment.ts';
import { KIND_FACTS } from '../../shared/annotation/kinds.ts';
import type { NoteKind } from '../../shared/annotation/kinds.ts';
import { may } from '../../shared/policy/may.ts';
import { ArticleRooms } from './article-rooms.ts';
import type { ReadySession } from './article-session.ts';
import { selectionContext } from './editor/editor-selection.ts';
import { Following } from './following.ts';
import './galley-news.ts';
import './galley-paper.ts';
import './galley-side.ts';
import './galley-text-tools.ts';
import './galley-workspace-bar.ts';
import { AnnotationCommandEvent } from './layers/annotation-events.ts';
import type { AnnotationsController } from './layers/annotations-controller.ts';
import { DRAFT, keptDraft } from './layers/draft.ts';
import type { Draft } from './layers/draft.ts';
import { anchorOf, newDraft } from './note-target.ts';
import { viewOf } from './notes-view.ts';
import { PeopleHere } from './people-here.ts';
import type { NotesView } from './notes-view.ts';
import type { Others } from './layers/placement.ts';
import { TextFollower } from './text-follower.ts';
import { commandOf, isPressed } from '../ui/keys/keymap.ts';
import { LIST_KEY } from './margin/margin-keys.ts';
import { NOTE_KEYS } from './editor/note-keys.ts';
import { workspaceContext } from './workspace-state.ts';
import type { WorkspaceState } from './workspace-state.ts';
import { toast } from '../ui/galley-toast.ts';
import { isReadByAllHere } from '../ui/session/permission.ts';
import { LightElement } from '../ui/light-element.ts';
import { MediaQuery } from '../ui/media-query.ts';
import { t } from '../ui/language/translate.ts';

/** In such a window there is no room for the notes beside the text; the style sheets have the same number. */
const NARROW = '(max-width: 62.5rem)';

/** A caret that is followed stands above this share of the window's height, so that what comes next is seen too. */
const FOLLOWED_LOWEST = 0.75;

/**
 * Provides the state from which its elements draw themselves, and hears their news. It is drawn once: what changes goes to
 * its elements by the state, or past it where it changes at each key.
 * @fires rights-changed - one may do more or less than before, or there are other layers, or may be
 */
@customElement('galley-article-workspace')
export class GalleyArticleWorkspace extends LightElement {
  /** Another one where the server was asked again, or somebody's name was. */
  @property({ attribute: false }) session!: ReadySession;

  @state() private active: string | null = null;
  @state() private draft: Draft | null = null;
  @state() private isSideOpen = false;

  @query('galley-editor') private editor!: HTMLElementTagNameMap['galley-editor'] | null;
  @query('galley-margin') private margin!: HTMLElementTagNameMap['galley-margin'] | null;
  @query('galley-paper') private paper!: HTMLElementTagNameMap['galley-paper'] | null;
  @query('galley-text-tools') private tools!: HTMLElementTagNameMap['galley-text-tools'] | null;

  readonly #narrow = new MediaQuery(this, NARROW);
  protected readonly rooms = new ArticleRooms(this, {
    others: () => this.#others,
    toldThread: () => this.#toldThread,
    textChanged: () => this.follower.textChanged(),
    rightsChanged: () => this.dispatchEvent(new CustomEvent('rights-changed')),
  });
  protected readonly follower = new TextFollower(
    this,
    () => ({ notes: this.#notes, editor: this.editor, margin: this.margin }),
    () => this.#followTitle(),
  );
  readonly #following = new Following(this, {
    awareness: () => this.rooms.text.text?.awareness ?? null,
    isHere: (person) => this.rooms.presence.people.some(({ id }) => id === person),
    placeOf: (person) => this.#placeOfPerson(person),
    reveal: (place) => this.editor?.reveal(place, FOLLOWED_LOWEST),
  });
  readonly #peopleHere = new PeopleHere();
  readonly #state = new ContextProvider(this, { context: workspaceContext });
  readonly #selection = new ContextProvider(this, {
    context: selectionContext,
    initialValue: null,
  });
  #view: NotesView | null = null;
  /** The draft's words, which have a place in the text like those of a note. */
  #others: Others = new Map();
  #hasHadFocus = false;
  #linked = threadIn(location);
  #linkedText = readTextFragment(location.hash);

  constructor() {
    super();
    this.addEventListener('keydown', this.#key);
    this.addEventListener('click', this.#clicked);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#linkChanged);
    window.addEventListener('keydown', this.#escapeFollowing, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#linkChanged);
    window.removeEventListener('keydown', this.#escapeFollowing, { capture: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#takeSession(changed.get('session') ?? null);
  }

  protected override update(changed: PropertyValues<this>): void {
    // Not in `willUpdate`, which comes before the controllers have read what is new.
    this.#state.setValue(this.#readState());
    super.update(changed);
  }

  override render(): TemplateResult {
    return html`<a class="skip" href="#article" @click=${this.#toText}>${t('Skip to the text')}</a>
      <galley-workspace-bar
        @follow-wanted=${({ detail }: HTMLElementEventMap['follow-wanted']) =>
          detail === null ? this.#following.stop() : this.#following.start(detail)}
      ></galley-workspace-bar>
      <main
        @note-wanted=${({ detail }: HTMLElementEventMap['note-wanted']) => this.#note(detail.kind)}
        @link-wanted=${() => this.tools?.askForLink()}
        @selection-changed=${this.#select}
        @text-drawn=${() => this.follower.textDrawn()}
        @text-focus-wanted=${this.#toText}
        @annotation-activated=${this.#activate}
        @reanchor-wanted=${this.#reanchor}
        @draft-dropped=${() => this.#setDraft(null)}
        @side-opened=${() => (this.isSideOpen = true)}
        @thread-wanted=${({ detail }: HTMLElementEventMap['thread-wanted']) => this.#visit(detail.id)}
        @all-threads-wanted=${() => this.#listAll()}
        @adder-toggled=${() => this.requestUpdate()}
      >
        <galley-text-tools></galley-text-tools>
        <div class="columns">
          <galley-paper
            class="paper"
            id="article"
            @focusin=${() => (this.#hasHadFocus = true)}
          ></galley-paper>
          <galley-side></galley-side>
        </div>
      </main>
      <galley-news class="visually-hidden"></galley-news>`;
  }

  protected override updated(): void {
    const title = `${this.#state.value.title} · Galley`;
    if (title !== document.title) document.title = title; // each setting makes the browser style the page again
    if (this.#linked !== null) queueMicrotask(() => void this.#followLink());
    if (this.#linkedText !== null) queueMicrotask(() => void this.#followText());
  }

  get #notes(): AnnotationsController {
    return this.rooms.notes;
  }

  get #title(): string {
    return this.rooms.text.title ?? this.session.article.title;
  }

  /** Enters the rooms with the first session; a later one may bring other layers. */
  #takeSession(before: ReadySession | null): void {
    const { article } = this.session;
    if (before === null) {
      this.rooms.enter(this.session);
      this.#setDraft(keptDraft(sessionStorage, article.id)?.draft ?? null);
    } else if (article !== before.article) {
      this.#notes.setLayers(article.layers);
    }
  }

  #readState(): WorkspaceState {
    const { session, active, draft, isSideOpen } = this;
    const { connection } = this.rooms;
    const isOpen = connection.state !== 'closed';
    this.#view = viewOf(this.#notes, this.#view);
    return {
      session,
      mayWrite: isOpen && may('edit text', session.actor).ok,
      mayAnnotate: isOpen && may('create annotation', session.actor).ok,
      text: this.rooms.text.text,
      title: this.#title,
      connection,
      trouble: this.rooms.text.trouble,
      present: this.rooms.presence.people,
      people: this.#peopleHere.of(session.people, this.rooms.presence.people),
      following: this.#following.person,
      editor: this.#editorNow,
      notes: this.#view,
      active,
      draft,
      isNarrow: this.#narrow.matches,
      isSideOpen,
      isAdderShown: this.paper?.isAdderShown ?? false,
    };
  }

  /** Where not all who can be here read its layer nobody is told, not even that there is a thread. */
  get #toldThread(): string | null {
    const thread = this.#notes.all.find(({ id }) => id === this.active);
    const layer = this.#notes.layers.find(({ id }) => id === thread?.layer);
    return thread !== undefined && layer !== undefined && isReadByAllHere(layer) ? thread.id : null;
  }

  /** Where their caret is; without one, the words of the thread that they have before them. */
  #placeOfPerson(person: string): TextRange | null {
    const caret = this.editor?.caretOf(person) ?? null;
    if (caret !== null) return caret;
    const thread = this.rooms.presence.people.find(({ id }) => id === person)?.thread ?? null;
    const place = thread === null ? null : this.#notes.placeOf(thread);
    return place === null || place.from === null ? null : place;
  }

  readonly #editorNow = (): HTMLElementTagNameMap['galley-editor'] | null => this.editor;

  /** The text is drawn without this element, but where the title is in it. */
  #followTitle(): void {
    if (this.#title !== this.#state.value.title) this.requestUpdate();
  }

  get #range(): TextRange | null {
    return this.#selection.value?.range ?? null;
  }

  #note(kind: NoteKind): void {
    const selected = this.#hasHadFocus ? this.#range : null;
    const wanted = newDraft(kind, this.#notes.layers, this.rooms.text.index, selected);
    if (!wanted.ok) {
      toast(wanted.missing);
    } else if (KIND_FACTS[kind].writing.form === null) {
      this.active = this.#create(wanted.draft);
      if (this.active !== null) this.margin?.bringIntoSight(this.active);
      this.paper?.hideAdder();
    } else if (this.draft !== null && this.querySelector('galley-composer')?.hasWords) {
      toast(t('Send or cancel the note that you have begun first.'));
      this.#showDraft({ ...this.draft });
    } else {
      this.paper?.hideAdder();
      this.#showDraft(wanted.draft);
    }
  }

  /** Makes an annotation that has nothing to be written; gives its id. */
  #create({ kind, anchor, layer }: Draft): string | null {
    const nothing = { body: '', replacement: null, color: null, tags: [] };
    const event = new AnnotationCommandEvent({ do: 'create', kind, anchor, ...nothing }, layer);
    this.dispatchEvent(event);
    return event.subject;
  }

  // A new object each time makes the composer take the focus, once the notes are open: all in microtasks of the key or
  // click that asked for it, so that no other key comes between and goes into the text.
  #showDraft(draft: Draft): void {
    this.#setDraft(draft);
    this.active = null;
    this.isSideOpen = true;
    this.#reveal(DRAFT);
  }

  #setDraft(draft: Draft | null): void {
    this.draft = draft;
    this.#others = new Map(draft === null ? [] : [[DRAFT, draft.anchor]]);
  }

  #reanchor({ detail }: HTMLElementEventMap['reanchor-wanted']): void {
    const { from = 0, to = 0 } = this.#range ?? {};
    const anchor = anchorOf(this.rooms.text.index, from < to ? { from, to } : null);
    const { annotation } = detail;
    if (anchor !== null)
      this.dispatchEvent(new AnnotationCommandEvent({ do: 'anchor', annotation, anchor }));
    else toast(t('Select the new words in the text first, then choose this again.'));
  }

  #activate({ detail, target }: HTMLElementEventMap['annotation-activated']): void {
    this.active = detail.id;
    if (detail.id === null) return;
    const isNew = target instanceof HTMLElement && target.localName === 'galley-composer';
    if (target === this.editor) this.isSideOpen = true;
    this.#reveal(detail.id);
    if (isNew) this.margin?.bringIntoSight(detail.id);
  }

  /** Scrolls to the words of a card; where the notes lie over the text, to the part above them. */
  #reveal(card: string): void {
    const place = this.#notes.placeOf(card);
    const lowest = this.#narrow.matches && this.isSideOpen ? 0.33 : 0.85;
    if (place !== null && place.from !== null) this.editor?.reveal(place, lowest);
  }

  #select({ detail }: HTMLElementEventMap['selection-changed']): void {
    this.#selection.setValue(detail);
  }

  #toText(event?: Event): void {
    event?.preventDefault();
    if (this.#narrow.matches) this.isSideOpen = false;
    this.editor?.focusText();
  }

  /** A link to a thread shows it as soon as both the thread and the text are there; in the tray where it is lost. */
  async #followLink(): Promise<void> {
    const id = this.#linked;
    if (id === null || this.rooms.text.text === null || !this.#notes.reveal(id)) return;
    this.#linked = null;
    await this.updateComplete;
    this.active = id;
    this.isSideOpen = true;
    this.#notes.see([id]);
    this.#reveal(id);
    if (this.#notes.placeOf(id)?.from === null) void this.margin?.openTray(id);
    else this.margin?.bringIntoSight(id);
  }

  /** A link to words of the text shows them selected, where they are there still. */
  async #followText(): Promise<void> {
    const quote = this.#linkedText;
    const { index } = this.rooms.text;
    if (quote === null || index === null || this.editor === null) return;
    this.#linkedText = null;
    await this.updateComplete;
    const found = locate(index.text, quote);
    if (found.state === 'missing') toast(t('These words are not in the text any more.'));
    else this.editor.selectWords(found.state === 'found' ? found.range : found.candidates[0]);
  }

  /** By the address bar, by going back, or by a link. */
  readonly #linkChanged = (): void => {
    this.#linkedText = readTextFragment(location.hash);
    this.#goTo(threadIn(location));
    void this.#followText();
  };

  /** The focus goes along. */
  #visit(thread: string): void {
    this.#goTo(thread);
    this.margin?.focusSoon(thread);
  }

  #listAll(): void {
    void this.querySelector('galley-all-threads')?.open();
  }

  /** As by a link, once the thread is there. */
  #goTo(thread: string | null): void {
    this.#linked = thread;
    void this.#followLink();
  }

  /** A link to a thread or words of this very article opens no other page, though links in notes do; it may be followed again. */
  readonly #clicked = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.button !== 0 || hasModifier(event)) return;
    const isHere = link.origin === location.origin && link.pathname === location.pathname;
    const isLed = threadIn(link) !== null || readTextFragment(link.hash) !== null;
    if (!isHere || !isLed || this.editor?.contains(link) === true) return;
    event.preventDefault();
    if (link.hash !== location.hash) history.pushState(null, '', link.hash);
    this.#linkChanged();
  };

  /** Wherever the focus is, also where it is nowhere. */
  readonly #escapeFollowing = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#following.person === null || isAnythingOpen()) return;
    event.stopPropagation();
    this.#following.stop();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const kind = commandOf(NOTE_KEYS, event);
    if (isPressed(LIST_KEY, event)) {
      event.preventDefault();
      this.#listAll();
    } else if (kind !== null) {
      event.preventDefault();
      this.#note(kind);
    } else if (event.key === 'Escape' && !this.margin?.contains(event.target as Node)) {
      this.#escape(); // the margin sees to its own
    }
  };

  /** Each Esc takes away the topmost thing: a menu or dialog by itself, the adder, the notes over the text, the active thread. */
  #escape(): void {
    if (isAnythingOpen()) return;
    if (this.paper?.isAdderShown) this.paper.hideAdder();
    else if (this.#narrow.matches && this.isSideOpen) this.#toText();
    else if (this.active !== null) this.active = null;
  }
}

/** Whether a menu or a dialog is, which is closed first. */
function isAnythingOpen(): boolean {
  return document.querySelector(':popover-open, dialog[open]') !== null;
}

/** Id of the thread to which an address leads; null where it leads to none. */
function threadIn({ hash }: { readonly hash: string }): string | null {
  return /^#thread-(.+)$/.exec(hash)?.[1] ?? null;
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-article-workspace': GalleyArticleWorkspace;
  }
  interface HTMLElementEventMap {
    'rights-changed': CustomEvent<null>;
  }
}
