/**
 * The gate's short way for the commonest frame by far: characters typed right behind those that the same client typed before. All
 * that the gate asks of it is known without applying it, so that no document is touched for every key that somebody presses.
 */
import * as decoding from 'lib0/decoding';

/** Where a client typed last. */
interface Run {
  /** The clock of its next character. */
  readonly end: number;
  /** What all of the run stands to the left of: client and clock, null at the end of a text. */
  readonly right: readonly [number, number] | null;
}

/** One string of one client, and nothing else. */
interface Typed extends Run {
  readonly client: number;
  readonly clock: number;
  /** Whether it stands right behind the client's own last character. */
  readonly isBehindOwn: boolean;
}

/** Longer frames are pasted, and go the usual way. */
const MAX_BYTES = 400;
/** Runs that are kept at the most. */
const MAX_RUNS = 1000;

/** Yjs's first byte of a string with a neighbour to its left, and of one with neighbours on both sides. */
const [BEHIND, BETWEEN] = [0x84, 0xc4];

export class TypingRuns {
  readonly #runs = new Map<number, Run>();

  /**
   * Whether the update continues a run, in which case it counts as let in. Then it integrates exactly as it is: it is put
   * between the neighbours of the characters before it, where the gate has let the client write text, and it repeats nothing,
   * deletes nothing and leaves no gap.
   */
  goOn(update: Uint8Array, mayWriteAs: (client: number) => boolean): boolean {
    const typed = readTyped(update);
    const run = typed?.isBehindOwn ? this.#runs.get(typed.client) : undefined;
    if (typed === null || run === undefined) return false;
    if (run.end !== typed.clock || !isSame(run.right, typed.right)) return false;
    if (!mayWriteAs(typed.client)) return false;
    this.#runs.set(typed.client, typed);
    return true;
  }

  /**
   * Takes note of what was let in the usual way, as others are told it. Never of the frame itself: what it repeats was passed
   * over, and may say anything.
   */
  letIn(told: Uint8Array, writers: Iterable<number>): void {
    for (const client of writers) this.#runs.delete(client);
    if (this.#runs.size >= MAX_RUNS) this.#runs.clear();
    const typed = readTyped(told);
    if (typed !== null) this.#runs.set(typed.client, typed);
  }

  /** What was let in may have fallen. */
  clear(): void {
    this.#runs.clear();
  }
}

/** Null where the update is anything else. As strict as Yjs's own decoder, since what passes is told as it came. */
function readTyped(update: Uint8Array): Typed | null {
  if (update.byteLength > MAX_BYTES) return null;
  const decoder = decoding.createDecoder(update);
  try {
    if (decoding.readVarUint(decoder) !== 1 || decoding.readVarUint(decoder) !== 1) return null;
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const info = decoding.readUint8(decoder);
    if (info !== BEHIND && info !== BETWEEN) return null;
    const left = readId(decoder);
    const right = info === BETWEEN ? readId(decoder) : null;
    const { length } = decoding.readVarString(decoder);
    const isAll = decoding.readUint8(decoder) === 0 && !decoding.hasContent(decoder);
    if (!isAll || length === 0) return null;
    const isBehindOwn = left[0] === client && left[1] === clock - 1;
    return { client, clock, end: clock + length, right, isBehindOwn };
  } catch {
    return null; // cut off, or no UTF-8: the usual way says so
  }
}

function readId(decoder: decoding.Decoder): [number, number] {
  return [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
}

function isSame(one: Run['right'], other: Run['right']): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}
