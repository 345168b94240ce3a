/** The margin: every thread beside its words, the composer among them, and what is lost at the end. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import type { PersonAnswer } from '../../../shared/wire/routes/people.ts';
import { announce } from '../layers/annotation-events.ts';
import type { Filter } from '../layers/annotation-events.ts';
import type { PlaceChoice } from '../layers/place-choices.ts';
import { CardsController, DRAFT_CARD } from './cards-controller.ts';
import { cardsInSight } from './cards-in-sight.ts';
import type { DrawnCards } from './cards-in-sight.ts';
import type { Draft } from '../layers/draft.ts';
import { RefreshController } from '../../ui/timing/refresh-controller.ts';
import './galley-margin.css';
import './galley-composer.ts';
import '../layers/galley-layers.ts';
import './galley-refusals.ts';
import type { Refusal } from './galley-refusals.ts';
import './galley-thread.ts';
import './galley-tray.ts';
import { LightElement } from '../../ui/light-element.ts';
import { marginHead } from './margin-head.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { isTyping } from '../../ui/keys/writing-keys.ts';

export const TAG = 'galley-margin';

/** How often "5 minutes ago" is said anew. */
const TIMES_EVERY_MS = 60_000;
/** Keys that move to another card, and in which direction. */
const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * Cards stand beside their words, or in a plain list where the page sets the class `narrow`.
 * @fires filter-chosen, annotation-activated; and all that its threads, composer, layers and tray announce
 */
@customElement(TAG)
export class GalleyMargin extends LightElement {
  /** Id of the article. */
  @property() article = '';
  /** Those shown, in reading order. */
  @property({ attribute: false }) annotations: readonly PlacedAnnotation[] = [];
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) layersShown: ReadonlySet<string> = new Set();
  /** Open threads by layer, for the layers' panel. */
  @property({ attribute: false }) openCounts: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) people: readonly PersonAnswer[] = [];
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Id of the thread that is shown whole. */
  @property({ attribute: false }) active: string | null = null;
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) filter: Filter = 'open';
  /** Ids of threads with changes that could not be sent so far. */
  @property({ attribute: false }) pending: ReadonlySet<string> = new Set();
  @property({ attribute: false }) refusals: readonly Refusal[] = [];
  /** Whether the annotations are there; before that nothing is said about how many there are. */
  @property({ attribute: false }) loaded = true;
  /** The places of words that stand several times. */
  @property({ attribute: false }) choicesFor: (annotation: string) => readonly PlaceChoice[] =
    () => [];
  /** Where the words of a card are in the text now. */
  @property({ attribute: false }) placeOf: (card: string) => Anchoring | null = () => null;
  /** The part of the text that is seen; null where nothing is. Whoever scrolls it calls `followSight()`. */
  @property({ attribute: false }) seen: () => TextRange | null = () => null;
  /**
   * The y of each card's words in px below the top of the margin; null where they aren't drawn. Whoever moves the words
   * without setting a property here calls `arrange()`.
   */
  @property({ attribute: false }) topsOf: (cards: readonly string[]) => readonly (number | null)[] =
    () => [];

  readonly #cards = new CardsController(this);
  #people: People = new Map();
  /** Those that have a place, in reading order, and their numbers in it. */
  #placed: readonly PlacedAnnotation[] = [];
  #numbers: ReadonlyMap<string, number> = new Map();
  #drawn: DrawnCards = { from: 0, to: 0, numbers: [] };
  /** The thread that gets the focus as soon as it is drawn. */
  #awaited: string | null = null;

  constructor() {
    super();
    new RefreshController(this, TIMES_EVERY_MS, () => {
      for (const remark of this.querySelectorAll('galley-remark')) remark.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'region';
    this.ariaLabel = 'Annotations';
    this.addEventListener('keydown', this.#key);
    this.addEventListener('focusin', this.#focused);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    this.removeEventListener('focusin', this.#focused);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('annotations')) {
      this.#placed = this.annotations.filter(({ anchoring }) => anchoring.from !== null);
      this.#numbers = new Map(this.#placed.map(({ id }, number) => [id, number]));
    }
    if (changed.has('people')) {
      this.#people = new Map(this.people.map((person) => [person.id, person]));
    }
  }

  override render(): TemplateResult {
    const lost = this.annotations.filter(({ anchoring }) => anchoring.from === null);
    const isEmpty = this.#placed.length === 0 && this.draft === null;
    this.#drawn = this.#inSight();
    return html`${this.#head(lost.length)}
      <galley-refusals .refusals=${this.refusals}></galley-refusals>
      ${isEmpty && this.loaded ? this.#nothingHere() : nothing}
      <div class="cards">
        ${repeat(
          this.#inOrder(this.#drawn.numbers),
          (card) => (card === DRAFT_CARD ? DRAFT_CARD : card.id),
          (card) => (card === DRAFT_CARD ? this.#composer() : this.#thread(card)),
        )}
      </div>
      <galley-tray
        .annotations=${lost}
        .layers=${this.layers}
        .me=${this.me}
        .drawThread=${this.#thread}
        .choicesFor=${this.choicesFor}
      ></galley-tray>`;
  }

  protected override updated(): void {
    const awaited = this.#awaited;
    if (awaited !== null && this.#cardOf(awaited) !== null) this.focusThread(awaited);
  }

  /** Draws the cards beside what is seen now. */
  followSight(): void {
    const { from, to } = this.#inSight();
    if (from !== this.#drawn.from || to !== this.#drawn.to) this.requestUpdate();
  }

  /** Puts the cards beside their words again. */
  arrange(): void {
    this.#cards.arrange();
  }

  /** The same once nothing has been written for a moment. */
  arrangeSoon(): void {
    this.#cards.arrangeSoon();
  }

  /** Gives the focus to a thread. */
  focusThread(id: string): void {
    this.#awaited = null;
    this.#cardOf(id)?.focus({ preventScroll: true });
  }

  #head(lost: number): TemplateResult {
    const { from, to } = this.#drawn;
    return marginHead({
      filter: this.filter,
      lost,
      earlier: from,
      later: this.#placed.length - to,
      choose: (filter) => announce(this, 'filter-chosen', { filter }),
      openTray: () => this.querySelector('galley-tray')?.open(),
      goEarlier: () => this.#goTo(this.#placed[this.#drawn.from - 1]),
      goLater: () => this.#goTo(this.#placed[this.#drawn.to]),
      layers: html`<galley-layers
        .article=${this.article}
        .layers=${this.layers}
        .shown=${this.layersShown}
        .counts=${this.openCounts}
        .me=${this.me}
      ></galley-layers>`,
    });
  }

  #nothingHere(): TemplateResult {
    const isHidden = this.layersShown.size < this.layers.length;
    const canWrite = this.layers.some(({ writable }) => writable);
    if (isHidden) return html`<p class="empty">No threads in the layers that are shown.</p>`;
    if (!canWrite) return html`<p class="empty">No notes here yet.</p>`;
    return html`<p class="empty">
      No ${this.filter === 'open' ? 'open ' : ''}notes here. Select some words in the text and
      choose
      <b>Comment</b> to write the first one.
    </p>`;
  }

  readonly #thread = (annotation: PlacedAnnotation): TemplateResult =>
    html`<galley-thread
      data-card=${annotation.id}
      aria-posinset=${this.#isWhole ? nothing : (this.#numbers.get(annotation.id) ?? -1) + 1}
      aria-setsize=${this.#isWhole ? nothing : this.#placed.length}
      .annotation=${annotation}
      .layer=${this.layers.find(({ id }) => id === annotation.layer) ?? null}
      .people=${this.#people}
      .me=${this.me}
      .active=${annotation.id === this.active}
      .pending=${this.pending.has(annotation.id)}
    ></galley-thread>`;

  #composer(): TemplateResult {
    return html`<galley-composer
      data-card=${DRAFT_CARD}
      .article=${this.article}
      .draft=${this.draft}
      .layers=${this.layers}
    ></galley-composer>`;
  }

  /** The draft stands where its words come in the text, behind older notes on the same words. */
  #inOrder(numbers: readonly number[]): (PlacedAnnotation | typeof DRAFT_CARD)[] {
    const cards: (PlacedAnnotation | typeof DRAFT_CARD)[] = numbers.flatMap(
      (number) => this.#placed[number] ?? [],
    );
    if (this.draft === null) return cards;
    const from = this.placeOf(DRAFT_CARD)?.from ?? this.draft.anchor.from;
    const at = numbers.findIndex((number) => this.#offsetOf(number) > from);
    cards.splice(at === -1 ? cards.length : at, 0, DRAFT_CARD);
    return cards;
  }

  /** Whether all threads are drawn, so that assistive technology can count them itself. */
  get #isWhole(): boolean {
    return this.#drawn.numbers.length === this.#placed.length;
  }

  #inSight(): DrawnCards {
    const offsetOf = (number: number): number => this.#offsetOf(number);
    return cardsInSight(this.#placed.length, offsetOf, this.seen(), this.#kept());
  }

  #offsetOf(number: number): number {
    const placed = this.#placed[number];
    return (placed && this.placeOf(placed.id)?.from) ?? placed?.anchoring.from ?? Infinity;
  }

  /** The active thread, the one with the focus, and those in which something is being written. */
  #kept(): number[] {
    const busy = this.querySelectorAll<HTMLElement>('.cards :is(:focus, textarea)');
    const cards = [...busy].map((each) => each.closest<HTMLElement>('[data-card]')?.dataset.card);
    return [this.active, this.#awaited, ...cards].flatMap(
      (id) => this.#numbers.get(id ?? '') ?? [],
    );
  }

  #cardOf(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`#thread-${CSS.escape(id)}`);
  }

  /** Makes a thread the active one and goes to it, once it is drawn. */
  #goTo(annotation: PlacedAnnotation | null | undefined): void {
    if (!annotation) return;
    const { id } = annotation;
    this.#awaited = id;
    if (this.#cardOf(id) !== null) this.focusThread(id);
    else this.requestUpdate();
    announce(this, 'annotation-activated', { id });
  }

  /** Tab must find the next card. */
  readonly #focused = (): void => {
    if (!this.#isWhole) this.requestUpdate();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const card = event.target;
    if (step === undefined || isTyping(event) || !(card instanceof HTMLElement)) return;
    if (card.localName !== 'galley-thread') return;
    event.preventDefault(); // arrows would scroll the page
    const number = this.#numbers.get(card.dataset['card'] ?? '');
    const next = number === undefined ? undefined : this.#placed[number + step];
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

declare global {
  interface HTMLElementTagNameMap {
    'galley-margin': GalleyMargin;
  }
}
