/** Lets go for good, at the start and each hour, what has been in the trash for its time. */

const HOUR_MS = 60 * 60 * 1000;

/** Calls `purge` now and each hour, never two at once; `failed` hears of an error. Returns what ends it, once the last call is over. */
export function purgeHourly(
  purge: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    running = running.then(purge).catch(failed);
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
