/** Threads without a place in the text: kept, shown with their old words, and tied anew by hand. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { FormerAnchor, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { isTiedToNothing } from '../../../shared/annotation/commands/anchor.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { AnnotationCommandEvent, announce } from '../layers/annotation-events.ts';
import { inText } from '../layers/place-choices.ts';
import type { PlaceChoice, WordsInText } from '../layers/place-choices.ts';
import { toast } from '../../ui/galley-toast.ts';
import { mayPerform } from '../../ui/session/permission.ts';
import './galley-tray.css';
import { LightElement } from '../../ui/light-element.ts';
import { moment } from '../../ui/words/moment.ts';
import { fullNameOf, shorten } from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { n, t } from '../../ui/language/translate.ts';

/** More places than these are no choice but a search. */
const MAX_PLACES = 5;
/** Places are looked for where somebody rests, not in the threads that they only pass. */
const REST_MS = 150;

/**
 * A list that opens on demand. For the thread that somebody is at it offers the places where its words, or words like them,
 * stand now; none is taken unless it is chosen.
 * @fires annotation-command, reanchor-wanted
 */
@customElement('galley-tray')
export class GalleyTray extends LightElement {
  @property({ attribute: false }) annotations: readonly PlacedAnnotation[] = [];
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Draws the thread itself, as the margin draws all others. */
  @property({ attribute: false }) drawThread: (annotation: PlacedAnnotation) => unknown = () =>
    nothing;
  /** The places of words that stand several times, as they are now. */
  @property({ attribute: false }) choicesFor: (annotation: string) => readonly PlaceChoice[] =
    () => [];
  /** The places where words that are gone may stand now. Looks through the whole text. */
  @property({ attribute: false }) offersFor: (annotation: string) => readonly PlaceChoice[] =
    () => [];

  /** What was found for the threads that somebody was at; it stays, so that nothing moves under a pointer. */
  @state() private offers: ReadonlyMap<string, readonly PlaceChoice[]> = new Map();
  #search: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#search);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.annotations.length === 0) return nothing;
    return html`<details>
      <summary>${t('Notes without a place ({count})', { count: this.annotations.length })}</summary>
      <p class="why">
        ${t('It isn’t certain where in the text these belong. Nothing in them is lost.')}
      </p>
      ${repeat(
        this.annotations,
        ({ id }) => id,
        (annotation) =>
          html`<div
            class="lost"
            @focusin=${(event: FocusEvent) => this.#entered(annotation, event)}
          >
            ${this.drawThread(annotation)} ${this.#mending(annotation)}
          </div>`,
      )}
    </details>`;
  }

  /** Opens the list and goes to it, or to one of its threads. */
  async open(thread: string | null = null): Promise<void> {
    await this.updateComplete;
    const details = this.querySelector('details');
    if (details === null) return;
    details.open = true;
    const card = thread === null ? null : details.querySelector(`#thread-${CSS.escape(thread)}`);
    const target = card instanceof HTMLElement ? card : details.querySelector('summary');
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: card === null ? 'nearest' : 'center' }); // what is offered comes below it
  }

  #mending(annotation: PlacedAnnotation): TemplateResult {
    const places = this.choicesFor(annotation.id);
    const explained = places.length > 0 ? severalPlaces(places) : this.#whyLost(annotation);
    if (!this.#mayMend(annotation)) return explained;
    return html`${explained}
      <div class="places">
        ${this.#places(annotation, places.slice(0, MAX_PLACES))}
        <button
          class="button"
          @click=${() => announce(this, 'reanchor-wanted', { annotation: annotation.id })}
        >
          ${t('Place it on my selection')}
        </button>
        ${isToBeSought(annotation) ? this.#offered(annotation) : nothing}
      </div>`;
  }

  #whyLost({ anchor, anchors, status }: PlacedAnnotation): TemplateResult {
    const last = anchors.at(-1);
    if (isTiedToNothing(anchor) && status === 'accepted')
      return html`<p class="why">${t('These words were taken out, as was proposed.')}</p>`;
    if (isTiedToNothing(anchor) && last !== undefined)
      return html`${this.#takenOff(last)} ${oldPlace(anchor)}`;
    return html`<p class="why">
        ${t('These words are not in the text any more. They stood here:')}
      </p>
      ${oldPlace(anchor)}`;
  }

  #takenOff({ by, at, exact }: FormerAnchor): TemplateResult {
    return html`<p class="why">
      ${t('It was never on “{words}”, said {name} {when}.', { words: html`<bdi>${shorten(exact, 80)}</bdi>`, name: html`<bdi>${fullNameOf(by, this.people)}</bdi>`, when: moment(at) })}
    </p>`;
  }

  /** Below all that is there already: somebody may be about to press it. */
  #offered(annotation: PlacedAnnotation): TemplateResult {
    const offers = this.offers.get(annotation.id);
    const found = offers === undefined ? '' : sayFound(offers);
    return html`<p class="why" role="status" .textContent=${found}></p>
      ${this.#places(annotation, offers ?? [])}`;
  }

  #places(annotation: PlacedAnnotation, places: readonly PlaceChoice[]): TemplateResult[] {
    const { id, anchor, anchors } = annotation;
    const takenOff = isTiedToNothing(anchor) ? anchors.at(-1)?.exact : undefined;
    return places.map((place, at) => {
      const isBack = place.words === takenOff && takenOff !== anchor.exact;
      const numbers = { at: at + 1, total: places.length, words: shorten(wholly(place), 160) };
      const name = isBack
        ? t('Place {at} of {total}: Back to where it was. {words}', numbers)
        : t('Place {at} of {total}: {words}', numbers);
      return html`<button
        class="button place"
        aria-label=${name}
        @click=${() => this.#choose(id, at)}
      >
        ${isBack ? html`<span class="back">${t('Back to where it was:')}</span>` : nothing}
        <span dir="auto">${marked(place)}</span>
      </button>`;
    });
  }

  /** The place has moved with its words since the button was drawn. */
  #choose(annotation: string, at: number): void {
    const choices = this.choicesFor(annotation);
    const places = choices.length > 0 ? choices : (this.offers.get(annotation) ?? []);
    const anchor = places[at]?.anchor() ?? null;
    if (anchor !== null) {
      this.dispatchEvent(new AnnotationCommandEvent({ do: 'anchor', annotation, anchor }));
    } else {
      toast(t('These words have just been changed. Please choose again.'));
      this.#look(annotation);
    }
  }

  #entered(annotation: PlacedAnnotation, { currentTarget, relatedTarget }: FocusEvent): void {
    const isWithin = currentTarget instanceof Node && currentTarget.contains(relatedTarget as Node);
    if (isWithin || !isToBeSought(annotation) || !this.#mayMend(annotation)) return;
    clearTimeout(this.#search);
    this.#search = setTimeout(() => this.#look(annotation.id), REST_MS);
  }

  #look(annotation: string): void {
    this.offers = new Map(this.offers).set(annotation, this.offersFor(annotation));
  }

  #mayMend(annotation: PlacedAnnotation): boolean {
    const layer = this.layers.find(({ id }) => id === annotation.layer);
    if (layer === undefined) return false;
    const { id, anchor } = annotation;
    return mayPerform({ do: 'anchor', annotation: id, anchor }, annotation, layer, this.me);
  }
}

/** Not what has its places named, and not what was taken out of the text on purpose. */
function isToBeSought({ anchor, anchoring, status }: PlacedAnnotation): boolean {
  const isTakenOut = status === 'accepted' && isTiedToNothing(anchor);
  return anchoring.state === 'orphaned' && !isTakenOut;
}

function severalPlaces(places: readonly PlaceChoice[]): TemplateResult {
  return html`<p class="why">
    ${n('These words stand at one place now.', 'These words stand at {count} places now.', places.length)}
  </p>`;
}

function sayFound(offers: readonly PlaceChoice[]): string {
  if (offers.length === 0) return t('No words like these were found in the text.');
  return offers.length === 1 ? t('It may belong here:') : t('It may belong to one of these:');
}

function marked({ before, words, after }: WordsInText): TemplateResult {
  return html`${before}<mark>${shorten(words, 120)}</mark>${after}`;
}

function wholly({ before, words, after }: WordsInText): string {
  return `${before}${words}${after}`;
}

/** The words with what was around them when they were last seen; nothing where that isn't known. */
function oldPlace(quote: Anchor): TemplateResult | typeof nothing {
  if (quote.prefix === '' && quote.suffix === '') return nothing;
  return html`<p class="old-place" dir="auto">${marked(inText(quote))}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-tray': GalleyTray;
  }
}
