/** Whose each Yjs client id is: the first to write under one keeps it, also when the room or the server was closed meanwhile. */
import type { UpdateLog, Write } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';

/** Client ids that were given to somebody. */
export interface Bound {
  /** To be stored together with what was written under them. */
  readonly writes: readonly Write[];
  /** To be called where that failed. */
  release(): void;
}

/** Whose an id is of which it can't be told any more: nobody may go on under it. */
const NOBODY = '';

/** No client ids, where none was new. */
export const NOTHING_BOUND: Bound = { writes: [], release() {} };

/**
 * The owners of a room's client ids, by member, guest or kind of actor. They are kept, since somebody may be offline with words
 * under their id: if another took it meanwhile, Yjs would pass over these words as known.
 */
export class Writers {
  readonly #room: string;
  readonly #owners: Map<number, string>;

  /** The owners as they are stored. An id whose owner can't be read is nobody's. */
  static async load(log: UpdateLog, room: string): Promise<Writers> {
    const { entries, damaged } = await readEntries(log, 'writers', prefixOf(room));
    const owners = new Map(damaged.map((key) => [clientOf(key), NOBODY]));
    for (const { key, value } of entries)
      owners.set(clientOf(key), typeof value === 'string' ? value : NOBODY);
    return new Writers(room, owners);
  }

  constructor(room: string, owners: Map<number, string>) {
    this.#room = room;
    this.#owners = owners;
  }

  /** Whether the id is free or the owner's. */
  mayWrite(client: number, owner: string): boolean {
    return (this.#owners.get(client) ?? owner) === owner;
  }

  /** Gives those of the ids that are free to the owner. */
  bind(clients: ReadonlySet<number>, owner: string): Bound {
    const fresh = [...clients].filter((client) => !this.#owners.has(client));
    if (fresh.length === 0) return NOTHING_BOUND;
    for (const client of fresh) this.#owners.set(client, owner);
    return {
      writes: fresh.map((client) => {
        const key = `${prefixOf(this.#room)}${client}`;
        return { do: 'put', space: 'writers', key, value: owner };
      }),
      release: () => fresh.forEach((client) => this.#owners.delete(client)),
    };
  }
}

/** The writes that take the ids of a room away together with it. */
export async function forgetWriters(log: UpdateLog, room: string): Promise<Write[]> {
  const { entries, damaged } = await readEntries(log, 'writers', prefixOf(room));
  const keys = [...entries.map(({ key }) => key), ...damaged];
  return keys.map((key) => ({ do: 'remove', space: 'writers', key }));
}

function prefixOf(room: string): string {
  return `${room}/`;
}

function clientOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}
