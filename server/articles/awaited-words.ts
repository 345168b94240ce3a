/** Waits for words that a target names and that have not arrived: the text and the command take different ways to the server. */
import type { ID } from 'yjs';
import { decodePosition } from '../../shared/anchor/describe.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Target } from '../../shared/annotation/target.ts';
import type { TextRoom } from '../sync/text-room.ts';

/** How long one command waits. */
const CATCH_UP_MS = 2000;
/** How often its sender is asked to try again; with growing pauses in between that takes two minutes. */
const MAX_TRIES = 8;
/** For how many targets tries are counted at most; the longest known is forgotten for a new one. */
const MAX_TARGETS = 1000;

/** Waits at most two seconds a call. Its counts live in this process alone: another one only asks the client to try longer. */
export class AwaitedWords {
  /** How often each target was asked about in vain, the longest known first. */
  readonly #tries = new Map<string, number>();

  /**
   * Resolves when the words have arrived, or after a while with a problem that passes. Who comes again and again for words
   * that nobody sends hears that they are not there: a page may have lost them. `isWell` says whether the store takes words.
   */
  async arrived(text: TextRoom, target: Target, isWell: () => boolean): Promise<Result<null>> {
    const key = `${text.articleId} ${JSON.stringify(target)}`;
    if (await isThereSoon(text, target)) {
      this.#tries.delete(key);
      return done(null);
    }
    if (!isWell()) return failed('store-unavailable', LATE, { retryAfterMs: CATCH_UP_MS });
    const tries = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.delete(key);
    if (tries >= MAX_TRIES) return failed('words-not-found', NEVER, { candidates: [] });
    this.#tries.set(key, tries);
    const [oldest = key] = this.#tries.keys();
    if (this.#tries.size > MAX_TARGETS) this.#tries.delete(oldest);
    return failed('store-unavailable', LATE, { retryAfterMs: CATCH_UP_MS });
  }
}

const LATE = 'These words have not arrived yet; please try again.';
const NEVER = 'These words never arrived here.';

async function isThereSoon({ document }: TextRoom, target: Target): Promise<boolean> {
  const named = idsIn(target);
  // By clocks alone, since it is asked with each update of the room.
  const isThere = (): boolean =>
    named.every(({ client, clock }) => clock < document.history.clockOf(client));
  if (isThere()) return true;
  return new Promise((resolve) => {
    const end = (answer: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(answer);
    };
    const timer = setTimeout(() => end(false), CATCH_UP_MS);
    const stop = document.onPublished(() => {
      if (isThere()) end(true);
    });
  });
}

/** What of the document a target's positions are tied to. */
function idsIn(target: Target): ID[] {
  if (!('start' in target)) return [];
  return [target.start, target.end]
    .map(decodePosition)
    .flatMap((position) => [position?.item, position?.type])
    .filter((id) => id !== null && id !== undefined);
}
