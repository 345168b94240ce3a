/** Does something at once and then again and again, in the background. */

/** Never two at once; `failed` hears of an error. Returns what ends it: a call under way is told to stop. */
export function repeated(
  work: (stop: AbortSignal) => Promise<unknown>,
  everyMs: number,
  failed: (error: unknown) => void,
): () => Promise<void> {
  const stop = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    running = running.then(() => work(stop.signal)).catch(failed);
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
