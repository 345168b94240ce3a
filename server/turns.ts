/** Long work in steps, done at once or over several turns of the event loop. */

/** Work that yields wherever the rest of it may wait. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How long one turn may last, in milliseconds; the step that is begun is ended. */
const TURN_MS = 5;

/** What `work` makes of each, one at a step. */
export function* eachInTurn<T, R>(items: readonly T[], work: (item: T) => R): Steps<R[]> {
  const made: R[] = [];
  for (const item of items) {
    made.push(work(item));
    yield;
  }
  return made;
}

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** At once where one turn is enough for it; otherwise everybody else is served in between. */
export function inTurns<T>(steps: Steps<T>): T | Promise<T> {
  const first = oneTurn(steps);
  return first.done === true ? first.value : inMoreTurns(steps);
}

async function inMoreTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await nextTurn();
    const turn = oneTurn(steps);
    if (turn.done === true) return turn.value;
  }
}

function oneTurn<T>(steps: Steps<T>): IteratorResult<undefined, T> {
  const end = performance.now() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true || performance.now() >= end) return step;
  }
}

/** Resolves when what has come in has been looked at. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
