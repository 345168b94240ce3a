/** A large frame is judged and applied in slices over many turns, and still as one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { MemoryUpdateLog } from '../../server/storage/memory-update-log.ts';
import type { Write } from '../../server/storage/update-log.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { DurableDocument } from '../../server/sync/durable-document.ts';
import { syncFrame } from '../../server/sync/frames.ts';
import { judge } from '../../server/sync/gate.ts';
import { readChanges } from '../../server/sync/gate-frame.ts';
import { newsOf, slicesOf } from '../../server/sync/gate-slices.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import { hasPending } from '../../server/sync/stored-document.ts';
import type { TextRoom } from '../../server/sync/text-room.ts';
import { startContent } from '../bench/start-content.ts';
import { Random } from '../fuzz/random.ts';
import { member, MemorySocket } from '../hostile/memory-socket.ts';
import { until } from '../support/sync-client.ts';

const START = startContent();
const MANY = 3000;

/** Can be held up, and made to fail then. */
class HeldLog extends MemoryUpdateLog {
  held: Promise<void> = Promise.resolve();
  commits: (readonly Write[])[] = [];

  override async commit(writes: readonly Write[]): Promise<void> {
    await this.held;
    await super.commit(writes);
    this.commits.push(writes);
  }
}

async function open(): Promise<{ log: HeldLog; rooms: Rooms; room: TextRoom }> {
  const log = new HeldLog();
  await log.commit([{ do: 'append', room: 'r', update: START }]);
  log.commits = [];
  const rooms = new Rooms({
    log,
    project: () => [],
    now: () => new Date(),
    wordsChanged: () => {},
    failed: () => {},
  });
  onTestFinished(() => rooms.close());
  const room = await rooms.text('r');
  if (room === null) throw new Error('The room is missing.');
  return { log, rooms, room };
}

/** Somebody's copy of the start, and what they change in it as one update. */
function writer(client: number) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, START);
  doc.clientID = client;
  return {
    doc,
    change(work: (root: Y.XmlFragment) => void): Uint8Array {
      const before = Y.encodeStateVector(doc);
      doc.transact(() => work(doc.getXmlFragment(ARTICLE_ROOT)));
      return Y.encodeStateAsUpdate(doc, before);
    },
  };
}

function many(root: Y.XmlFragment, last = 'paragraph'): void {
  const blocks = Array.from({ length: MANY }, (_, at) => element('paragraph', `number ${at}`));
  root.insert(root.length, [...blocks, element(last, 'the last')]);
}

function element(name: string, words: string): Y.XmlElement {
  const block = new Y.XmlElement(name);
  block.insert(0, [new Y.XmlText(words)]);
  return block;
}

function send(socket: MemorySocket, update: Uint8Array): void {
  socket.send(syncFrame('update', update));
}

function wordsOf(doc: Y.Doc): string {
  return doc.getXmlFragment(ARTICLE_ROOT).toJSON();
}

async function storedWords(log: MemoryUpdateLog): Promise<string> {
  const doc = new Y.Doc();
  for (const update of (await log.load('r'))?.updates ?? []) Y.applyUpdate(doc, update);
  expect(hasPending(doc)).toBe(false);
  return wordsOf(doc);
}

/** Four people's work on one text, in which everybody now and then hears of the others'. */
function mixed(random: Random): { updates: Uint8Array[]; whole: Uint8Array } {
  const docs = [1, 2, 3, 4].map((client) => writer(client).doc);
  const updates: Uint8Array[] = [];
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let step = 0; step < 60; step += 1) {
    const doc = random.pick(docs);
    const root = doc.getXmlFragment(ARTICLE_ROOT);
    const chance = random.next();
    if (chance < 0.3) Y.applyUpdate(doc, Y.encodeStateAsUpdate(random.pick(docs)));
    else if (chance < 0.5 && root.length > 3) root.delete(random.below(root.length - 1), 1);
    else root.insert(random.below(root.length), [element('paragraph', `at ${step}`)]);
  }
  const all = new Y.Doc();
  for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  return { updates: [START, ...updates], whole: Y.encodeStateAsUpdate(all) };
}

test('G16 each slice of a frame needs nothing that comes later, and together they are the frame', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    const { updates, whole } = mixed(random);
    const changes = readChanges(whole);
    if ('close' in changes) throw new Error('The frame is unreadable.');
    // What the room has of it: nothing, a part, or parts of what somebody wrote in one go.
    const [room, other] = [new Y.Doc(), new Y.Doc()];
    for (const update of updates.slice(0, random.below(updates.length)))
      Y.applyUpdate(room, update);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(room));
    Y.applyUpdate(other, newsOf(other.store, changes));
    const size = { structs: 1 + random.below(4), deleted: 1 + random.below(3) };
    for (const slice of slicesOf(room.store, changes, size)) {
      Y.applyUpdate(room, slice);
      expect(hasPending(room), `seed ${seed}`).toBe(false);
    }
    const expected = new Y.Doc();
    Y.applyUpdate(expected, whole);
    for (const doc of [room, other]) {
      expect(hasPending(doc), `seed ${seed}`).toBe(false);
      expect(wordsOf(doc), `seed ${seed}`).toBe(wordsOf(expected));
      expect(Y.encodeStateVector(doc), `seed ${seed}`).toEqual(Y.encodeStateVector(expected));
    }
  }
});

test('G16 a large frame is refused as a whole for its last piece', async () => {
  const { log, room } = await open();
  const [forger, reader] = [
    MemorySocket.join(room),
    MemorySocket.join(room, member('reader'), { write: false }),
  ];
  let told = 0;
  reader.onWrite = () => (told += 1);
  send(
    forger,
    writer(7).change((root) => many(root, 'script')),
  );
  expect(room.document.isLent).toBe(true);
  await until(() => forger.closed !== null, 'the verdict');
  expect(forger.closed).toEqual({ code: 4403, reason: 'unknown node script' });
  const start = new Y.Doc();
  Y.applyUpdate(start, START);
  expect(wordsOf(room.document.ahead)).toBe(wordsOf(start));
  expect([told, log.commits]).toEqual([0, []]);
});

test('G16 who deletes all of a very large text at once is not held to be hostile', async () => {
  const { doc, change } = writer(7);
  for (let part = 0; part < 10; part += 1) change((root) => many(root));
  const log = new MemoryUpdateLog();
  await log.commit([{ do: 'append', room: 'r', update: Y.encodeStateAsUpdate(doc) }]);
  const document = await DurableDocument.open(log, 'r', null);
  if (document === null) throw new Error('The room is missing.');
  const all = change((root) => root.delete(0, root.length));
  expect(judge(document, all, () => true).state).toBe('accepted');
  expect(wordsOf(document.ahead)).toBe('');
  document.destroy();
});

test('G17 while a large frame is judged its room waits in order, and is read as it was', async () => {
  const { log, room } = await open();
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const before = room.index.text;
  const [a, b] = [writer(7), writer(8)];
  send(
    anna,
    a.change((root) => many(root)),
  );
  send(
    anna,
    a.change((root) => root.insert(root.length, [element('paragraph', 'and more')])),
  );
  send(
    anna,
    a.change((root) => root.delete(root.length - 500, 400)),
  );
  send(
    bert,
    b.change((root) => root.insert(0, [element('heading', 'Bert was here')])),
  );
  const edited = room.edit((root) => root.insert(0, [element('paragraph', 'The server, too.')]));
  expect(room.document.isLent).toBe(true);
  expect(() => room.document.ahead).toThrow('lent');
  await nextTurn();
  expect([room.index.text, room.idle]).toEqual([before, false]);
  await edited;
  await until(() => room.document.idle && room.idle === (room.population === 0), 'the store');
  expect([anna.closed, bert.closed]).toEqual([null, null]);
  const all = new Y.Doc();
  for (const doc of [a.doc, b.doc]) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  const words = wordsOf(all);
  expect(await storedWords(log)).toContain('and more');
  expect((await storedWords(log)).replace('<paragraph>The server, too.</paragraph>', '')).toBe(
    words,
  );
});

test('G17 a client id is stored once, however much is written under it', async () => {
  const { log, room } = await open();
  send(
    MemorySocket.join(room),
    writer(7).change((root) => many(root)),
  );
  await until(() => log.commits.length > 0, 'the store');
  expect(log.commits[0]?.map((write) => write.do)).toEqual(['append', 'put']);
});

test('G17 what is being judged while the store fails is told to come back, and is asked for again', async () => {
  const { log, room } = await open();
  const [anna, bert, carla] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
    MemorySocket.join(room, member('carla')),
  ];
  const [a, b] = [writer(7), writer(8)];
  let fail = (_error: Error): void => {};
  log.held = new Promise((_resolve, reject) => (fail = reject));
  send(
    bert,
    b.change((root) => root.insert(0, [element('paragraph', 'lost for now')])),
  );
  await nextTurn();
  await nextTurn();
  send(
    anna,
    a.change((root) => many(root)),
  );
  expect(room.document.isLent).toBe(true);
  fail(new Error('No space left on device'));
  log.held = Promise.resolve();
  await until(() => bert.closed !== null && anna.closed !== null, 'the failure');
  expect(anna.closed?.code).toBe(CLOSE.storeFailed.code);
  // Who writes only now is told just so.
  send(
    carla,
    writer(9).change((root) => root.insert(0, [element('paragraph', 'lost, too')])),
  );
  await until(() => carla.closed !== null, 'the word to Carla');
  expect(carla.closed?.code).toBe(CLOSE.storeFailed.code);
  const again = MemorySocket.join(room, member('anna'));
  send(
    again,
    a.change((root) => root.insert(0, [element('paragraph', 'and this')])),
  );
  expect(again.closed).toBeNull();
  let isAsked = false;
  again.onWrite = () => (isAsked = true);
  await until(() => isAsked, 'the store to recover');
  expect(log.commits.flat().filter((write) => write.do === 'append')).toEqual([]);
  again.send(syncFrame('step2', Y.encodeStateAsUpdate(a.doc, room.document.history.stateVector)));
  await until(() => log.commits.flat().some((write) => write.do === 'append'), 'the store');
  expect(await storedWords(log)).toBe(wordsOf(a.doc));
});

test('G17 a stop waits for the verdict, and a room that is thrown away takes nothing more', async () => {
  const { log, rooms, room } = await open();
  const { doc, change } = writer(7);
  const socket = MemorySocket.join(room);
  send(
    socket,
    change((root) => many(root)),
  );
  await rooms.close();
  expect(await storedWords(log)).toBe(wordsOf(doc));

  const other = await open();
  const writerOfOther = MemorySocket.join(other.room);
  send(
    writerOfOther,
    writer(8).change((root) => many(root)),
  );
  send(
    writerOfOther,
    writer(9).change((root) => root.delete(0, 1)),
  );
  await other.rooms.discard('r');
  await other.rooms.close();
  expect(other.log.commits).toEqual([]);
});

test('Y5 who sends a megabyte is read no further until that is judged', async () => {
  const { room } = await open();
  const socket = MemorySocket.join(room);
  const { change } = writer(7);
  const words = 'word '.repeat(150_000);
  const updates = [1, 2].map(() => change((root) => root.insert(1, [element('paragraph', words)])));
  for (const update of updates) send(socket, update);
  expect(socket.isPaused).toBe(true);
  await until(() => !socket.isPaused && room.document.idle, 'the store');
  expect(socket.closed).toBeNull();
});
