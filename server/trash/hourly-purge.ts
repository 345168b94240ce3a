/** Calls what lets go of things whose time has come: at the start, and each hour. */
import { repeated } from '../repeated.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Calls `purge` now and each hour, never two at once; `failed` hears of an error. Returns what ends it: a call under way is told to stop. */
export function purgeHourly(
  purge: (stop: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  return repeated(purge, HOUR_MS, failed);
}
