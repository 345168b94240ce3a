/** A paper of 260,000 keystrokes: how soon it is open after a restart, and what each one who joins costs then. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from './client.ts';
import type { Room } from './client.ts';
import type { Contestant } from './contestants.ts';
import type { ServerProcess } from './server-process.ts';
import type { Stores } from './stored.ts';
import { lastParagraph, Typist } from './texts.ts';
import type { History } from './texts.ts';

export interface LongResult {
  /** Milliseconds from the connection to the whole document, the first time after a restart. */
  readonly open: number;
  /** CPU milliseconds of the server for it. */
  readonly openCpu: number;
  /** CPU microseconds of the server for each further client, while somebody types. */
  readonly join: number;
}

const WRITE_MS = 300_000;

/** Writes the history as an editor's updates. */
export async function writeHistory(
  contestant: Contestant,
  port: number,
  history: History,
): Promise<Room> {
  const room = await contestant.makeRoom(port, 0);
  const editor = await Client.join(port, room);
  let ended: string | null = null;
  editor.listen(
    () => {},
    (reason) => (ended = reason),
  );
  for (const update of history.updates) if (!editor.update(update)) await editor.drained();
  const end = Date.now() + WRITE_MS;
  for (let isWhole = false; !isWhole;) {
    if (ended !== null) throw new Error(`${contestant.name} cut the editor off: ${String(ended)}`);
    if (Date.now() > end) throw new Error(`${contestant.name} didn't take in the history.`);
    await delay(1000);
    const reader = await Client.join(port, room);
    isWhole = holds(reader, history);
    reader.close();
  }
  editor.close();
  return room;
}

/** On a server that was just started. */
export async function measureLong(
  stores: Stores,
  contestant: Contestant,
  history: History,
  joins: number,
): Promise<LongResult> {
  const { server, rooms } = await stores.launch(contestant);
  const [room] = rooms;
  if (room === undefined) throw new Error('The document was not stored.');
  const enoughBytes = history.whole.length * 0.9;
  try {
    await delay(500);
    const before = await server.cpu();
    const since = performance.now();
    const first = await Client.join(server.port, room, enoughBytes);
    const open = performance.now() - since;
    await delay(100); // what it does after its answer counts too
    const openCpu = ((await server.cpu()) - before) / 1000;
    if (!holds(first, history)) throw new Error(`${contestant.name} lost some of the history.`);
    const join = await measureJoins(server, first, room, enoughBytes, joins);
    first.close();
    return { open, openCpu, join };
  } finally {
    await server.kill();
  }
}

/** Each leaves before the next one comes, and a member types ten times a second all the while. */
async function measureJoins(
  server: ServerProcess,
  member: Client,
  room: Room,
  enoughBytes: number,
  joins: number,
): Promise<number> {
  let ended: string | null = null;
  member.listen(
    () => {},
    (reason) => (ended = reason),
  );
  const typist = new Typist(0);
  member.update(typist.opening);
  const typing = setInterval(() => member.update(typist.type('words more')), 100);
  const join = async (): Promise<void> =>
    (await Client.join(server.port, room, enoughBytes)).close();
  try {
    for (let count = 0; count < 5; count += 1) await join();
    const before = await server.cpu();
    for (let count = 0; count < joins; count += 1) await join();
    const cpu = (await server.cpu()) - before;
    if (ended !== null) throw new Error(`The member who typed was cut off: ${String(ended)}`);
    return cpu / joins;
  } finally {
    clearInterval(typing);
  }
}

function holds({ document }: Client, { text }: History): boolean {
  return lastParagraph(document) === text;
}
