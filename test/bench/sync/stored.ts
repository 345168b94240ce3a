/** What servers find when they are started again: written once, and opened on a copy each time. */
import { cp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Room } from './client.ts';
import { launch } from './contestants.ts';
import type { Contestant, Name } from './contestants.ts';
import type { ServerProcess } from './server-process.ts';
import type { Site } from './site.ts';

export interface Stored {
  readonly folder: string;
  readonly rooms: readonly Room[];
}

/** Hocuspocus stores two to ten seconds late. */
const STORED_MS = 12_000;

/** Keeps what each contestant has stored for as long as a run takes. */
export class Stores {
  readonly #site: Site;
  readonly #write: (contestant: Contestant, port: number) => Promise<Room[]>;
  readonly #stored = new Map<Name, Stored>();

  /** `write` fills a server with rooms. */
  constructor(site: Site, write: (contestant: Contestant, port: number) => Promise<Room[]>) {
    this.#site = site;
    this.#write = write;
  }

  /** A server that was just started on a copy, since opening a room may change how it is stored. */
  async launch(contestant: Contestant): Promise<{ server: ServerProcess; rooms: readonly Room[] }> {
    const stored = await this.#filled(contestant);
    const folder = await this.#site.folder();
    await cp(stored.folder, folder, { recursive: true });
    return { server: await launch(this.#site, contestant, folder), rooms: stored.rooms };
  }

  /** Bytes of the files that hold what is stored, and of those that would hold no more than what is in use. */
  async size(contestant: Contestant): Promise<{ files: number; used: number }> {
    const stored = await this.#filled(contestant);
    const files = await bytesIn(stored.folder);
    if (contestant.copyUsed === undefined) return { files, used: files };
    const copy = await this.#site.folder();
    await contestant.copyUsed(stored.folder, copy);
    return { files, used: await bytesIn(copy) };
  }

  async #filled(contestant: Contestant): Promise<Stored> {
    const stored = this.#stored.get(contestant.name) ?? (await this.#fill(contestant));
    this.#stored.set(contestant.name, stored);
    return stored;
  }

  async #fill(contestant: Contestant): Promise<Stored> {
    const folder = await this.#site.folder();
    const server = await launch(this.#site, contestant, folder);
    const rooms = await this.#write(contestant, server.port);
    await delay(STORED_MS);
    await server.stop();
    return { folder, rooms };
  }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ path, name }) => stat(join(path, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
