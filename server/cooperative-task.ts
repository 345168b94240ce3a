/** Long work in steps, run to its end at once or over several turns of the event loop. */

/** Work that yields wherever the rest of it may wait, and returns what it made. */
export type CooperativeTask<T> = Generator<undefined, T, undefined>;

/** How long one turn may last, in milliseconds; a step that has begun is finished. */
const TURN_MS = 5;

/** Runs a task without a pause and returns what it made. Throws what it throws. */
export function runToEnd<T>(task: CooperativeTask<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Runs a task: at once where one turn is enough for it, and then its value is no promise; otherwise over as many turns as it
 * takes, between which everybody else is served. Throws, or rejects, with what the task throws.
 */
export function runInTurns<T>(task: CooperativeTask<T>): T | Promise<T> {
  const first = oneTurn(task);
  return first.done === true ? first.value : runOn(task);
}

async function runOn<T>(task: CooperativeTask<T>): Promise<T> {
  for (;;) {
    await nextTurn();
    const turn = oneTurn(task);
    if (turn.done === true) return turn.value;
  }
}

function oneTurn<T>(task: CooperativeTask<T>): IteratorResult<undefined, T> {
  const end = performance.now() + TURN_MS;
  for (;;) {
    const step = task.next();
    if (step.done === true || performance.now() >= end) return step;
  }
}

/** Resolves after the event loop has served what came in meanwhile. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
