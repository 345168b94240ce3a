/** From the writes of a commit to what has to be put and removed in LMDB, before any of it is. */
import { unreachable } from '../../../shared/unreachable.ts';
import { encodeKey, updateKey } from '../keys.ts';
import { nothingToRenew, tooFewUpdates } from '../prepared-write.ts';
import { seal } from './seal.ts';
import { deflateSnapshot } from './snapshot.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Space } from '../update-log.ts';

/** What is kept of a room beside its updates, which have the sequence numbers from `first` up to before `next`. */
export interface RoomHead {
  readonly epoch: number;
  readonly first: number;
  readonly next: number;
  /** Whether the first update is a deflated snapshot; all others are as they came. */
  readonly deflated?: boolean;
}

/** One change of one database; a null value removes. */
export interface Operation {
  readonly table: 'rooms' | 'updates' | Space;
  readonly key: Buffer;
  readonly value: Buffer | null;
}

/** What the plan has to know of the store. */
export interface StoredRooms {
  /** Null where there is no such room; throws DamagedRoomError. */
  head(room: string): RoomHead | null;
  /** The numbers of the updates that are there, whatever the head says. */
  sequences(room: string): number[];
}

const FIRST_EPOCH = 1;

/**
 * Collects the operations of several commits that are stored as one. A commit is planned on what those before it
 * will have left, so that it sees them although none is stored yet.
 */
export class UpdatePlan {
  readonly #stored: StoredRooms;
  readonly #operations: Operation[] = [];
  readonly #heads = new Map<string, RoomHead | null>();
  /** Heads that the commit being added has changed. */
  #draft = new Map<string, RoomHead | null>();

  constructor(stored: StoredRooms) {
    this.#stored = stored;
  }

  /** All of them; each head once, however many updates a room got. */
  get operations(): readonly Operation[] {
    const heads = [...this.#heads].map(([room, head]) => headOperation(room, head));
    return [...this.#operations, ...heads];
  }

  /** The heads of rooms as the plan leaves them; null where it drops the room. */
  get heads(): ReadonlyMap<string, RoomHead | null> {
    return this.#heads;
  }

  /** Adds a commit. Where it can't be stored this throws, and nothing of it stays in the plan. */
  add(writes: readonly PreparedWrite[]): void {
    const length = this.#operations.length;
    this.#draft = new Map();
    try {
      for (const write of writes) this.#addWrite(write);
    } catch (error) {
      this.#operations.length = length;
      throw error;
    }
    for (const [room, head] of this.#draft) this.#heads.set(room, head);
  }

  #addWrite(write: PreparedWrite): void {
    switch (write.do) {
      case 'append':
        return this.#append(write.room, write.update);
      case 'compact':
        return this.#compact(write.room, write.snapshot, write.count);
      case 'renew':
        return this.#renew(write.room, write.epoch);
      case 'drop':
        return this.#drop(write.room);
      case 'put':
        return this.#put(write.space, write.key, Buffer.from(write.text, 'utf8'));
      case 'remove':
        return this.#remove(write.space, write.key);
      default:
        return unreachable(write);
    }
  }

  #append(room: string, update: Uint8Array): void {
    const head = this.#head(room) ?? { epoch: FIRST_EPOCH, first: 1, next: 1 };
    this.#put('updates', updateKey(encodeKey(room), head.next), update);
    this.#setHead(room, { ...head, next: head.next + 1 });
  }

  #compact(room: string, snapshot: Uint8Array, count: number): void {
    const head = this.#head(room);
    const stored = head === null ? 0 : head.next - head.first;
    if (head === null || stored < count) throw tooFewUpdates(room, count, stored);
    // The snapshot takes the last number of those it replaces, so that the numbers have no gap.
    const first = head.first + count - 1;
    for (let sequence = head.first; sequence < first; sequence += 1)
      this.#remove('updates', updateKey(encodeKey(room), sequence));
    const deflated = deflateSnapshot(snapshot);
    this.#put('updates', updateKey(encodeKey(room), first), deflated ?? snapshot);
    this.#setHead(room, { ...head, first, deflated: deflated !== null });
  }

  #renew(room: string, epoch: number): void {
    const head = this.#head(room);
    if (head === null) throw nothingToRenew(room);
    this.#setHead(room, { ...head, epoch: Math.max(head.epoch + 1, epoch) });
  }

  /** Goes by the updates that are there too: a room must be droppable when its head is what is damaged. */
  #drop(room: string): void {
    const planned = this.#planned(room);
    const sequences = new Set(this.#stored.sequences(room));
    for (let sequence = planned?.first ?? 0; sequence < (planned?.next ?? 0); sequence += 1)
      sequences.add(sequence);
    for (const sequence of sequences) this.#remove('updates', updateKey(encodeKey(room), sequence));
    this.#draft.set(room, null);
  }

  #head(room: string): RoomHead | null {
    const planned = this.#planned(room);
    return planned === undefined ? this.#stored.head(room) : planned;
  }

  /** The head as this plan leaves it; null where it drops the room, undefined where it hasn't touched it. */
  #planned(room: string): RoomHead | null | undefined {
    const draft = this.#draft.get(room);
    return draft === undefined ? this.#heads.get(room) : draft;
  }

  #setHead(room: string, head: RoomHead): void {
    this.#draft.set(room, head);
  }

  #put(table: Operation['table'], key: Buffer, bytes: Uint8Array): void {
    this.#operations.push({ table, key, value: seal(key, bytes) });
  }

  #remove(table: Operation['table'], key: Buffer): void {
    this.#operations.push({ table, key, value: null });
  }
}

function headOperation(room: string, head: RoomHead | null): Operation {
  const key = encodeKey(room);
  const value = head === null ? null : seal(key, Buffer.from(JSON.stringify(head), 'utf8'));
  return { table: 'rooms', key, value };
}
