/** Rooms of several servers over one log: what one stores another takes in, and does again what it was too late with. */
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { commentsLayer, emptyRoom } from '../../../server/articles/layers.ts';
import type { Carrier } from '../../../server/carrier/carrier.ts';
import { inProcessCarrier } from '../../../server/carrier/in-process.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, Write } from '../../../server/storage/update-log.ts';
import { SERVER_WRITER } from '../../../server/sync/writers.ts';
import type { LayerRoom } from '../../../server/sync/layer-room.ts';
import { publishRoomNews } from '../../../server/sync/room-news.ts';
import { Rooms } from '../../../server/sync/rooms.ts';
import type { TextRoom } from '../../../server/sync/text-room.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { done } from '../../../shared/wire/problems.ts';
import { member, MemorySocket } from '../../hostile/memory-socket.ts';
import { until } from '../../support/sync-client.ts';
import { element, many, START, wordsOf, writer } from './article-writer.ts';

const LAYER = commentsLayer('layer', 'article', '2026-01-01T00:00:00.000Z');
const [ANN, BOB] = ['ann', 'bob'].map((id): Actor & { kind: 'member' } => ({
  ...member(id),
  role: 'owner',
})) as [Actor & { kind: 'member' }, Actor & { kind: 'member' }];

/** Nobody outside its server hears anything by it, so that every change meets what is stored. */
const deaf = (): Carrier => inProcessCarrier();

/** Stores nothing while it is held. */
class HeldLog extends MemoryUpdateLog {
  #held: Promise<void> = Promise.resolve();
  /** How often a commit came too late. */
  conflicts = 0;

  /** Gives what lets go of it. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.#held = new Promise((resolve) => (letGo = resolve));
    return letGo;
  }

  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    await this.#held;
    const outcome = await super.commit(writes);
    if (outcome.state === 'conflict') this.conflicts += 1;
    return outcome;
  }
}

/** A log with an article and a layer. */
async function twoRooms(): Promise<HeldLog> {
  const log = new HeldLog();
  await log.commit([{ do: 'append', room: 'article', update: START }, emptyRoom(LAYER)]);
  return log;
}

interface Server {
  readonly rooms: Rooms;
  readonly text: TextRoom;
  readonly layer: LayerRoom;
  readonly failures: unknown[];
}

async function serverOn(log: MemoryUpdateLog, carrier: Carrier): Promise<Server> {
  const failures: unknown[] = [];
  const rooms = new Rooms({
    log,
    carrier,
    project: (_layer, id, annotation) => [
      annotation === null
        ? { do: 'remove', space: 'queue', key: id }
        : { do: 'put', space: 'queue', key: id, value: annotation.body },
    ],
    now: () => new Date(0),
    wordsChanged() {},
    failed: (error) => failures.push(error),
  });
  onTestFinished(() => rooms.close());
  const [text, layer] = await Promise.all([rooms.text('article'), rooms.layer(LAYER)]);
  if (text === null || layer === null) throw new Error('A room is missing.');
  return { rooms, text, layer, failures };
}

const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

function comment(at: number, body = `note ${at}`): Command {
  const anchor = { start: '', end: '', exact: 'x', prefix: '', suffix: '', from: 0, to: 1 };
  const kind = 'comment';
  return {
    do: 'create',
    id: idOf(at),
    kind,
    anchor,
    body,
    replacement: null,
    color: null,
    tags: [],
  };
}

const reply = (id: string, body: string): Command => ({
  do: 'reply',
  annotation: idOf(0),
  id,
  body,
});

/** What a server that is started now reads. */
async function storedIn(log: MemoryUpdateLog) {
  const fresh = await serverOn(log, deaf());
  return {
    notes: fresh.layer.annotations,
    words: fresh.text.document.read(wordsOf),
    writers: clientsIn(fresh.layer),
  };
}

function clientsIn({ document }: LayerRoom): number[] {
  return [...Y.decodeStateVector(document.history.stateVector).keys()];
}

const insert = (words: string) => (root: Y.XmlFragment) =>
  root.insert(1, [element('paragraph', words)]);

/** At the end of the first paragraph. */
const type = (letter: string) => (root: Y.XmlFragment) => {
  const words = (root.get(1) as Y.XmlElement).get(0) as Y.XmlText;
  words.insert(words.length, letter);
};

test('SV1 what another server has stored is taken in and sent to all who are here', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, carrier), await serverOn(log, carrier)];
  const told: Uint8Array[] = [];
  other.text.document.onPublished((update) => void told.push(update));
  const socket = MemorySocket.join(other.layer, member('reader'), { write: false });
  let frames = 0;
  socket.onWrite = () => (frames += 1);
  await one.layer.perform(comment(0), LAYER, ANN);
  const { change } = writer(7);
  for (const words of ['first', 'second']) await one.text.submit(change(insert(words)), ANN);
  await until(
    () => told.length === 2 && other.layer.annotations.length === 1 && frames > 0,
    'the news',
  );
  const here = await log.load('article');
  expect(told.map((update) => [...update])).toEqual(here?.updates.slice(1).map((one) => [...one]));
  expect(other.layer.annotations).toEqual(one.layer.annotations);
  expect(log.conflicts).toBe(0);
  expect([one.failures, other.failures]).toEqual([[], []]);
});

test('SV2 commands that meet on two servers are all done, once', async () => {
  const log = await twoRooms();
  const servers = [await serverOn(log, deaf()), await serverOn(log, deaf())];
  await servers[0]!.layer.perform(comment(0, 'the first'), LAYER, ANN);
  const performed = [];
  for (let at = 1; at <= 40; at += 1) {
    const { layer } = servers[at % 2]!;
    performed.push(layer.perform(comment(at), LAYER, at % 2 === 0 ? ANN : BOB));
    performed.push(layer.perform(reply(`r${at}`, `reply ${at}`), LAYER, BOB));
    if (at % 5 === 0) await Promise.all(performed);
  }
  for (const result of await Promise.all(performed)) expect(result.ok).toBe(true);
  const { notes, writers } = await storedIn(log);
  expect(notes.map(({ body }) => body).sort()).toEqual(
    ['the first', ...Array.from({ length: 40 }, (_, at) => `note ${at + 1}`)].sort(),
  );
  expect(notes.find(({ body }) => body === 'the first')?.replies).toHaveLength(40);
  expect(writers).toEqual([SERVER_WRITER]);
  expect(await log.list('queue')).toHaveLength(41);
  expect(log.conflicts).toBeGreaterThan(3);
});

test('SV2 what rested on a change that came too late is done again after it, and before anything newer', async () => {
  const log = await twoRooms();
  const [one, other] = [await serverOn(log, deaf()), await serverOn(log, deaf())];
  const [anna, bert] = [writer(7), writer(8)];
  const letGo = log.hold();
  const first = one.text.submit(anna.change(insert('of Anna')), ANN);
  const typing = Array.from({ length: 30 }, (_, at) => {
    const work = at === 0 ? insert('Bert') : type(`${at % 10}`);
    return other.text.submit(bert.change(work), BOB);
  });
  letGo();
  await first;
  for (const submission of await Promise.all(typing)) expect(submission.state).toBe('stored');
  expect(log.conflicts).toBeGreaterThan(0);
  const { words } = await storedIn(log);
  expect(words).toContain('of Anna');
  expect(words).toContain(`Bert${Array.from({ length: 29 }, (_, at) => (at + 1) % 10).join('')}`);
  expect((await log.load('article'))?.next).toBe(1 + 1 + 1 + 30);
});

test('SV2 a large frame that is being judged meanwhile keeps its turn', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, carrier), await serverOn(log, carrier)];
  const [anna, bert] = [writer(7), writer(8)];
  const large = other.text.submit(
    bert.change((root) => many(root)),
    BOB,
  );
  const after = other.text.submit(bert.change(insert('after it')), BOB);
  expect(other.text.document.staged.isLocked).toBe(true);
  const others = ['first', 'second', 'third'];
  for (const words of others) await one.text.submit(anna.change(insert(words)), ANN);
  expect([await large, await after]).toEqual([{ state: 'stored' }, { state: 'stored' }]);
  const { words } = await storedIn(log);
  for (const part of [...others, 'after it', 'number 2999'])
    expect(words.split(`>${part}<`)).toHaveLength(2);
  await until(() => one.text.document.read(wordsOf) === words, 'the same at the first');
});

test('SV2 a large frame is stored although another server stores something all the time', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, carrier), await serverOn(log, carrier)];
  const [anna, bert] = [writer(7), writer(8)];
  let isStored = false;
  const large = other.text
    .submit(
      bert.change((root) => many(root)),
      BOB,
    )
    .then(({ state }) => (isStored = state === 'stored'));
  await one.text.submit(anna.change(insert('key ')), ANN);
  let keys = 0;
  for (; !isStored && keys < 2000; keys += 1) {
    await one.text.submit(anna.change(type('x')), ANN);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await large;
  expect([isStored, keys < 2000]).toEqual([true, true]);
  const { words } = await storedIn(log);
  expect(words).toContain(`>key ${'x'.repeat(keys)}<`);
  expect(words).toContain('number 2999');
});

test('SV3 a command that comes too late is decided anew, on the annotation as it is then', async () => {
  const log = await twoRooms();
  const one = await serverOn(log, deaf());
  await one.layer.perform(comment(0), LAYER, ANN);
  const other = await serverOn(log, deaf());
  const letGo = log.hold();
  const deleted = one.layer.perform({ do: 'delete', annotation: idOf(0) }, LAYER, ANN);
  const same = [one, other].map(({ layer }) => layer.perform(comment(1, 'twice'), LAYER, ANN));
  const late = other.layer.perform(reply('r', 'too late'), LAYER, BOB);
  letGo();
  for (const result of await Promise.all([deleted, ...same])) expect(result.ok).toBe(true);
  expect(await late).toMatchObject({ ok: false, problem: { status: 404 } });
  const { notes } = await storedIn(log);
  expect(notes.map(({ body }) => body)).toEqual(['twice']);
});

test('SV3 what changes nothing is answered only when what it rests on is stored', async () => {
  const log = await twoRooms();
  const [one, other] = [await serverOn(log, deaf()), await serverOn(log, deaf())];
  const letGo = log.hold();
  const before = one.layer.perform(comment(0, 'of the other'), LAYER, ANN);
  // Bob's create finds Ann's under the same id once it is done again, and so does his second.
  const twice = [1, 2].map(() => other.layer.perform(comment(0, 'of Bob'), LAYER, BOB));
  letGo();
  expect((await before).ok).toBe(true);
  const [first, second] = await Promise.all(twice);
  expect([first?.ok, second?.ok]).toEqual([false, false]);
  expect((await storedIn(log)).notes.map(({ body }) => body)).toEqual(['of the other']);
});

test('SV4 a client id that another server has given to somebody is not given to others here', async () => {
  const log = await twoRooms();
  const [one, other] = [await serverOn(log, deaf()), await serverOn(log, deaf())];
  const [vera, mallory] = [writer(77), writer(77)];
  expect(await one.text.submit(vera.change(insert('of Vera')), ANN)).toEqual({ state: 'stored' });
  const his = await other.text.submit(mallory.change(insert('of Mallory')), BOB);
  expect(his).toMatchObject({ state: 'refused', close: { reason: 'client id of another' } });
  // Nor later, when all is quiet.
  mallory.change(insert('again'));
  const stolen = Y.encodeStateAsUpdate(mallory.doc, Y.encodeStateVector(vera.doc));
  expect(await other.text.submit(stolen, BOB)).toMatchObject({ state: 'refused' });
  const gone = await other.text.submit(vera.change(insert('more of Vera')), ANN);
  expect(gone).toEqual({ state: 'stored' });
  const { words } = await storedIn(log);
  expect([words.includes('of Vera'), words.includes('Mallory')]).toEqual([true, false]);
});

test('SV4 who comes over from another server with words that are stored there stores them once', async () => {
  const log = await twoRooms();
  const [one, other] = [await serverOn(log, deaf()), await serverOn(log, deaf())];
  const { doc, change } = writer(7);
  await one.text.submit(change(insert('a')), ANN);
  for (const letter of 'bcd') await one.text.submit(change(type(letter)), ANN);
  change(type('e'));
  const all = Y.encodeStateAsUpdate(doc, other.text.document.history.stateVector);
  const both = [other.text.submit(all, ANN), other.text.submit(change(type('f')), ANN)];
  expect(await Promise.all(both)).toEqual([{ state: 'stored' }, { state: 'stored' }]);
  expect(log.conflicts).toBe(1);
  const { words } = await storedIn(log);
  expect([words, words.includes('>abcdef<')]).toEqual([wordsOf(doc), true]);
  const last = (await log.load('article'))?.updates.at(-2);
  expect(last?.byteLength).toBeLessThan(30);
});

test('SV4 who goes on typing at another server is not held to be at the old place here', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, carrier), await serverOn(log, carrier)];
  const { doc, change } = writer(7);
  await one.text.submit(change(insert('a')), ANN);
  for (const letter of 'bc') await one.text.submit(change(type(letter)), ANN);
  const areEven = () => one.text.document.history.next === other.text.document.history.next;
  await until(areEven, 'what was typed at the first');
  for (const letter of 'de') await other.text.submit(change(type(letter)), ANN);
  await until(areEven, 'what was typed at the other');
  // The same clocks with other words: passed over as known, and not taken for the next keys.
  const forged = new Y.Doc();
  const known = (await log.load('article'))!.updates.slice(0, 4);
  for (const update of known) Y.applyUpdate(forged, update);
  const before = Y.encodeStateVector(forged);
  forged.clientID = 7;
  forged.transact(() => type('X')(forged.getXmlFragment('article')));
  await one.text.submit(Y.encodeStateAsUpdate(forged, before), ANN);
  for (const letter of 'fg') await one.text.submit(change(type(letter)), ANN);
  const { words } = await storedIn(log);
  expect(words).toContain('>abcdefg<');
  expect(words).toBe(wordsOf(doc));
});

test('SV5 a command and the words that go with it are done anew together', async () => {
  const log = await twoRooms();
  const one = await serverOn(log, deaf());
  await one.layer.perform(comment(0), LAYER, ANN);
  const other = await serverOn(log, deaf());
  const accept = ({ text, layer }: Server, words: string) =>
    layer.perform(reply(words, words), LAYER, ANN, {
      alongside: text.document,
      alsoCommit: () => {
        const update = text.stageEdit(insert(words));
        return done({ updates: update === null ? [] : [update] });
      },
    });
  const { change } = writer(9);
  const letGo = log.hold();
  const performed = [
    accept(one, 'by one'),
    accept(other, 'by the other'),
    // Only its layer's change comes too late, and what was typed on top of its words falls with it.
    other.text.submit(change(insert('typed')), BOB),
    accept(other, 'once more'),
  ];
  letGo();
  await Promise.all(performed);
  const { notes, words } = await storedIn(log);
  expect(notes[0]?.replies.map(({ body }) => body).sort()).toEqual(
    ['by one', 'by the other', 'once more'].sort(),
  );
  for (const part of ['by one', 'by the other', 'typed', 'once more'])
    expect(words.split(`>${part}<`)).toHaveLength(2);
});

test('SV6 a room that another server deletes is closed, and nothing brings it back', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, carrier), await serverOn(log, carrier)];
  const [reader, watcher] = [other.text, other.layer].map((room) => MemorySocket.join(room));
  const letGo = log.hold();
  const deleted = one.rooms.delete(['article', 'article/layer'], () => Promise.resolve([]));
  const { change } = writer(7);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const late = [
    other.text.submit(change(insert('too late')), ANN),
    other.layer.perform(comment(0), LAYER, ANN),
  ];
  letGo();
  await deleted;
  const [typed, noted] = await Promise.all(late);
  expect([typed, noted]).toMatchObject([{ state: 'later' }, { ok: false }]);
  await until(() => reader?.closed !== null && watcher?.closed !== null, 'the goodbye');
  expect([reader?.closed, watcher?.closed]).toEqual([CLOSE.noSuchRoom, CLOSE.noSuchRoom]);
  expect(await other.rooms.text('article')).toBe(null);
  expect([await log.rooms(), await log.list('queue')]).toEqual([[], []]);
});

test('SV7 news that is early, late, repeated or about nothing changes nothing', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, other] = [await serverOn(log, deaf()), await serverOn(log, carrier)];
  const told: Uint8Array[] = [];
  other.text.document.onPublished((update) => void told.push(update));
  const { change } = writer(7);
  await publishRoomNews(carrier, 'article', 3);
  for (const words of ['one', 'two', 'three']) await one.text.submit(change(insert(words)), ANN);
  const { next } = one.text.document.history;
  for (const news of [3, next, 2, next, 1, 99]) await publishRoomNews(carrier, 'article', news);
  await until(() => told.length === 3, 'all three');
  await other.text.submit(change(insert('four')), ANN);
  expect(told).toHaveLength(4);
  expect(other.text.document.read(wordsOf)).toBe((await storedIn(log)).words);
});

test('SV7 news that comes while a room is loaded is not missed', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const one = await serverOn(log, carrier);
  const loading = log.load.bind(log);
  let loaded = (): void => undefined;
  const held = new Promise<void>((resolve) => (loaded = resolve));
  log.load = async (room, from) => {
    const stored = await loading(room, from);
    await held;
    return stored;
  };
  const opening = serverOn(log, carrier);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await one.text.submit(writer(7).change(insert('meanwhile')), ANN);
  loaded();
  const other = await opening;
  await until(() => other.text.document.read(wordsOf).includes('meanwhile'), 'what came meanwhile');
});

test('SV8 a room that another server has compacted goes on', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const [one, behind] = [await serverOn(log, carrier), await serverOn(log, deaf())];
  const { change } = writer(7);
  for (let at = 0; at < 120; at += 1) await one.text.submit(change(insert(`line ${at}`)), ANN);
  await one.text.document.compact();
  expect((await log.load('article'))?.updates).toHaveLength(1);
  const told: Uint8Array[] = [];
  behind.text.document.onPublished((update) => void told.push(update));
  expect(await behind.text.submit(writer(8).change(insert('from behind')), BOB)).toEqual({
    state: 'stored',
  });
  expect(told).toHaveLength(2);
  const { words } = await storedIn(log);
  expect(behind.text.document.read(wordsOf)).toBe(words);
  for (const part of ['line 0', 'line 119', 'from behind']) expect(words).toContain(`>${part}<`);
  await behind.text.document.compact();
  await one.text.submit(change(insert('and on')), ANN);
  await until(() => one.text.document.read(wordsOf).includes('from behind'), 'both');
  expect(one.text.document.read(wordsOf)).toBe((await storedIn(log)).words);
});

test('SV9 a store that always says that another was first is taken for broken', async () => {
  const log = await twoRooms();
  const server = await serverOn(log, deaf());
  const commit = log.commit.bind(log);
  let tries = 0;
  log.commit = async (writes) => {
    if (!writes.some((write) => write.do === 'append')) return commit(writes);
    tries += 1;
    return { state: 'conflict', room: 'article/layer' };
  };
  await expect(server.layer.perform(comment(0), LAYER, ANN)).rejects.toThrow('can not take');
  expect(tries).toBeLessThan(200);
  expect(server.layer.annotations).toEqual([]);
  log.commit = commit;
  await until(() => server.rooms.areWritable, 'that it recovers', 5000);
  expect((await server.layer.perform(comment(0), LAYER, ANN)).ok).toBe(true);
});

test('SV11 who has seen something at one server finds it at another', async () => {
  const log = await twoRooms();
  const carrier = inProcessCarrier();
  const servers = [await serverOn(log, carrier), await serverOn(log, carrier)];
  for (let at = 0; at < 20; at += 1) {
    const [one, other] = at % 2 === 0 ? servers : servers.toReversed();
    const note = at === 0 ? comment(0) : reply(`r${at}`, `reply ${at}`);
    expect((await one?.rooms.layer(LAYER))?.annotations[0]?.replies.length ?? 0).toBe(
      Math.max(0, at - 1),
    );
    const done = await one?.layer.perform(note, LAYER, ANN);
    expect(done?.ok).toBe(true);
    expect((await other?.rooms.layer(LAYER))?.annotations[0]?.replies).toHaveLength(at);
  }
  expect(log.conflicts).toBe(0);
});
