/** The Yjs client ids of a room: what a socket is told of them, and how many of them one person may bring. */
import * as decoding from 'lib0/decoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Clocks } from '../../../server/sync/clocks.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import { MESSAGE } from '../../../shared/wire/messages.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { rawSocket, until } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';

let server: TestServer;
beforeAll(async () => void (server = await testServer()));
afterAll(() => server.close());

/** What puts a paragraph at the top. */
function paragraph(doc: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const block = new Y.XmlElement('paragraph');
  block.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment('article').insert(0, [block]);
  return Y.encodeStateAsUpdate(doc, before);
}

async function open(room: string, token: string): Promise<RawSocket> {
  const raw = await rawSocket(server, `${room}?ack=1`, { token });
  if ('status' in raw) throw new Error('The upgrade was refused.');
  return raw;
}

/** Opens sockets as one guest editor. */
async function guestEditor(room: string): Promise<() => Promise<RawSocket>> {
  const { secret } = await makeShare(server, room, { role: 'editor' });
  const browser = await guestOf(server, secret);
  return () => browser.socket(`${room}?ack=1`);
}

/** The state vectors that the socket was told of. */
function stored({ frames }: RawSocket): Map<number, number>[] {
  return frames
    .filter(([kind]) => kind === MESSAGE.durable)
    .map((frame) => {
      const decoder = decoding.createDecoder(frame.subarray(1));
      return Y.decodeStateVector(decoding.readVarUint8Array(decoder));
    });
}

test('W41 after the first message a socket hears of those alone who have written since', async () => {
  const { id } = await server.article('# Many\n\nStart.');
  const { token } = await server.member('Edith', 'editor');
  const raw = await open(id, token);
  for (let count = 0; count < 50; count += 1)
    raw.send(syncFrame('update', paragraph(new Y.Doc(), 'x')));
  const ann = new Y.Doc();
  raw.send(syncFrame('update', paragraph(ann, 'one')));
  await until(() => stored(raw).some((vector) => vector.has(ann.clientID)), 'the first');
  const first = stored(raw).length;
  raw.send(syncFrame('update', paragraph(ann, 'two')));
  await until(() => stored(raw).length > first, 'the second');
  expect(stored(raw).slice(first)).toEqual([
    new Map([[ann.clientID, Y.getState(ann.store, ann.clientID)]]),
  ]);
  const other = await open(id, token);
  const bob = new Y.Doc();
  other.send(syncFrame('update', paragraph(bob, 'three')));
  await until(() => stored(other).length > 0, 'the first of another socket');
  expect(stored(other)[0]?.size).toBeGreaterThan(51);
  raw.send(syncFrame('update', paragraph(ann, 'four')));
  await until(() => stored(raw).length > first + 1, 'the third');
  expect(new Set(stored(raw).at(-1)?.keys())).toEqual(new Set([ann.clientID, bob.clientID]));
  raw.socket.close();
  other.socket.close();
});

test('W41 who has changed since a mark is told whatever came before it', () => {
  const clocks = new Clocks();
  const docs = Array.from({ length: 5 }, () => new Y.Doc());
  for (let turn = 0; turn < 2000; turn += 1)
    clocks.add(paragraph(docs[turn % 4] ?? new Y.Doc(), 'x'));
  const { mark } = clocks;
  expect(clocks.since(mark)).toEqual(new Map());
  for (const doc of docs.slice(3)) clocks.add(paragraph(doc, 'y'));
  const ends = (some: Y.Doc[]) =>
    new Map(some.map((doc) => [doc.clientID, Y.getState(doc.store, doc.clientID)]));
  expect(clocks.since(mark)).toEqual(ends(docs.slice(3)));
  expect(clocks.since(0)).toEqual(ends(docs));
});

test('W42 who writes under ever new client ids is told to come again; known ids and other people go on', async () => {
  const { id } = await server.article('# Many\n\nStart.');
  const flood = await (await guestEditor(id))();
  const known = new Y.Doc();
  flood.send(syncFrame('update', paragraph(known, 'mine')));
  await until(() => stored(flood).some((vector) => vector.has(known.clientID)), 'one’s own');
  for (let count = 0; count < 130; count += 1)
    flood.send(syncFrame('update', paragraph(new Y.Doc(), 'x')));
  expect((await flood.closed).code).toBe(1013);
  const { token } = await server.member('Edith', 'editor');
  const other = await open(id, token);
  const edith = new Y.Doc();
  other.send(syncFrame('update', paragraph(edith, 'hers')));
  await until(() => stored(other).some((vector) => vector.has(edith.clientID)), 'another person’s');
  const [whole] = stored(other);
  expect(whole?.size).toBeLessThan(130);
  other.socket.close();
});

test('W42 who was told to come again gets in by that, with all words', async () => {
  const { id } = await server.article('# Many\n\nStart.');
  const socket = await guestEditor(id);
  const flood = await socket();
  for (let count = 0; count < 130; count += 1)
    flood.send(syncFrame('update', paragraph(new Y.Doc(), 'x')));
  await flood.closed;
  const words = syncFrame('update', paragraph(new Y.Doc(), 'Words that wait.'));
  await until(
    async () => {
      const again = await socket();
      again.send(words);
      await Promise.race([again.closed, until(() => stored(again).length > 0, 'an answer')]);
      again.socket.close();
      return (await server.ask('GET', `/api/articles/${id}/text`)).text.includes('that wait');
    },
    'the words',
    10_000,
  );
});

test('W43 who writes ever more at one place without seeing the others is told to come again, and all have what got in', async () => {
  const { id } = await server.article('# Many\n\nStart.');
  const socket = await guestEditor(id);
  // Each puts its paragraphs before all others, of which it knows none but its own.
  const writers = Array.from({ length: 40 }, () => new Y.Doc());
  const flood = await Promise.all(writers.slice(0, 4).map(() => socket()));
  const closed = Promise.race(flood.map((one) => one.closed));
  let code = 0;
  void closed.then((close) => (code = close.code));
  for (let round = 0; round < 400 && code === 0; round += 1) {
    for (const [at, writer] of writers.entries())
      flood[at % flood.length]?.send(syncFrame('update', paragraph(writer, 'k')));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await closed).code).toBe(1013);
  const text = await server.ask('GET', `/api/articles/${id}/text`);
  expect(text.status).toBe(200);
  expect(text.text).toContain('Start.');
});
