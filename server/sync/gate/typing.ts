/**
 * The gate's short way for the commonest update by far: characters typed right after those that the same client typed before.
 * All that the gate asks of it is known without applying it, so that no document is touched for every key that somebody presses.
 */
import * as decoding from 'lib0/decoding';
import { writersIn } from '../clocks.ts';

/** Where a client typed last. */
interface TypingRun {
  /** The clock of its next character. */
  readonly end: number;
  /** What all of the run stands to the left of: client and clock, null at the end of a text. */
  readonly right: readonly [number, number] | null;
}

/** One string of one client, and nothing else. */
interface Typed extends TypingRun {
  readonly client: number;
  readonly clock: number;
  /** Whether it stands right after the client's own last character. */
  readonly isAfterOwn: boolean;
}

/** Longer updates are pasted, and go the usual way. */
const MAX_BYTES = 400;
/** How many runs are kept. */
const MAX_RUNS = 1000;

/** Yjs's first byte of a string with a neighbour to its left, and of one with neighbours on both sides. */
const [AFTER, BETWEEN] = [0x84, 0xc4];

/** The places in a text at which clients are typing. */
export class TypingRuns {
  readonly #runs = new Map<number, TypingRun>();

  /**
   * Whether the update continues a run, in which case it counts as accepted. Then it integrates exactly as it is: it is put
   * between the neighbours of the characters before it, where the gate has let the client write text, and it repeats nothing,
   * deletes nothing and leaves no gap.
   */
  continueRun(update: Uint8Array, mayWriteAs: (client: number) => boolean): boolean {
    const typed = readTyped(update);
    const run = typed?.isAfterOwn ? this.#runs.get(typed.client) : undefined;
    if (typed === null || run === undefined) return false;
    if (run.end !== typed.clock || !isSame(run.right, typed.right)) return false;
    if (!mayWriteAs(typed.client)) return false;
    this.#runs.set(typed.client, typed);
    return true;
  }

  /**
   * Ends the runs of the writers of an update that was accepted the usual way, and begins another where it was typed. Takes the
   * update as it is published, never as it was sent: what that repeats was passed over, and may say anything.
   */
  beginRun(published: Uint8Array, writers: Iterable<number>): void {
    this.#end(writers);
    if (this.#runs.size >= MAX_RUNS) this.#runs.clear();
    const typed = readTyped(published);
    if (typed !== null) this.#runs.set(typed.client, typed);
  }

  /** Ends the runs of those who wrote an update that was accepted elsewhere. */
  endRuns(update: Uint8Array): void {
    if (this.#runs.size > 0) this.#end(writersIn(update));
  }

  /** Ends all runs: what was accepted may not have been stored. */
  clear(): void {
    this.#runs.clear();
  }

  #end(writers: Iterable<number>): void {
    for (const client of writers) this.#runs.delete(client);
  }
}

/** Null where the update is anything else. As strict as Yjs's own decoder, since what passes is published as it came. */
function readTyped(update: Uint8Array): Typed | null {
  if (update.byteLength > MAX_BYTES) return null;
  const decoder = decoding.createDecoder(update);
  try {
    if (decoding.readVarUint(decoder) !== 1 || decoding.readVarUint(decoder) !== 1) return null;
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const info = decoding.readUint8(decoder);
    if (info !== AFTER && info !== BETWEEN) return null;
    const left = readId(decoder);
    const right = info === BETWEEN ? readId(decoder) : null;
    const { length } = decoding.readVarString(decoder);
    const isAll = decoding.readUint8(decoder) === 0 && !decoding.hasContent(decoder);
    if (!isAll || length === 0) return null;
    const isAfterOwn = left[0] === client && left[1] === clock - 1;
    return { client, clock, end: clock + length, right, isAfterOwn };
  } catch {
    return null; // cut off, or no UTF-8: the usual way says so
  }
}

function readId(decoder: decoding.Decoder): [number, number] {
  return [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
}

function isSame(one: TypingRun['right'], other: TypingRun['right']): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}
