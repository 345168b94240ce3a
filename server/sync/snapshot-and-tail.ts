/** The updates of a room as they are kept in memory: one that holds all until it was made, and those that have come since. */

/** Whoever joins a room with a longer tail than this waits until it is folded into the snapshot. */
const MAX_TAIL_BYTES = 16 << 10;
const MAX_TAIL_LENGTH = 100;

/** From this on a room is folded in a thread of its own. */
const LARGE_BYTES = 1 << 20;

/** What was deleted again is in the tail as well, so it may take far more memory than the text. */
const MAX_HEAVY_BYTES = 4 << 20;

const EMPTY_UPDATE = Uint8Array.of(0, 0);

/**
 * A room's updates in memory: one snapshot of the older ones, and the tail of those since. Counts what has come since the log was
 * compacted, to tell when that is due again.
 */
export class SnapshotAndTail {
  #snapshot: Uint8Array;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  /** What has come since the log was last compacted. */
  #grownBytes = 0;
  #grownLength = 0;

  constructor([first = EMPTY_UPDATE, ...rest]: readonly Uint8Array[]) {
    this.#snapshot = first;
    for (const update of rest) this.append(update);
  }

  /** Only in memory: the log has it already. */
  append(update: Uint8Array): void {
    this.#tail.push(update);
    this.#tailBytes += update.byteLength;
    this.#grownBytes += update.byteLength;
    this.#grownLength += 1;
  }

  /** Puts one update in the place of the first `count` of `all`, which it holds. */
  fold(snapshot: Uint8Array, count: number): void {
    this.#snapshot = snapshot;
    this.#tail = this.#tail.slice(count - 1);
    this.#tailBytes = this.#tail.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** The log was compacted up to the snapshot: what has grown since is the tail. */
  compacted(): void {
    this.#grownBytes = this.#tailBytes;
    this.#grownLength = this.#tail.length;
  }

  /** One update with all that was known when it was made. */
  get snapshot(): Uint8Array {
    return this.#snapshot;
  }

  /** What came after the snapshot, in order. */
  get tail(): readonly Uint8Array[] {
    return this.#tail;
  }

  /** The snapshot and the tail, in order. */
  get all(): readonly Uint8Array[] {
    return [this.#snapshot, ...this.#tail];
  }

  /** Whether the tail is so long that it is to be folded before somebody joins. */
  get isLong(): boolean {
    return this.#tailBytes > MAX_TAIL_BYTES || this.#tail.length > MAX_TAIL_LENGTH;
  }

  /** Whether the tail is so heavy that the log is to be compacted, however few updates it has. */
  get isHeavy(): boolean {
    return this.#tailBytes > Math.max(MAX_HEAVY_BYTES, 2 * this.#snapshot.byteLength);
  }

  /** Whether it is so large that making a document of it would hold everybody up. */
  get isLarge(): boolean {
    return this.byteLength > LARGE_BYTES;
  }

  /** Bytes of the updates in memory, what was deleted since the last fold included. */
  get byteLength(): number {
    return this.#snapshot.byteLength + this.#tailBytes;
  }

  /** Whether it was as large as that when it was folded for the last time. */
  get wasLarge(): boolean {
    return this.#snapshot.byteLength > LARGE_BYTES;
  }

  /** Whether so much has come since the log was compacted that compacting it again is worth the work. */
  get hasGrown(): boolean {
    const { byteLength } = this.#snapshot;
    return (
      this.#grownLength > MAX_TAIL_LENGTH ||
      this.#grownBytes > Math.max(MAX_TAIL_BYTES, byteLength / 8)
    );
  }
}
