/** Searches for lost words again while nobody types, a little at a time so that nobody feels it. */
import type { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';

/** How long nothing has changed before it begins. */
const QUIET_MS = 400;
/** Searching a long text for one quote takes some ms; with less than this left of an idle time it waits for the next. */
const ENOUGH_MS = 5;
/** Where the browser has no `requestIdleCallback`, as Safari: the pause between turns, and how long one may take. */
const PAUSE_MS = 40;
const TURN_MS = 8;

/** Calls back when the browser has nothing better to do, with how many ms there are; gives what cancels that. */
export type WhenIdle = (work: (remainingMs: () => number) => void) => () => void;

/** The browser's own idle times, or short turns between pauses where it has none. */
export const whenIdle: WhenIdle = (work) => {
  if ('requestIdleCallback' in globalThis) {
    const asked = requestIdleCallback((deadline) => work(() => deadline.timeRemaining()));
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(() => {
    const end = performance.now() + TURN_MS;
    work(() => end - performance.now());
  }, PAUSE_MS);
  return () => clearTimeout(timer);
};

/** One search at a time, each from the request on until all lost words were looked for. */
export class IdleSearch {
  readonly #anchors: () => AnchorIndex | null;
  readonly #moved: (annotations: ReadonlySet<string>) => void;
  readonly #whenIdle: WhenIdle;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cancel: () => void = () => undefined;

  /** `moved` gets the ids of the anchors that were found elsewhere, and of those that moved since they were last asked for. */
  constructor(
    anchors: () => AnchorIndex | null,
    moved: (annotations: ReadonlySet<string>) => void,
    idle: WhenIdle,
  ) {
    this.#anchors = anchors;
    this.#moved = moved;
    this.#whenIdle = idle;
  }

  /** The text or its annotations have changed: begins once they have rested for a moment. */
  request(): void {
    this.stop();
    if ((this.#anchors()?.pending ?? 0) === 0) return;
    this.#timer = setTimeout(() => this.#goOn(), QUIET_MS);
  }

  /** Until the next request. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#cancel();
  }

  #goOn(): void {
    this.#cancel = this.#whenIdle((remainingMs) => this.#turn(remainingMs));
  }

  #turn(remainingMs: () => number): void {
    const anchors = this.#anchors();
    if (anchors === null) return;
    const moved = new Set<string>();
    do {
      for (const id of anchors.searchAgain(1)) moved.add(id);
    } while (anchors.pending > 0 && remainingMs() > ENOUGH_MS);
    if (anchors.pending > 0) this.#goOn();
    if (moved.size > 0) this.#moved(moved);
  }
}
