/** Attacks on the wire itself: forged presence, messages of every type, frames without end, readers that don't read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { awarenessFrame, syncFrame } from '../../server/sync/frames.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import { nothingWatched } from '../../server/watch/watch.ts';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import { MESSAGE } from '../../shared/wire/messages.ts';
import { testServer } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { rawSocket, stockClient, until } from '../support/sync-client.ts';
import type { RawSocket, StockClient } from '../support/sync-client.ts';
import { member, MemorySocket } from './memory-socket.ts';
import { presence, PRESENCE_ATTACKS } from './presence-attacks.ts';
import { ARTICLE, typeInto } from './scene.ts';

const MIB = 1 << 20;

let server: TestServer;
let article: ArticleReply;
let tokens: Record<'attacker' | 'victim' | 'witness', string>;
let victim: StockClient;
let witness: StockClient;
let step = 0;

beforeAll(async () => {
  server = await testServer();
  article = await server.article(ARTICLE);
  const token = async (name: string) => (await server.member(name, 'editor')).token;
  tokens = {
    attacker: await token('Mallory'),
    victim: await token('Vera'),
    witness: await token('Will'),
  };
  victim = stockClient(server, article.id, tokens.victim);
  witness = stockClient(server, article.id, tokens.witness);
  await Promise.all([victim.synced, witness.synced]);
  victim.provider.awareness.setLocalState({ place: 'here' });
  await until(() => seen()?.['place'] === 'here', 'the victim at the witness');
});
afterAll(async () => {
  victim.destroy();
  witness.destroy();
  await server.close();
});

const seen = () => witness.provider.awareness.getStates().get(victim.doc.clientID);

async function attacker(token = tokens.attacker): Promise<RawSocket> {
  const raw = await rawSocket(server, article.id, { token });
  if ('status' in raw) throw new Error(`refused with ${raw.status}`);
  return raw;
}

/** The victim's words and cursor still reach the witness. */
async function expectAllWell(): Promise<void> {
  const moved = `step ${(step += 1)}`;
  victim.provider.awareness.setLocalState({ place: moved });
  typeInto(victim.doc);
  await until(() => seen()?.['place'] === moved, 'the cursor at the witness');
  const text = ({ doc }: StockClient) => doc.getXmlFragment('article').toJSON();
  await until(() => text(witness) === text(victim), 'the words at the witness');
  expect(seen()?.['user']).toMatchObject({ name: 'Vera' });
}

describe('presence', () => {
  test.each(PRESENCE_ATTACKS.map((attack) => [attack.name, attack] as const))(
    'G5 %s ends the socket, and reaches nobody',
    async (_name, attack) => {
      const raw = await attacker();
      for (const frame of attack.frames(victim.doc.clientID)) raw.send(awarenessFrame(frame));
      expect((await raw.closed).code).toBe(attack.ends ?? 4403);
      await expectAllWell();
      await until(
        () => [...witness.provider.awareness.getStates().values()].length <= 2,
        'the attacker gone',
      );
    },
  );
});

/** Each of them ended y-prosemirror in the middle of a change, and the editor's next key wrote what it had been before that. */
const CURSORS: readonly unknown[] = [
  'here',
  7,
  [],
  { anchor: null, head: null },
  { anchor: {}, head: 'x' },
  { anchor: { item: { client: 'x', clock: 1 } }, head: {} },
  { anchor: { tname: 5 }, head: {} },
];

test('G5 a cursor that is none reaches nobody, and what goes with it does', async () => {
  const raw = await attacker();
  const others = () =>
    [...witness.provider.awareness.getStates()].find(([client]) => client === 77)?.[1];
  for (const [at, cursor] of CURSORS.entries()) {
    raw.send(awarenessFrame(presence([{ client: 77, clock: at + 1, json: JSON.stringify({ at, cursor }) }]))); // prettier-ignore
    await until(() => others()?.['at'] === at, `cursor ${at}`);
    expect(others()?.['cursor']).toBe(null);
  }
  const position = Y.createRelativePositionFromTypeIndex(victim.doc.getXmlFragment('article'), 0);
  const cursor = JSON.parse(JSON.stringify({ anchor: position, head: position })) as unknown;
  const json = JSON.stringify({ at: 99, cursor });
  raw.send(awarenessFrame(presence([{ client: 77, clock: 99, json }])));
  await until(() => others()?.['at'] === 99, 'the true cursor');
  expect(others()?.['cursor']).toEqual(cursor);
  raw.socket.close();
  await raw.closed;
});

test('G5 who comes back after hours without a network may say where it is', async () => {
  const first = await attacker();
  const tell = (raw: RawSocket, clock: number, place: string) =>
    raw.send(awarenessFrame(presence([{ client: 78, clock, json: JSON.stringify({ place }) }])));
  const place = () => witness.provider.awareness.getStates().get(78)?.['place'];
  tell(first, 1, 'before');
  await until(() => place() === 'before', 'the first');
  first.socket.close();
  await first.closed;
  await until(() => place() === undefined, 'its going');
  const again = await attacker();
  tell(again, 50_000, 'after');
  await until(() => place() === 'after', 'the second');
  again.socket.close();
  await again.closed;
});

describe('messages', () => {
  test('G6 a message of any other type does nothing but end the socket, whoever sends it', async () => {
    const log = new MemoryUpdateLog();
    await log.commit([{ do: 'append', room: 'a', update: Uint8Array.of(0, 0) }]);
    const project = () => [];
    const none = () => {};
    const rooms = new Rooms({
      log,
      project,
      now: () => new Date(0),
      wordsChanged: none,
      failed: none,
      watch: nothingWatched,
    });
    const room = (await rooms.text('a'))!;
    const before = await log.load('a');
    const known: number[] = [MESSAGE.sync, MESSAGE.awareness, MESSAGE.queryAwareness];
    for (let type = 0; type < 256; type += 1) {
      if (known.includes(type)) continue;
      const head = type < 128 ? [type] : [(type & 127) | 128, type >> 7];
      for (const canWrite of [false, true]) {
        for (const rest of [[], [0], [2, 0, 0], [1, 0]]) {
          const socket = MemorySocket.join(room, member('m'), { write: canWrite });
          socket.send(Uint8Array.from([...head, ...rest]));
          expect({ type, code: socket.closed?.code }).toEqual({ type, code: 4400 });
        }
      }
    }
    expect(await log.load('a')).toEqual(before);
    expect(room.population).toBe(0);
    await rooms.close();
  });

  test('G7 a hundred thousand fragments of one byte', async () => {
    const raw = await attacker();
    raw.socket.on('error', () => {}); // the server may cut it off in the middle
    for (let at = 0; at < 100_000 && raw.socket.readyState === 1; at += 1)
      raw.socket.send(Uint8Array.of(0), { fin: at === 99_999 });
    await raw.closed;
    await expectAllWell();
  });

  test('G7 megabytes from somebody who isn’t signed in', async () => {
    const raw = await attacker('wrong');
    raw.socket.on('error', () => {});
    for (let at = 0; at < 10; at += 1) raw.send(new Uint8Array(MIB));
    expect((await raw.closed).code).toBe(4401);
    await expectAllWell();
  });

  test('G7 a frame of more than 4 MiB', async () => {
    const raw = await attacker();
    raw.socket.on('error', () => {});
    raw.send(new Uint8Array(4 * MIB + 1));
    expect((await raw.closed).code).toBe(4413);
    await expectAllWell();
  });

  test('G8 two hundred requests for the whole text at once from who reads none cost no memory', async () => {
    const large = await server.article(`# Large\n\n${'A long text. '.repeat(60_000)}`);
    const raw = await rawSocket(server, large.id, { token: tokens.attacker });
    if ('status' in raw) throw new Error('refused');
    raw.socket.pause();
    const before = process.memoryUsage().rss;
    for (let at = 0; at < 200; at += 1) raw.send(syncFrame('step1', Uint8Array.of(0)));
    await expectAllWell();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MIB);
    raw.socket.resume();
    await until(() => raw.frames.some((frame) => frame.length > 700_000), 'one answer');
    expect(raw.frames.filter((frame) => frame.length > 700_000).length).toBeLessThan(4);
    raw.socket.terminate();
  });

  test('G8 of a thousand questions who is here one is answered', async () => {
    const raw = await attacker();
    await until(() => raw.frames.some(([type]) => type === MESSAGE.awareness), 'who is here');
    const before = raw.frames.length;
    for (let at = 0; at < 1000; at += 1) raw.send(Uint8Array.of(MESSAGE.queryAwareness));
    await expectAllWell();
    const answers = raw.frames.slice(before).filter(([type]) => type === MESSAGE.awareness);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.length).toBeLessThan(10); // among them the news of the others
    raw.socket.terminate();
  });

  test('G9 who doesn’t read is closed once it is 8 MiB behind, and the others go on', async () => {
    const own = await server.article(ARTICLE);
    const writer = stockClient(server, own.id, tokens.victim);
    await writer.synced;
    const raw = await rawSocket(server, own.id, { token: tokens.attacker });
    if ('status' in raw) throw new Error('refused');
    raw.socket.pause();
    const paragraph = writer.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    const text = paragraph.get(0) as Y.XmlText;
    for (let round = 0; round < 30; round += 1) {
      text.insert(0, String(round % 10).repeat(900_000));
      text.delete(0, 900_000);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    raw.socket.resume();
    expect([1006, 1013]).toContain((await raw.closed).code);
    const got = raw.frames.reduce((sum, { length }) => sum + length, 0);
    expect(got).toBeLessThan(20 * MIB);
    expect(writer.provider.wsconnected).toBe(true);
    writer.destroy();
  });
});
