/** What of a room is durable, as bytes: enough to answer whoever joins, without a Yjs document. */
import * as Y from 'yjs';
import { DamagedRoomError } from '../storage/damage.ts';

/** What a peer that sent its state vector lacks: first updates, last the sync step 2, upon which its client counts as synced. */
export interface Missing {
  readonly updates: readonly Uint8Array[];
  readonly step2: Uint8Array;
}

/** A state vector with so many entries more than the room has is no honest client's. */
const MAX_UNKNOWN_CLIENTS = 1000;

/** Behind a longer tail than this, who joins gets it folded into the snapshot first. */
const MAX_TAIL_BYTES = 16 << 10;
const MAX_TAIL_LENGTH = 100;

/** From this on a room is folded in a thread of its own. */
const LARGE_BYTES = 1 << 20;

/** What was deleted again is in the tail as well, so it may take far more memory than the text. */
const MAX_HEAVY_BYTES = 4 << 20;

/** So many updates are kept unread for the day on which somebody asks about clocks. */
const MAX_UNREAD = 200;

export class History {
  #snapshot: Uint8Array;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  /** What has come since the room was last stored as one update. */
  #grownBytes = 0;
  #grownLength = 0;
  /** The clock behind the last change of each Yjs client, but for the updates that have not been read yet. */
  readonly #clocks = new Map<number, number>();
  #unread: Uint8Array[] = [];
  #hasGap = false;
  #stateVector: Uint8Array | null = null;
  #mergedTail: Uint8Array | null = null;
  #snapshotVector: Uint8Array | null = null;
  #deletions: Uint8Array | null = null;

  /** Throws where the updates have a gap: parts would wait for ever for what isn't there. */
  constructor(room: string, updates: readonly Uint8Array[]) {
    const [first = EMPTY_UPDATE, ...rest] = updates;
    this.#snapshot = first;
    this.#unread.push(first);
    for (const update of rest) this.append(update);
    // One update alone is what an import or a compaction made, and is read when somebody asks about clocks.
    if (rest.length > 0) this.#readClocks();
    if (this.#hasGap) throw new DamagedRoomError(room, 'there is a gap in its history');
  }

  append(update: Uint8Array): void {
    this.#unread.push(update);
    if (this.#unread.length > MAX_UNREAD) this.#readClocks();
    this.#tail.push(update);
    this.#tailBytes += update.byteLength;
    this.#grownBytes += update.byteLength;
    this.#grownLength += 1;
    this.#stateVector = null;
    this.#mergedTail = null;
    this.#deletions = null;
  }

  /** All of it, in order. */
  get updates(): readonly Uint8Array[] {
    return [this.#snapshot, ...this.#tail];
  }

  get stateVector(): Uint8Array {
    this.#stateVector ??= Y.encodeStateVector(this.#readClocks());
    return this.#stateVector;
  }

  /** The clock behind the last change of a Yjs client. */
  clockOf(client: number): number {
    return this.#readClocks().get(client) ?? 0;
  }

  get isLong(): boolean {
    return this.#tailBytes > MAX_TAIL_BYTES || this.#tail.length > MAX_TAIL_LENGTH;
  }

  /** So heavy that it is to be kept as one update, however few there are. */
  get isHeavy(): boolean {
    return this.#tailBytes > Math.max(MAX_HEAVY_BYTES, 2 * this.#snapshot.byteLength);
  }

  /** So large that making a document of it would hold everybody up. */
  get isLarge(): boolean {
    return this.#snapshot.byteLength + this.#tailBytes > LARGE_BYTES;
  }

  /** So large when it was folded for the last time. */
  get wasLarge(): boolean {
    return this.#snapshot.byteLength > LARGE_BYTES;
  }

  /** Whether so much has come since the room was last kept as one update that keeping it so again is worth the work. */
  get hasGrown(): boolean {
    const { byteLength } = this.#snapshot;
    return (
      this.#grownLength > MAX_TAIL_LENGTH ||
      this.#grownBytes > Math.max(MAX_TAIL_BYTES, byteLength / 8)
    );
  }

  /** The store holds it as one update now, but for what has come since it was folded. */
  keptWhole(): void {
    this.#grownBytes = this.#tailBytes;
    this.#grownLength = this.#tail.length;
  }

  /** Puts one update, which holds the first `count` of `updates`, in their place; all of them where no count is given. */
  fold(snapshot: Uint8Array, count = this.#tail.length + 1): void {
    this.#snapshot = snapshot;
    this.#snapshotVector = null;
    this.#tail = this.#tail.slice(count - 1);
    this.#tailBytes = this.#tail.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#mergedTail = null;
    this.#deletions = null;
  }

  /**
   * What a peer lacks; null where its state vector can't be read. `told` is a document with all of the history and no more,
   * where one stands: it answers faster than the bytes do.
   */
  missing(stateVector: Uint8Array, told: Y.Doc | null): Missing | null {
    const known = readStateVector(stateVector);
    if (known?.size === 0) return this.#whole(told);
    if (known === null || known.size > this.#readClocks().size + MAX_UNKNOWN_CLIENTS) return null;
    if (this.#isCoveredBy(known)) return { updates: [], step2: this.#allDeletions(told) };
    return { updates: [], step2: this.#since(stateVector, told) };
  }

  #whole(told: Y.Doc | null): Missing {
    if (this.#tail.length === 0) return { updates: [], step2: this.#snapshot };
    this.#mergedTail ??=
      told === null || !this.isLong
        ? Y.mergeUpdates(this.#tail)
        : this.#since(this.#vectorOfSnapshot(), told);
    return { updates: [this.#snapshot], step2: this.#mergedTail };
  }

  #vectorOfSnapshot(): Uint8Array {
    this.#snapshotVector ??= Y.encodeStateVectorFromUpdate(this.#snapshot);
    return this.#snapshotVector;
  }

  /** Equal state vectors don't mean equal deletions, so these are sent to everybody. */
  #allDeletions(told: Y.Doc | null): Uint8Array {
    this.#deletions ??= this.#since(this.stateVector, told);
    return this.#deletions;
  }

  #since(stateVector: Uint8Array, told: Y.Doc | null): Uint8Array {
    return told === null
      ? Y.diffUpdate(Y.mergeUpdates([...this.updates]), stateVector)
      : Y.encodeStateAsUpdate(told, stateVector);
  }

  #isCoveredBy(known: ReadonlyMap<number, number>): boolean {
    for (const [client, clock] of this.#readClocks())
      if ((known.get(client) ?? 0) < clock) return false;
    return true;
  }

  #readClocks(): Map<number, number> {
    const unread = this.#unread;
    this.#unread = [];
    for (const update of unread) this.#advance(update);
    return this.#clocks;
  }

  #advance(update: Uint8Array): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const known = this.#clocks.get(client) ?? 0;
      if ((from.get(client) ?? 0) > known) this.#hasGap = true;
      if (end > known) this.#clocks.set(client, end);
    }
  }
}

const EMPTY_UPDATE = Uint8Array.of(0, 0);

function readStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    return Y.decodeStateVector(bytes);
  } catch {
    return null; // cut off
  }
}
