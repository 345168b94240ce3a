/** Whose each Yjs client id is: the first to write under one keeps it, also when the room or the server was closed meanwhile. */
import { DamagedEntryError } from '../storage/damage.ts';
import type { Json, UpdateLog, Write } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';
import { writersIn } from './clocks.ts';

/**
 * The Yjs client id under which the server itself writes, in every room. All servers write under one, so that a room's state
 * vector stays small: each append names its sequence number, and who comes too late stages anew. It is the lowest: of words
 * behind one character Yjs puts the lowest id first, so what the server puts back stands before what its author types on there.
 */
export const SERVER_WRITER = 1;

/** Client ids that were given to somebody. */
export interface Bound {
  /** To be stored together with what was written under them. */
  readonly writes: readonly Write[];
  /** To be called where that failed. */
  release(): void;
}

/** Whose an id is of which it can't be told any more: nobody may go on under it. */
const NOBODY = '';

/** For an update whose client ids are all bound already: there is nothing to store or to undo. */
export const NOTHING_BOUND: Bound = { writes: [], release() {} };

/**
 * The owners of a room's client ids, by member, guest or kind of actor. They are kept, since somebody may be offline with words
 * under their id: if another took it meanwhile, Yjs would pass over these words as known.
 */
export class Writers {
  readonly #room: string;
  readonly #owners: Map<number, string>;
  /** Ids that were given away here. */
  readonly #givenHere = new Set<number>();

  /** The owners as they are stored. An id whose owner can't be read is nobody's. */
  static async load(log: UpdateLog, room: string): Promise<Writers> {
    const { entries, damaged } = await readEntries(log, 'writers', prefixOf(room));
    const owners = new Map(damaged.map((key) => [clientOf(key), NOBODY]));
    for (const { key, value } of entries) owners.set(clientOf(key), ownerIn(value));
    return new Writers(room, owners);
  }

  constructor(room: string, owners: Map<number, string>) {
    this.#room = room;
    this.#owners = owners;
  }

  /** Learns whose the ids are that another server has let somebody write these updates under. Rejects where it can't be read. */
  async learn(log: UpdateLog, updates: readonly Uint8Array[]): Promise<void> {
    const clients = new Set(updates.flatMap((update) => [...writersIn(update)]));
    // One that was given away here, too, may be somebody else's by what is stored.
    const unsure = [...clients].filter((id) => this.#givenHere.has(id) || !this.#owners.has(id));
    await Promise.all(unsure.map((client) => this.#learn(log, client)));
  }

  /** Whether the id is free or the owner's; the server's own is nobody's. */
  mayWrite(client: number, owner: string): boolean {
    return client !== SERVER_WRITER && (this.#owners.get(client) ?? owner) === owner;
  }

  /** Whether somebody has written under the id. */
  isKnown(client: number): boolean {
    return this.#owners.has(client);
  }

  /** Gives those of the ids that are free to the owner. */
  bind(clients: ReadonlySet<number>, owner: string): Bound {
    const fresh = [...clients].filter((client) => !this.#owners.has(client));
    if (fresh.length === 0) return NOTHING_BOUND;
    for (const client of fresh) {
      this.#owners.set(client, owner);
      this.#givenHere.add(client);
    }
    return {
      writes: fresh.map((client) => {
        return { do: 'put', space: 'writers', key: this.#keyOf(client), value: owner };
      }),
      release: () => {
        for (const client of fresh) if (this.#givenHere.delete(client)) this.#owners.delete(client);
      },
    };
  }

  async #learn(log: UpdateLog, client: number): Promise<void> {
    const owner = await readOwner(log, this.#keyOf(client));
    if (owner === null) return; // the server's own
    this.#owners.set(client, owner);
    this.#givenHere.delete(client);
  }

  #keyOf(client: number): string {
    return `${prefixOf(this.#room)}${client}`;
  }
}

/** The writes that take the ids of a room away together with it. */
export async function forgetWriters(log: UpdateLog, room: string): Promise<Write[]> {
  const { entries, damaged } = await readEntries(log, 'writers', prefixOf(room));
  const keys = [...entries.map(({ key }) => key), ...damaged];
  return keys.map((key) => ({ do: 'remove', space: 'writers', key }));
}

async function readOwner(log: UpdateLog, key: string): Promise<string | null> {
  try {
    const value = await log.get('writers', key);
    return value === null ? null : ownerIn(value);
  } catch (error) {
    if (error instanceof DamagedEntryError) return NOBODY;
    throw error;
  }
}

function ownerIn(value: Json): string {
  return typeof value === 'string' ? value : NOBODY;
}

function prefixOf(room: string): string {
  return `${room}/`;
}

function clientOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('/') + 1));
}
