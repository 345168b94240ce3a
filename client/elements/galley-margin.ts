/** The margin: every thread beside its words, the composer among them, and what is lost at the end. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { LayerAnswer, MemberAnswer } from '../../shared/wire/answers.ts';
import { announce, FILTERS } from '../controllers/annotation-events.ts';
import type { Filter } from '../controllers/annotation-events.ts';
import { CardsController, DRAFT_CARD } from '../controllers/cards-controller.ts';
import type { Draft } from '../controllers/draft.ts';
import { RefreshController } from '../controllers/refresh-controller.ts';
import '../style/galley-margin.css';
import './galley-composer.ts';
import './galley-layers.ts';
import './galley-refusals.ts';
import type { Refusal } from './galley-refusals.ts';
import './galley-thread.ts';
import './galley-tray.ts';
import { LightElement } from './light-element.ts';
import type { Members } from './thread-words.ts';
import { isTyping } from './writing-keys.ts';

export const TAG = 'galley-margin';

const FILTER_NAMES: Readonly<Record<Filter, string>> = { open: 'Open', all: 'All', mine: 'Mine' };
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
  @property({ attribute: false }) members: readonly MemberAnswer[] = [];
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
  /** The words around a place in the text, for telling places apart. */
  @property({ attribute: false }) wordsAround: (range: TextRange) => string | null = () => null;
  /**
   * The y of each card's words in px below the top of the margin; null where they aren't drawn. Whoever moves the words
   * without setting a property here calls `arrange()`.
   */
  @property({ attribute: false }) topsOf: (cards: readonly string[]) => readonly (number | null)[] =
    () => [];

  readonly #cards = new CardsController(this);
  #members: Members = new Map();

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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('members')) {
      this.#members = new Map(this.members.map((member) => [member.id, member]));
    }
  }

  override render(): TemplateResult {
    const placed = this.annotations.filter(({ anchoring }) => anchoring.from !== null);
    const lost = this.annotations.filter(({ anchoring }) => anchoring.from === null);
    return html`${this.#head(lost.length)}
      <galley-refusals .refusals=${this.refusals}></galley-refusals>
      ${placed.length === 0 && this.draft === null && this.loaded ? this.#nothingHere() : nothing}
      <div class="cards">
        ${repeat(
          this.#inOrder(placed),
          (card) => (card === DRAFT_CARD ? DRAFT_CARD : card.id),
          (card) => (card === DRAFT_CARD ? this.#composer() : this.#thread(card)),
        )}
      </div>
      <galley-tray
        .annotations=${lost}
        .layers=${this.layers}
        .me=${this.me}
        .drawThread=${this.#thread}
        .wordsAround=${this.wordsAround}
      ></galley-tray>`;
  }

  /** Puts the cards beside their words again. */
  arrange(): void {
    this.#cards.arrange();
  }

  /** Gives the focus to a thread. */
  focusThread(id: string): void {
    this.querySelector<HTMLElement>(`#thread-${CSS.escape(id)}`)?.focus({ preventScroll: true });
  }

  #head(lost: number): TemplateResult {
    return html`<div class="head">
      <div class="filters" role="group" aria-label="Which threads">
        ${FILTERS.map(
          (filter) =>
            html`<button
              class="button plain"
              aria-pressed=${filter === this.filter}
              @click=${() => announce(this, 'filter-chosen', { filter })}
            >
              ${FILTER_NAMES[filter]}
            </button>`,
        )}
      </div>
      ${
        lost > 0
          ? html`<button
              class="button plain lost-count"
              aria-label=${`${lost} lost their words`}
              @click=${this.#openTray}
            >
              ${lost} lost
            </button>`
          : nothing
      }
      <galley-layers
        .article=${this.article}
        .layers=${this.layers}
        .shown=${this.layersShown}
        .counts=${this.openCounts}
        .me=${this.me}
      ></galley-layers>
    </div>`;
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
      .annotation=${annotation}
      .layer=${this.layers.find(({ id }) => id === annotation.layer) ?? null}
      .members=${this.#members}
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
  #inOrder(placed: readonly PlacedAnnotation[]): (PlacedAnnotation | typeof DRAFT_CARD)[] {
    if (this.draft === null) return [...placed];
    const { from } = this.draft.anchor;
    const at = placed.findIndex(({ anchoring }) => (anchoring.from ?? 0) > from);
    const cards: (PlacedAnnotation | typeof DRAFT_CARD)[] = [...placed];
    cards.splice(at === -1 ? placed.length : at, 0, DRAFT_CARD);
    return cards;
  }

  #openTray(): void {
    this.querySelector('galley-tray')?.open();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const card = event.target;
    if (step === undefined || isTyping(event) || !(card instanceof HTMLElement)) return;
    if (card.localName !== 'galley-thread') return;
    event.preventDefault(); // arrows would scroll the page
    const threads = [...this.querySelectorAll('galley-thread')].filter((one) =>
      one.checkVisibility(),
    );
    const next = threads[threads.findIndex((one) => one === card) + step];
    const id = next?.annotation?.id;
    if (next === undefined || id === undefined) return;
    next.focus({ preventScroll: true });
    announce(this, 'annotation-activated', { id });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-margin': GalleyMargin;
  }
}
