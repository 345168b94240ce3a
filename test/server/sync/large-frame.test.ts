/** A large frame is judged and applied in slices over many turns, and still as one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, Write } from '../../../server/storage/update-log.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { LIMITS } from '../../../shared/wire/messages.ts';
import { RATES } from '../../../server/limits/rates.ts';
import { writersIn } from '../../../server/sync/clocks.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import type { Rooms } from '../../../server/sync/rooms.ts';
import { hasPending } from '../../../server/sync/stored-document.ts';
import type { TextRoom } from '../../../server/sync/text-room.ts';
import { member, MemorySocket } from '../../hostile/memory-socket.ts';
import { roomsOver } from '../../support/rooms-over.ts';
import { until } from '../../support/sync-client.ts';
import { element, many, START, wordsOf, writer } from './article-writer.ts';

/** Can be held up, and made to fail then. */
class HeldLog extends MemoryUpdateLog {
  held: Promise<void> = Promise.resolve();
  commits: (readonly Write[])[] = [];

  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    await this.held;
    const outcome = await super.commit(writes);
    this.commits.push(writes);
    return outcome;
  }
}

async function open(): Promise<{ log: HeldLog; rooms: Rooms; room: TextRoom }> {
  const log = new HeldLog();
  await log.commit([{ do: 'append', room: 'r', update: START }]);
  log.commits = [];
  const rooms = roomsOver(log);
  onTestFinished(() => rooms.close());
  const room = await rooms.text('r');
  if (room === null) throw new Error('The room is missing.');
  return { log, rooms, room };
}

function send(socket: MemorySocket, update: Uint8Array): void {
  socket.send(syncFrame('update', update));
}

async function storedWords(log: MemoryUpdateLog): Promise<string> {
  const doc = new Y.Doc();
  for (const update of (await log.load('r'))?.updates ?? []) Y.applyUpdate(doc, update);
  expect(hasPending(doc)).toBe(false);
  return wordsOf(doc);
}

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
  expect(room.document.staged.isLocked).toBe(true);
  await until(() => forger.closed !== null, 'the verdict');
  expect(forger.closed).toEqual({ code: 4403, reason: 'unknown node script' });
  const start = new Y.Doc();
  Y.applyUpdate(start, START);
  expect(wordsOf(room.document.staged.doc)).toBe(wordsOf(start));
  expect([told, log.commits]).toEqual([0, []]);
});

test('W28 one key does not wait for all that another one has sent', async () => {
  const { log, room } = await open();
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const [a, b] = [writer(7), writer(8)];
  for (let frame = 0; frame < 4; frame += 1)
    send(
      anna,
      a.change((root) => many(root)),
    );
  send(
    bert,
    b.change((root) => root.insert(0, [element('heading', 'Bert was here')])),
  );
  expect(room.document.staged.isLocked).toBe(true);
  const stored = () =>
    log.commits.flatMap((writes) =>
      writes.flatMap((write) => (write.do === 'append' ? [...writersIn(write.update)] : [])),
    );
  await until(() => stored().length === 5, 'all of them in the store', 60_000);
  // The second of Anna's was the first that waited.
  expect(stored()).toEqual([7, 7, 8, 7, 7]);
});

test('W29 a text that is as large as it may be takes deletions alone', async () => {
  const { room } = await open();
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const [a, b] = [writer(7), writer(8)];
  const size = vi.spyOn(room.document.history, 'byteLength', 'get');
  onTestFinished(() => size.mockRestore());
  size.mockReturnValue(LIMITS.maxTextBytes + 1);
  const words = room.index.text;
  send(
    bert,
    b.change((root) => root.delete(root.length - 1, 1)),
  );
  await until(() => room.index.text !== words, 'the deletion');
  expect(bert.closed).toBeNull();
  send(
    anna,
    a.change((root) => root.insert(0, [element('paragraph', 'more')])),
  );
  await until(() => anna.closed !== null, 'the refusal');
  expect(anna.closed).toEqual({ code: 4403, reason: 'text too long' });
  expect(room.index.text).not.toContain('more');
});

test('W45 who writes words without end is told to come again, whoever else writes goes on, and one large paste is let in', async () => {
  const { room } = await open();
  const rate = vi.spyOn(RATES.words.perMinute, 'editors', 'get').mockReturnValue(10_000);
  onTestFinished(() => rate.mockRestore());
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const [a, b] = [writer(7), writer(8)];
  const insert = (from: typeof a, words: string): Uint8Array =>
    from.change((root) => root.insert(root.length, [element('paragraph', words)]));
  send(anna, insert(a, 'one paste '.repeat(2000)));
  await until(() => room.index.text.includes('one paste'), 'the paste');
  expect(anna.closed).toBeNull();
  send(anna, insert(a, 'and more '.repeat(200)));
  await until(() => anna.closed !== null, 'the refusal');
  expect(anna.closed).toEqual(CLOSE.tooManyWords);
  send(bert, insert(b, 'his words'));
  await until(() => room.index.text.includes('his words'), 'the words of the other one');
  expect(room.index.text).not.toContain('and more');
});

test('W46 whose updates cost the room its copy again and again is told to come again, and honest people are not', async () => {
  const { room } = await open();
  const [anna, bert] = [member('anna'), MemorySocket.join(room, member('bert'))];
  const made = vi.spyOn(room.document.staged, 'madeInMs', 'get').mockReturnValue(2000);
  onTestFinished(() => made.mockRestore());
  const forged = (): Uint8Array =>
    writer(9).change((root) => root.insert(0, [element('unheard-of', 'forged')]));
  const refused = async (update: Uint8Array): Promise<MemorySocket['closed']> => {
    const socket = MemorySocket.join(room, anna);
    send(socket, update);
    await until(() => socket.closed !== null, 'the refusal');
    return socket.closed;
  };
  expect((await refused(forged()))?.code).toBe(4403);
  expect((await refused(forged()))?.code).toBe(4403);
  // Four seconds of three.
  const honest = writer(7).change((root) => root.insert(0, [element('paragraph', 'hers')]));
  expect(await refused(honest)).toEqual(CLOSE.tooOftenRefused);
  send(
    bert,
    writer(8).change((root) => root.insert(0, [element('paragraph', 'his words')])),
  );
  await until(() => room.index.text.includes('his words'), 'the words of the other one');
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
  expect(room.document.staged.isLocked).toBe(true);
  expect(() => room.document.staged.doc).toThrow('locked');
  // Turns of the loop go by, in which others are served.
  for (let turn = 0; turn < 3; turn += 1) {
    await nextTurn();
    expect([room.document.staged.isLocked, room.index.text, room.idle]).toEqual([
      true,
      before,
      false,
    ]);
  }
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

test('G17 what waited behind a large frame is let go where its sender was closed meanwhile', async () => {
  const { log, room } = await open();
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const [a, b] = [writer(7), writer(8)];
  send(
    anna,
    a.change((root) => many(root)),
  );
  send(
    bert,
    b.change((root) => root.insert(0, [element('heading', 'Bert was here')])),
  );
  room.closeSockets(({ actor }) => (actor.id === 'bert' ? CLOSE.noSuchRoom : null));
  await until(() => room.document.idle && log.commits.length > 0, 'the large frame');
  await nextTurn();
  expect(await storedWords(log)).toContain('number 7');
  expect(await storedWords(log)).not.toContain('Bert');
});

test('G17 what waited behind a large frame is taken where its sender left meanwhile', async () => {
  const { log, room } = await open();
  const [anna, bert] = [
    MemorySocket.join(room, member('anna')),
    MemorySocket.join(room, member('bert')),
  ];
  const [a, b] = [writer(7), writer(8)];
  send(
    anna,
    a.change((root) => many(root)),
  );
  send(
    bert,
    b.change((root) => root.insert(0, [element('heading', 'Bert was here')])),
  );
  expect(room.document.staged.isLocked).toBe(true);
  bert.terminate();
  await until(() => room.document.idle && log.commits.flat().length > 2, 'both frames');
  expect(await storedWords(log)).toContain('Bert was here');
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
  expect(room.document.staged.isLocked).toBe(true);
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
