/** Seeks lost words anew while nobody types, a little at a time so that nobody feels it. */
import type { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';

/** How long nothing has changed before it begins. */
const QUIET_MS = 400;
/** Seeking one quote in a long text takes some ms; with less than this left of an idle time it is put off to the next. */
const ENOUGH_MS = 5;

/** Calls back when the browser has nothing better to do, with how many ms there are; gives what takes that back. */
export type WhenIdle = (work: (remainingMs: () => number) => void) => () => void;

export class Settling {
  readonly #anchors: () => AnchorIndex | null;
  readonly #moved: (annotations: ReadonlySet<string>) => void;
  readonly #whenIdle: WhenIdle;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #takeBack: () => void = () => undefined;

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

  /** The text or its annotations have changed: waits until they rest. */
  ask(): void {
    this.stop();
    if ((this.#anchors()?.pending ?? 0) === 0) return;
    this.#timer = setTimeout(() => this.#goOn(), QUIET_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#takeBack();
  }

  #goOn(): void {
    this.#takeBack = this.#whenIdle((remainingMs) => this.#turn(remainingMs));
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
