/** What servers find when they are started again: written once, and opened on a copy each time. */
import { cp } from 'node:fs/promises';
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
    const stored = this.#stored.get(contestant.name) ?? (await this.#fill(contestant));
    this.#stored.set(contestant.name, stored);
    const folder = await this.#site.folder();
    await cp(stored.folder, folder, { recursive: true });
    return { server: await launch(this.#site, contestant, folder), rooms: stored.rooms };
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
