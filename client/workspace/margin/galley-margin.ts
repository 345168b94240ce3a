/** The margin: what is pinned at its top, every other thread beside its words, and what is lost at the end. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { announce } from '../layers/annotation-events.ts';
import { DRAFT } from '../layers/draft.ts';
import { CardSight } from './card-sight.ts';
import { CardsController } from './cards-controller.ts';
import type { DrawnCards } from './cards-in-sight.ts';
import './galley-composer.ts';
import './galley-margin.css';
import './galley-margin-head.ts';
import './galley-refusals.ts';
import './galley-since.ts';
import './galley-thread.ts';
import './galley-tray.ts';
import { MarginThreads } from './margin-threads.ts';
import type { Present } from '../connection/presence.ts';
import { WorkspaceReader } from '../workspace-state.ts';
import { commandOf } from '../../ui/keys/keymap.ts';
import { isInField } from '../../ui/keys/writing-keys.ts';
import { MARGIN_KEYS } from './margin-keys.ts';
import { LightElement } from '../../ui/light-element.ts';
import { RefreshController } from '../../ui/timing/refresh-controller.ts';
import { t, tIn } from '../../ui/language/translate.ts';

/** How often "5 minutes ago" is said again, in the words of that time. */
const TIMES_EVERY_MS = 60_000;
/** Cards are drawn for the words on the screen and this many screens above and below it. */
const BESIDE_SCREENS = 0.5;
/** Below each pinned card; the style sheet has the same number. */
const PINNED_GAP_PX = 8;

/**
 * Cards stand beside their words, or in a plain list where it has the class `narrow`. Of many threads those are drawn that
 * lie beside what is seen, and those that somebody is at.
 * @fires annotation-activated; and all that its head, threads, composer and tray announce
 */
@customElement('galley-margin')
export class GalleyMargin extends LightElement {
  readonly #workspace = new WorkspaceReader(
    this,
    'session',
    'notes',
    'active',
    'draft',
    'editor',
    'isSideOpen',
    'people',
    'present',
  );
  readonly #cards = new CardsController(this, {
    fixed: () => this.#fixed,
    topsOf: (cards) => this.#topsOf(cards),
    arranged: () => this.#showWanted(),
  });
  /** Those that stand at the top, in reading order. */
  #pinned: readonly PlacedAnnotation[] = [];
  /** The list that the threads were made of. */
  #listed: readonly PlacedAnnotation[] = [];
  #threads = new MarginThreads({ annotations: [], placeOf: () => null });
  /** The threads that have a place, as one goes through them. */
  #order: readonly PlacedAnnotation[] = [];
  #drawn: DrawnCards = { from: 0, to: 0, numbers: [] };
  /** A pinned card that grows pushes all others down. */
  readonly #growth = new ResizeObserver(() => this.arrange());
  readonly #sight = new CardSight(this);
  /** The thread that gets the focus as soon as it is drawn. */
  #awaited: string | null = null;
  /** The thread that comes into sight as soon as it has its place. */
  #wanted: string | null = null;
  /** The thread that a person has just tied to other words, or taken off them, until that is drawn. */
  #retied: { readonly id: string; readonly wasLost: boolean } | null = null;

  constructor() {
    super();
    new RefreshController(this, TIMES_EVERY_MS, () => {
      for (const remark of this.querySelectorAll('galley-remark')) remark.requestUpdate();
    });
    this.addEventListener('keydown', this.#key);
    this.addEventListener('focusin', this.#focused);
    this.addEventListener('annotation-command', ({ command }) => {
      if (command.do === 'anchor') this.#retie(command.annotation);
      if (command.do === 'delete') this.#focusBeside(command.annotation);
    });
    this.addEventListener('reanchor-wanted', ({ detail }) => this.#retie(detail.annotation));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'region';
    this.ariaLabel = t('Annotations');
  }

  protected override willUpdate(): void {
    const { notes } = this.#workspace.state;
    if (notes.annotations === this.#listed) return;
    this.#listed = notes.annotations;
    this.#pinned = notes.annotations.filter(isAtTop);
    const others = notes.annotations.filter((annotation) => !isAtTop(annotation));
    this.#threads = new MarginThreads({ annotations: others, placeOf: notes.placeOf });
    this.#order = [...this.#pinned, ...this.#threads.placed];
  }

  protected override update(changed: PropertyValues<this>): void {
    const { activeElement } = document;
    super.update(changed);
    // What is pinned or unpinned moves to another place in the list, and loses the focus on the way.
    const isLost = activeElement !== document.activeElement && this.contains(activeElement);
    if (isLost && activeElement instanceof HTMLElement)
      activeElement.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const { session, people, notes, draft } = this.#workspace.state;
    const { placed, lost } = this.#threads;
    this.#drawn = this.#inSight();
    return html`<galley-margin-head
        class="head"
        .lost=${lost.length}
        .earlier=${this.#drawn.from}
        .later=${placed.length - this.#drawn.to}
        @tray-wanted=${() => void this.openTray()}
        @beyond-wanted=${this.#goBeyond}
      ></galley-margin-head>
      <galley-refusals .refusals=${notes.refusals}></galley-refusals>
      <galley-since></galley-since>
      ${this.#order.length === 0 && draft === null && notes.loaded ? this.#nothingHere() : nothing}
      <div class="cards">
        ${repeat(
          [...this.#pinned, ...this.#threads.cards(this.#drawn.numbers, draft)],
          (card) => (card === DRAFT ? DRAFT : card.id),
          (card) => (card === DRAFT ? this.#composer() : this.#thread(card)),
        )}
      </div>
      <galley-tray
        .annotations=${lost}
        .layers=${notes.layers}
        .people=${people}
        .me=${session.member}
        .drawThread=${this.#thread}
        .choicesFor=${notes.choicesFor}
        .offersFor=${notes.offersFor}
      ></galley-tray>`;
  }

  protected override updated(): void {
    const awaited = this.#awaited;
    if (awaited !== null && this.#cardOf(awaited) !== null) this.#focusThread(awaited);
    for (const { id } of this.#pinned) this.#growth.observe(this.#cardOf(id) ?? this);
    this.#sight.watch(this.#workspace.state.notes.unread);
    this.#reachWords();
    if (this.classList.contains('narrow')) this.#showWanted();
    this.#followRetied();
  }

  /** Draws the cards beside what is seen now. */
  followSight(): void {
    const { from, to } = this.#inSight();
    if (from !== this.#drawn.from || to !== this.#drawn.to) this.requestUpdate();
  }

  /** Opens the notes without a place, and goes to them or to one of them. */
  async openTray(thread: string | null = null): Promise<void> {
    await this.updateComplete;
    await this.querySelector('galley-tray')?.open(thread);
  }

  /** Brings the card of a thread into sight, once it is drawn and stands where it shall. */
  bringIntoSight(thread: string): void {
    this.#wanted = thread;
    this.arrange();
  }

  /** Moves the focus to the card of a thread, once it is drawn. */
  focusSoon(thread: string): void {
    this.#awaited = thread;
    this.requestUpdate();
  }

  /** Puts the cards beside their words again; to be called where the words moved and no state says so. */
  arrange(): void {
    this.#cards.arrange();
  }

  /** The same once nothing has been written for a moment. */
  arrangeSoon(): void {
    this.#cards.arrangeSoon();
  }

  #nothingHere(): TemplateResult {
    const { layers, layersShown, filter } = this.#workspace.state.notes;
    const isHidden = layersShown.size < layers.length;
    const canWrite = layers.some(({ writable }) => writable);
    if (isHidden)
      return html`<p class="empty">${t('No threads in the layers that are shown.')}</p>`;
    if (!canWrite) return html`<p class="empty">${t('No notes here yet.')}</p>`;
    return html`<p class="empty">
      ${filter === 'open' ? t('No open notes here.') : t('No notes here.')}
      ${t('Select some words in the text and choose {button} to write the first one.', { button: html`<b>${tIn('verb', 'Comment')}</b>` })}
    </p>`;
  }

  readonly #thread = (annotation: PlacedAnnotation): TemplateResult => {
    const { session, people, notes, active } = this.#workspace.state;
    const { id, layer } = annotation;
    return html`<galley-thread
      data-card=${isAtTop(annotation) ? nothing : id}
      aria-posinset=${this.#isWhole ? nothing : this.#positionOf(annotation)}
      aria-setsize=${this.#isWhole ? nothing : this.#order.length}
      .annotation=${annotation}
      .layer=${notes.layers.find((one) => one.id === layer) ?? null}
      .people=${people}
      .me=${session.member}
      .readers=${this.#readersOf(id)}
      .active=${id === active}
      .pending=${notes.pending.has(id)}
      .unread=${notes.unread.has(id)}
    ></galley-thread>`;
  };

  #composer(): TemplateResult {
    const { session, people, notes, draft } = this.#workspace.state;
    return html`<galley-composer
      data-card=${DRAFT}
      .article=${session.article.id}
      .draft=${draft}
      .layers=${notes.layers}
      .people=${people}
      .me=${session.member}
    ></galley-composer>`;
  }

  /** The others who have it before them. */
  #readersOf(thread: string): readonly Present[] {
    const { session, present } = this.#workspace.state;
    return present.filter((one) => one.thread === thread && one.id !== session.member.id);
  }

  /** From 1; 0 for one that lost its words. */
  #positionOf(annotation: PlacedAnnotation): number {
    const number = this.#threads.numberOf(annotation.id);
    return (
      1 + (number === undefined ? this.#pinned.indexOf(annotation) : this.#pinned.length + number)
    );
  }

  /** Whether all threads are drawn, so that assistive technology can count them itself. */
  get #isWhole(): boolean {
    return this.#drawn.numbers.length === this.#threads.placed.length;
  }

  #inSight(): DrawnCards {
    const { active, editor } = this.#workspace.state;
    const seen = editor()?.seen(BESIDE_SCREENS) ?? null;
    return this.#threads.inSight(seen, [active, this.#awaited, ...this.#busyCards()]);
  }

  /** The card with the focus, and those in which something is being written. */
  #busyCards(): (string | undefined)[] {
    const busy = this.querySelectorAll<HTMLElement>('.cards :is(:focus, textarea)');
    return [...busy].map((each) => each.closest<HTMLElement>('[data-card]')?.dataset.card);
  }

  /** The card that stands exactly at its words where the focus is in none. */
  get #fixed(): string | null {
    const { active, draft } = this.#workspace.state;
    return draft === null ? active : DRAFT;
  }

  /** The y of the words of each card, in px below the top of the margin, less what is pinned; null where they aren't drawn. */
  #topsOf(cards: readonly string[]): readonly (number | null)[] {
    const { notes, editor } = this.#workspace.state;
    const top = this.getBoundingClientRect().top + this.#pinnedHeight;
    return cards.map((card) => {
      const from = notes.placeOf(card)?.from ?? null;
      const words: TextRange | null = from === null ? null : { from, to: from };
      const box = words && editor()?.boxOf(words);
      return box ? box.top - top : null;
    });
  }

  /** An active pinned card sticks to the window as far down as its column reaches, which must be as far as its words. */
  #reachWords(): void {
    const { active } = this.#workspace.state;
    const isPinned = active !== null && this.#pinned.some(({ id }) => id === active);
    const [top = null] = isPinned ? this.#topsOf([active]) : [];
    this.style.setProperty('--pinned-words', `${top ?? 0}px`);
  }

  /** In px. Where these stand can't be asked, since an active one sticks to the window. */
  get #pinnedHeight(): number {
    const heights = this.#pinned.map(({ id }) => this.#cardOf(id)?.offsetHeight ?? 0);
    return heights.reduce((sum, height) => sum + height + PINNED_GAP_PX, 0);
  }

  #cardOf(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`#thread-${CSS.escape(id)}`);
  }

  #focusThread(id: string): void {
    this.#awaited = null;
    this.#cardOf(id)?.focus({ preventScroll: true });
  }

  /** Makes a thread the active one and goes to it, once it is drawn. */
  #goTo(annotation: PlacedAnnotation | null | undefined): void {
    if (!annotation) return;
    const { id } = annotation;
    this.#awaited = id;
    if (this.#cardOf(id) !== null) this.#focusThread(id);
    else this.requestUpdate();
    announce(this, 'annotation-activated', { id });
  }

  /** It may stand far below its words, where many others are above it. */
  #showWanted(): void {
    const card = this.#wanted === null ? null : this.#cardOf(this.#wanted);
    if (card?.checkVisibility({ visibilityProperty: true }) !== true) return; // once its list is open
    this.#wanted = null;
    const glides = card.getAnimations().map((animation) => animation.finished);
    void Promise.allSettled(glides).then(() => card.scrollIntoView({ block: 'nearest' }));
  }

  /** The card goes: the focus goes to the next one, or the one before. */
  #focusBeside(id: string): void {
    const at = this.#order.findIndex((one) => one.id === id);
    const beside = at === -1 ? undefined : (this.#order[at + 1] ?? this.#order[at - 1]);
    if (beside !== undefined) this.focusSoon(beside.id);
  }

  #retie(id: string): void {
    this.#retied = { id, wasLost: this.#isLost(id) };
  }

  /** The card that was pressed is gone: the focus goes along, from the cards to the tray or back. */
  #followRetied(): void {
    const retied = this.#retied;
    if (retied === null || this.#isLost(retied.id) === retied.wasLost) return;
    const { id, wasLost } = retied;
    this.#retied = null;
    // A new card has its id once it is drawn; until then the old one would be found.
    void this.updateComplete.then(() => {
      if (wasLost) this.#goTo(this.#order.find((placed) => placed.id === id));
      else void this.openTray(id);
    });
  }

  #isLost(thread: string): boolean {
    return this.#threads.lost.some(({ id }) => id === thread);
  }

  #goBeyond({ detail }: HTMLElementEventMap['beyond-wanted']): void {
    const { from, to } = this.#drawn;
    this.#goTo(this.#threads.placed[detail === 'earlier' ? from - 1 : to]);
  }

  /** Tab must find the next card. */
  readonly #focused = (): void => {
    if (!this.#isWhole) this.requestUpdate();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const command = commandOf(MARGIN_KEYS, event);
    const card = event.target;
    if (command === null || isInField(event) || !(card instanceof HTMLElement)) return;
    if (card.localName !== 'galley-thread') return;
    event.preventDefault(); // arrows would scroll the page
    const step = command === 'next' ? 1 : -1;
    const at = this.#order.findIndex(({ id }) => card.id === `thread-${id}`);
    const next = at === -1 ? undefined : this.#order[at + step];
    this.#goTo(next ?? this.#besideInTray(card, step));
  };

  /** The thread next to one that lost its words, or to the last one that has not. */
  #besideInTray(card: HTMLElement, step: number): PlacedAnnotation | null | undefined {
    const threads = [...this.querySelectorAll('galley-thread')].filter((one) =>
      one.checkVisibility(),
    );
    return threads[threads.findIndex((one) => one === card) + step]?.annotation;
  }
}

/** One that lost its words stays with those that are to be tied to other words. */
function isAtTop({ pinned, anchoring }: PlacedAnnotation): boolean {
  return pinned && anchoring.from !== null;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-margin': GalleyMargin;
  }
}
