/** A paper of 260,000 keystrokes: how soon it is open after a restart, and what each one who joins costs then. */
import { cp } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from './client.ts';
import type { Room } from './client.ts';
import { launch } from './contestants.ts';
import type { Contestant } from './contestants.ts';
import type { Site } from './site.ts';
import { lastParagraph, Typist } from './texts.ts';
import type { History } from './texts.ts';

export interface StoredDocument {
  readonly folder: string;
  readonly room: Room;
  readonly history: History;
}

export interface LongResult {
  /** Milliseconds from the connection to the whole document, the first time after a restart. */
  readonly open: number;
  /** CPU milliseconds of the server for it. */
  readonly openCpu: number;
  /** CPU microseconds of the server for each further client, while somebody types. */
  readonly join: number;
}

const WRITE_MS = 300_000;
/** Hocuspocus stores two to ten seconds late. */
const STORED_MS = 12_000;

/** Writes the history as an editor's updates and stops the server. */
export async function storeHistory(
  site: Site,
  contestant: Contestant,
  history: History,
): Promise<StoredDocument> {
  const folder = await site.folder();
  const server = await launch(site, contestant, folder);
  const room = await contestant.makeRoom(server.port, 0);
  const editor = await Client.join(server.port, room);
  editor.listen(
    () => {},
    (reason) => process.stderr.write(`The editor was cut off: ${reason}\n`),
  );
  for (const update of history.updates) if (!editor.update(update)) await editor.drained();
  const end = Date.now() + WRITE_MS;
  for (let isWhole = false; !isWhole;) {
    if (Date.now() > end) throw new Error(`${contestant.name} didn't take in the history.`);
    await delay(1000);
    const reader = await Client.join(server.port, room);
    isWhole = holds(reader, history);
    reader.close();
  }
  editor.close();
  await delay(STORED_MS);
  await server.stop();
  return { folder, room, history };
}

/** On a copy of what was stored, since opening it may change how it is stored. */
export async function measureLong(
  site: Site,
  contestant: Contestant,
  { folder, room, history }: StoredDocument,
  joins: number,
): Promise<LongResult> {
  const copy = await site.folder();
  await cp(folder, copy, { recursive: true });
  const server = await launch(site, contestant, copy);
  const enough = history.whole.length * 0.9;
  try {
    await delay(500);
    const cpuBefore = await server.cpu();
    const since = performance.now();
    const first = await Client.join(server.port, room, enough);
    const open = performance.now() - since;
    await delay(100); // what it does after its answer counts too
    const openCpu = ((await server.cpu()) - cpuBefore) / 1000;
    if (!holds(first, history)) throw new Error(`${contestant.name} lost some of the history.`);
    first.listen(
      () => {},
      () => {},
    );
    const join = await measureJoins(server, first, room, enough, joins);
    first.close();
    return { open, openCpu, join };
  } finally {
    await server.kill();
  }
}

/** Each leaves before the next one comes, and a member types ten times a second all the while. */
async function measureJoins(
  server: Awaited<ReturnType<typeof launch>>,
  member: Client,
  room: Room,
  enoughBytes: number,
  joins: number,
): Promise<number> {
  const typist = new Typist(0);
  member.update(typist.opening);
  const typing = setInterval(() => member.update(typist.type('words more')), 100);
  const join = async (): Promise<void> =>
    (await Client.join(server.port, room, enoughBytes)).close();
  for (let count = 0; count < 5; count += 1) await join();
  const before = await server.cpu();
  for (let count = 0; count < joins; count += 1) await join();
  const cpu = (await server.cpu()) - before;
  clearInterval(typing);
  return cpu / joins;
}

function holds({ document }: Client, { text }: History): boolean {
  return lastParagraph(document) === text;
}
