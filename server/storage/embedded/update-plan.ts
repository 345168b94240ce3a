/** From the writes of commits to what has to be put and removed in LMDB, before any of it is. */
import { unreachable } from '../../../shared/unreachable.ts';
import { encodeKey, updateKey } from '../keys.ts';
import type { BlobWrite, PreparedWrite, RoomWrite } from '../prepared-write.ts';
import { checkSequence, nothingToRenew, tooFewUpdates } from '../room-errors.ts';
import { encodeRows } from './journal-entries.ts';
import type { JournalEntry } from './journal-entries.ts';
import type { LogTable, OwnTable } from './lmdb-tables.ts';
import { deflateSnapshot, encodeBlob, seal } from './stored-bytes.ts';

/** What is kept of a room beside its updates, which have the sequence numbers from `first` up to before `next`. */
export interface RoomHead {
  readonly epoch: number;
  readonly first: number;
  readonly next: number;
  /** Whether the first update is a deflated snapshot; all others are as they came. */
  readonly deflated?: boolean;
}

/** One change of one table; a null value removes. */
export interface Operation {
  readonly table: LogTable;
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
  #changeNumber: number;
  /** Heads that the commit being added has changed. */
  #draft = new Map<string, RoomHead | null>();

  /** `changeNumber` is that of the last change of the catalogue. */
  constructor(stored: StoredRooms, changeNumber: number) {
    this.#stored = stored;
    this.#changeNumber = changeNumber;
  }

  /** All of them; each head once, however many updates a room got. */
  get operations(): readonly Operation[] {
    const heads = [...this.#heads].map(([room, head]) => headOperation(room, head));
    return [...this.#operations, ...heads];
  }

  /** Whether storing it would change nothing. */
  get isEmpty(): boolean {
    return this.#operations.length === 0 && this.#heads.size === 0;
  }

  /** The heads of rooms as the plan leaves them; null where it drops the room. */
  get heads(): ReadonlyMap<string, RoomHead | null> {
    return this.#heads;
  }

  /** Number of the last change of the catalogue as the plan leaves it. */
  get changeNumber(): number {
    return this.#changeNumber;
  }

  /**
   * Adds a commit. Where it can't be stored this throws, and nothing of it stays in the plan; a `SequenceConflictError` where
   * another writer came first.
   */
  add(writes: readonly PreparedWrite[]): void {
    this.#atOnce(() => {
      for (const write of writes) this.#addWrite(write);
      const rows = writes.filter((write) => write.do === 'set row');
      if (rows.length === 0) return;
      this.putOwn('catalogue', changeKey(this.#changeNumber + 1), encodeRows(rows));
      this.#changeNumber += 1;
    });
  }

  /** Adds what was in the journal, which was numbered there. Throws where a room can't take its updates. */
  addEntries(entries: readonly JournalEntry[]): void {
    this.#atOnce(() => {
      for (const entry of entries) {
        if (entry.do === 'append') this.#append(entry);
        else this.putOwn('catalogue', changeKey(entry.number), entry.text);
      }
    });
  }

  /** Puts a record of the implementation's own. */
  putOwn(table: OwnTable, key: string, text: string): void {
    this.#put(table, encodeKey(key), Buffer.from(text, 'utf8'));
  }

  /** Removes a record of the implementation's own. */
  removeOwn(table: OwnTable, key: string): void {
    this.#remove(table, encodeKey(key));
  }

  #atOnce(work: () => void): void {
    const length = this.#operations.length;
    this.#draft = new Map();
    try {
      work();
    } catch (error) {
      this.#operations.length = length;
      throw error;
    }
    for (const [room, head] of this.#draft) this.#heads.set(room, head);
  }

  #addWrite(write: PreparedWrite): void {
    switch (write.do) {
      case 'append':
        return this.#append(write);
      case 'compact':
        return this.#compact(write.room, write.snapshot, write.through);
      case 'renew':
        return this.#renew(write.room, write.epoch);
      case 'drop':
        return this.#drop(write.room);
      case 'put':
        return this.#put(write.space, write.key, Buffer.from(write.text, 'utf8'));
      case 'remove':
        return this.#remove(write.space, write.key);
      case 'set blob':
        return this.#setBlob(write);
      case 'set row':
        return; // all of a commit at once
      default:
        return unreachable(write);
    }
  }

  #append(write: RoomWrite & { readonly do: 'append' }): void {
    const { room, update } = write;
    const head = this.#head(room) ?? { epoch: FIRST_EPOCH, first: 1, next: 1 };
    checkSequence(write, head.next);
    this.#put('updates', updateKey(encodeKey(room), head.next), update);
    this.#setHead(room, { ...head, next: head.next + 1 });
  }

  #compact(room: string, snapshot: Uint8Array, through: number): void {
    const head = this.#head(room);
    if (head === null || head.next <= through) throw tooFewUpdates(room, through, head?.next ?? 1);
    if (head.first > through) return;
    for (let sequence = head.first; sequence < through; sequence += 1)
      this.#remove('updates', updateKey(encodeKey(room), sequence));
    const deflated = deflateSnapshot(snapshot);
    this.#put('updates', updateKey(encodeKey(room), through), deflated ?? snapshot);
    this.#setHead(room, { ...head, first: through, deflated: deflated !== null });
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
    this.#setHead(room, null);
  }

  #setBlob({ key, blob }: BlobWrite): void {
    if (blob === null) this.#remove('blobs', key);
    else this.#put('blobs', key, encodeBlob(blob));
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

  #setHead(room: string, head: RoomHead | null): void {
    this.#draft.set(room, head);
  }

  #put(table: LogTable, key: Buffer, bytes: Uint8Array): void {
    this.#operations.push({ table, key, value: seal(key, bytes) });
  }

  #remove(table: LogTable, key: Buffer): void {
    this.#operations.push({ table, key, value: null });
  }
}

/** The key of a change of the catalogue, which is in the order of its number. */
export function changeKey(number: number): string {
  return String(number).padStart(15, '0');
}

function headOperation(room: string, head: RoomHead | null): Operation {
  const key = encodeKey(room);
  const value = head === null ? null : seal(key, Buffer.from(JSON.stringify(head), 'utf8'));
  return { table: 'rooms', key, value };
}
