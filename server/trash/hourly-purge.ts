/** Calls what lets go of things whose time has come: at the start, and each hour. */

const HOUR_MS = 60 * 60 * 1000;

/** Calls `purge` now and each hour, never two at once; `failed` hears of an error. Returns what ends it: a call under way is told to stop. */
export function purgeHourly(
  purge: (stop: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  const stop = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    running = running.then(() => purge(stop.signal)).catch(failed);
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
