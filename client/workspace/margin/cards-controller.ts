/** Measures the cards of the margin and moves them beside their words. */
import type { LitElement, ReactiveController } from 'lit';
import { layOut } from './margin-layout.ts';

const GAP_PX = 8;
/** A card's own space above its first line, by which it stands higher: its first line is level with its words. */
const HEAD_PX = 8;
/** More cards than these don't glide: each that does is a layer of its own to the browser. */
const MOST_GLIDING = 100;
/** How long nothing has been written before cards follow words that moved within the text. */
const PAUSE_MS = 150;

/** What the controller asks about cards, which it knows by their `data-card`. */
export interface CardsParts {
  /** The card that stands at its words, unless the keyboard is in another one; null for none. */
  readonly fixed: () => string | null;
  /** The y of the words of each card, in px below the top of the host; null where they aren't drawn. */
  readonly topsOf: (cards: readonly string[]) => readonly (number | null)[];
  /** Called once the cards stand where they shall; those that glide are on their way. */
  readonly arranged: () => void;
}

/**
 * Arranges the children of `.cards` after each update of the host and whenever a card or the margin has another size.
 * Moves by a custom property, since the content policy refuses style attributes.
 */
export class CardsController implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: CardsParts;
  readonly #heights = new Map<Element, number>();
  /** Where the cards stand, so that only those that move are touched. */
  readonly #tops = new WeakMap<Element, number>();
  readonly #observer = new ResizeObserver((entries) => this.#measured(entries));
  #isAsked = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** The order and the fixed card of the last time. */
  #arranged = '';

  constructor(host: LitElement, parts: CardsParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    this.#host.addEventListener('focusin', this.#focused);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusin', this.#focused);
    this.#observer.disconnect();
    this.#heights.clear();
    clearTimeout(this.#pause);
  }

  hostUpdated(): void {
    const cards = new Set<Element>(this.#cards());
    for (const known of this.#heights.keys()) {
      if (cards.has(known)) continue;
      this.#observer.unobserve(known);
      this.#heights.delete(known);
    }
    for (const card of cards) {
      if (this.#heights.has(card)) continue;
      this.#heights.set(card, 0);
      this.#observer.observe(card);
    }
    this.#follow();
  }

  /** At once where other cards are shown; after each key it would be felt that all words are looked up. */
  #follow(): void {
    const ids = this.#cards().map((card) => card.dataset.card);
    const arranged = [this.#parts.fixed(), ...ids].join(' ');
    if (arranged === this.#arranged) {
      this.arrangeSoon();
    } else {
      clearTimeout(this.#pause);
      this.arrange();
    }
    this.#arranged = arranged;
  }

  /** The same once nothing has been written for a moment. */
  arrangeSoon(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.arrange(), PAUSE_MS);
  }

  /** Before the next frame, once however often it is asked for. */
  arrange(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#place();
    });
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      if (this.#heights.has(target)) this.#heights.set(target, borderBoxSize[0]?.blockSize ?? 0);
    }
    this.#place(); // in the same frame, so that a card that grows never covers the next one
  }

  #place(): void {
    const column = this.#host.querySelector<HTMLElement>('.cards');
    if (column === null || this.#host.classList.contains('narrow')) return;
    const cards = this.#cards();
    // All is read before anything is written: mixing would lay the page out once per card.
    const columnTop = column.getBoundingClientRect().top - this.#host.getBoundingClientRect().top;
    const words = this.#parts.topsOf(cards.map((card) => card.dataset.card ?? ''));
    const wanted = cards.map((card, at) => {
      const top = words[at] ?? null;
      return {
        wanted: top === null ? null : top - columnTop - HEAD_PX,
        height: this.#heights.get(card) ?? 0,
      };
    });
    const tops = layOut(wanted, GAP_PX, this.#fixedAmong(cards));
    for (const [at, card] of cards.entries()) this.#move(card, tops[at] ?? 0);
    const last = tops.length - 1;
    const bottom = (tops[last] ?? 0) + (wanted[last]?.height ?? 0);
    column.style.setProperty('--cards-height', `${Math.max(0, bottom)}px`);
    column.toggleAttribute('data-many', cards.length > MOST_GLIDING);
    this.#letMove(cards);
    this.#parts.arranged();
  }

  #move(card: HTMLElement, top: number): void {
    if (this.#tops.get(card) === top) return;
    this.#tops.set(card, top);
    card.style.setProperty('--card-top', `${top}px`);
  }

  /** A card is drawn at its first place at once; from then on it glides. */
  #letMove(cards: readonly HTMLElement[]): void {
    const fresh = cards.filter(
      (card) => !card.hasAttribute('data-placed') && this.#heights.get(card),
    );
    if (fresh.length === 0) return;
    requestAnimationFrame(() => {
      for (const card of fresh) card.toggleAttribute('data-placed', true);
    });
  }

  /** The number of the card that stands at its words: the one that the keyboard is in, or the fixed one. */
  #fixedAmong(cards: readonly HTMLElement[]): number | null {
    const focused = this.#host.querySelector(':focus-visible')?.closest<HTMLElement>('[data-card]');
    if (focused) return cards.indexOf(focused);
    const fixed = this.#parts.fixed();
    const at = cards.findIndex((card) => card.dataset.card === fixed);
    return at === -1 ? null : at;
  }

  readonly #focused = (): void => this.arrange();

  #cards(): HTMLElement[] {
    return [...this.#host.querySelectorAll<HTMLElement>('.cards > [data-card]')];
  }
}
