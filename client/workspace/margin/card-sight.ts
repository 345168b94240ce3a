/** Says which cards somebody has had in sight for long enough to have seen what is new in them. */
import type { LitElement, ReactiveController } from 'lit';
import { announce } from '../layers/annotation-events.ts';

/** As long as it takes to read a few lines. */
const SEEN_MS = 2000;
/** How much of a card there must be on the screen. */
const SHARE = 0.6;

/** Announces `threads-seen` from its host, for cards inside it. */
export class CardSight implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer = new IntersectionObserver((entries) => this.#moved(entries), {
    threshold: SHARE,
  });
  /** Cards that are looked at, and since when they are in sight; null where they aren't. */
  readonly #watched = new Map<Element, ReturnType<typeof setTimeout> | null>();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const card of this.#watched.keys()) this.#leave(card);
  }

  /** These threads have something new: of those that are drawn it is looked whether they are seen. */
  watch(threads: ReadonlySet<string>): void {
    for (const card of this.#watched.keys())
      if (!card.isConnected || !threads.has(idOf(card))) this.#leave(card);
    if (threads.size === 0) return;
    for (const card of this.#host.querySelectorAll('galley-thread')) {
      if (this.#watched.has(card) || !threads.has(card.annotation?.id ?? '')) continue;
      this.#watched.set(card, null);
      this.#observer.observe(card);
    }
  }

  #leave(card: Element): void {
    this.#observer.unobserve(card);
    clearTimeout(this.#watched.get(card) ?? undefined);
    this.#watched.delete(card);
  }

  #moved(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!this.#watched.has(target)) continue;
      clearTimeout(this.#watched.get(target) ?? undefined);
      const wait = isIntersecting ? setTimeout(() => this.#seen(target), SEEN_MS) : null;
      this.#watched.set(target, wait);
    }
  }

  /** What lies in a closed list or in a tab that nobody looks at isn't seen; it is looked again. */
  #seen(card: Element): void {
    const isSeen =
      document.visibilityState === 'visible' &&
      card.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (isSeen) announce(this.#host, 'threads-seen', { ids: [idOf(card)] });
    else
      this.#watched.set(
        card,
        setTimeout(() => this.#seen(card), SEEN_MS),
      );
  }
}

function idOf(card: Element): string {
  return card.id.replace(/^thread-/, '');
}
