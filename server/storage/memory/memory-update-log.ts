/** The update log in memory, for tests and for what needs no disk. */
import { unreachable } from '../../../shared/unreachable.ts';
import { decodeKey, encodeKey, listRange } from '../keys.ts';
import { checkSpace, nothingToRenew, prepareWrite, tooFewUpdates } from '../prepared-write.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Entry, Json, Space, StoredRoom, UpdateLog, Write } from '../update-log.ts';

/** Never changed in place: a commit makes a new one and puts it in the old one's stead. */
interface State {
  readonly rooms: ReadonlyMap<string, StoredRoom>;
  /** JSON by space and hexadecimal key, whose order is that of the bytes. */
  readonly entries: ReadonlyMap<string, string>;
}

/** An update log that forgets everything with its process. */
export class MemoryUpdateLog implements UpdateLog {
  #state: State = { rooms: new Map(), entries: new Map() };
  #failure: Error | null = null;
  #closed = false;

  /** Makes the next commit reject with this error and store nothing, as a full disk would. */
  failNext(error: Error): void {
    this.#failure = error;
  }

  async commit(writes: readonly Write[]): Promise<void> {
    this.#checkOpen();
    const prepared = writes.map(prepareWrite);
    const failure = this.#failure;
    this.#failure = null;
    // Not visible within the caller's turn, as on a disk.
    await Promise.resolve();
    if (failure !== null) throw failure;
    this.#state = applyWrites(this.#state, prepared);
  }

  async load(room: string): Promise<StoredRoom | null> {
    this.#checkOpen();
    encodeKey(room);
    const stored = this.#state.rooms.get(room);
    if (stored === undefined) return null;
    return { ...stored, updates: stored.updates.map((update) => new Uint8Array(update)) };
  }

  async rooms(): Promise<string[]> {
    this.#checkOpen();
    return [...this.#state.rooms.keys()].sort((a, b) => Buffer.compare(encodeKey(a), encodeKey(b)));
  }

  async get(space: Space, key: string): Promise<Json | null> {
    this.#checkOpen();
    const text = this.#state.entries.get(place(checkSpace(space), encodeKey(key)));
    return text === undefined ? null : (JSON.parse(text) as Json);
  }

  async list(
    space: Space,
    options: { prefix?: string; after?: string; limit?: number } = {},
  ): Promise<Entry[]> {
    this.#checkOpen();
    const range = listRange(options.prefix ?? '', options.after ?? '');
    const [start, end] = [place(checkSpace(space), range.start), place(space, range.end)];
    return [...this.#state.entries]
      .filter(([at]) => (range.exclusiveStart ? at > start : at >= start) && at < end)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, options.limit)
      .map(([at, text]) => ({ key: keyAt(space, at), value: JSON.parse(text) as Json }));
  }

  async backup(): Promise<void> {
    throw new Error('A store in memory has no backup.');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('The update log is closed.');
  }
}

function applyWrites(state: State, writes: readonly PreparedWrite[]): State {
  const [rooms, entries] = [new Map(state.rooms), new Map(state.entries)];
  for (const write of writes) {
    switch (write.do) {
      case 'append': {
        const { epoch, updates } = rooms.get(write.room) ?? { epoch: 1, updates: [] };
        rooms.set(write.room, { epoch, updates: [...updates, write.update] });
        break;
      }
      case 'compact': {
        const stored = rooms.get(write.room);
        if (stored === undefined || stored.updates.length < write.count)
          throw tooFewUpdates(write.room, write.count, stored?.updates.length ?? 0);
        const updates = [write.snapshot, ...stored.updates.slice(write.count)];
        rooms.set(write.room, { ...stored, updates });
        break;
      }
      case 'renew': {
        const stored = rooms.get(write.room);
        if (stored === undefined) throw nothingToRenew(write.room);
        rooms.set(write.room, { ...stored, epoch: Math.max(stored.epoch + 1, write.epoch) });
        break;
      }
      case 'drop':
        rooms.delete(write.room);
        break;
      case 'put':
        entries.set(place(write.space, write.key), write.text);
        break;
      case 'remove':
        entries.delete(place(write.space, write.key));
        break;
      default:
        unreachable(write);
    }
  }
  return { rooms, entries };
}

function place(space: Space, key: Buffer): string {
  return `${space}/${key.toString('hex')}`;
}

function keyAt(space: Space, at: string): string {
  return decodeKey(Buffer.from(at.slice(space.length + 1), 'hex'));
}
