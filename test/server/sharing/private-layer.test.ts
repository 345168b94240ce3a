/** What is written where somebody may not read never reaches them: every frame and every answer is looked through. */
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { askAt, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket, until } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';

/** A layer that others may not read, with all that would give it away. */
interface Hidden {
  readonly layer: string;
  readonly annotations: string[];
  /** Stand in its annotations and nowhere else. */
  readonly words: readonly [body: string, replacement: string, tag: string];
}

/** Somebody who looks on, by every way there is. */
interface Onlooker {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<string>;
  /** The text, the layers that all members read, then the hidden ones. */
  readonly sockets: readonly RawSocket[];
}

let server: TestServer;
let article: ArticleReply;
let writer: { id: string; token: string };
/** The writer's own notes, and a layer for moderators. */
let notes: Hidden;
let desk: Hidden;

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Tale\n\nA cat saw a dog, and a fox saw them both.');
  writer = await server.member('Wanda Writer', 'moderator');
  const asked = { name: 'Desk sarsaparilla', audience: 'moderators' };
  const made = await server.ask('POST', at('/layers'), asked, writer.token);
  notes = await hidden('notes', ['quixotic', 'zephyrine', 'tag-obsidian']);
  desk = await hidden(made.json.id, ['gossamer', 'marzipan', 'tag-verdigris']);
});
afterAll(() => server.close());

async function hidden(layer: string, words: Hidden['words']): Promise<Hidden> {
  const made = await write(layer, words);
  return { layer: made.layer, annotations: [made.id], words };
}

async function write(layer: string, [body, replacement, tag]: Hidden['words']) {
  const asked = { layer, kind: 'suggestion', target: { exact: 'cat' }, body, replacement };
  return expectDone('POST', at('/annotations'), { ...asked, tags: [tag] });
}

async function expectDone(method: string, path: string, body?: unknown) {
  const reply = await server.ask(method, path, body, writer.token);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
  return reply.json;
}

/** All that can be done in a layer, while others look on. */
async function work({ layer, annotations, words }: Hidden): Promise<void> {
  const { id } = await write(layer, words);
  annotations.push(id);
  const [body, replacement] = words;
  const path = at(`/annotations/${id}`);
  await expectDone('PATCH', path, { body: `${body} still`, replacement: `${replacement} too` });
  await expectDone('POST', `${path}/replies`, { body });
  await expectDone('POST', `${path}/anchor`, { target: { exact: 'fox' } });
  await expectDone('POST', `${path}/status`, { status: 'resolved', note: body });
  await expectDone('POST', `${path}/status`, { status: 'open' });
}

async function entered(opening: Promise<RawSocket | { status: number }>): Promise<RawSocket> {
  const raw = await opening;
  if ('status' in raw) throw new Error(`The upgrade was refused: ${raw.status}`);
  raw.send(syncFrame('step1', Y.encodeStateVector(new Y.Doc())));
  return raw;
}

function everyRoom(open: (room: string) => Promise<RawSocket | { status: number }>) {
  const layers = [...article.layers.map(({ id }) => id), notes.layer, desk.layer];
  const rooms = [article.id, ...layers.map((layer) => `${article.id}/${layer}`)];
  return Promise.all(rooms.map((room) => entered(open(room))));
}

async function withToken(token: string): Promise<Onlooker> {
  return {
    ask: async (...asked) => (await askAt(server.url, ...fill(asked), token)).text,
    sockets: await everyRoom((room) => rawSocket(server, room, token === '' ? {} : { token })),
  };
}

function fill([method, path, body]: [string, string, unknown?]): [string, string, unknown] {
  return [method, path, body];
}

async function asGuest(role: 'viewer' | 'editor'): Promise<Onlooker> {
  const browser = await guestOf(server, (await makeShare(server, article.id, { role })).secret);
  return {
    ask: async (...asked) => (await browser.ask(...asked)).text,
    sockets: await everyRoom((room) => browser.socket(room)),
  };
}

const asMember = async (role: 'owner' | 'editor' | 'viewer'): Promise<Onlooker> =>
  withToken((await server.member(`Onlooker ${role}`, role)).token);

/** Everything that can be asked, answered as text without what one has said oneself. */
async function answersTo(ask: Onlooker['ask'], layers: readonly Hidden[]): Promise<string[]> {
  const ids = layers.flatMap(({ layer, annotations }) => [layer, ...annotations]);
  const target = { exact: 'cat' };
  const asked: [string, string, unknown?][] = [
    ['GET', '/api/session'],
    ['GET', '/api/articles'],
    ['GET', '/api/articles?query=tale'],
    ['GET', '/api/members'],
    ['GET', '/api/queue'],
    ['GET', '/api/queue?kind=suggestion'],
    ['GET', '/api/queue?status=resolved'],
    ['GET', '/api/audit'],
    ['GET', '/api/search?q=cat'],
    ['GET', at('')],
    ['GET', at('/text')],
    ['GET', at('/layers')],
    ['GET', at('/people')],
    ['GET', at('/members')],
    ['GET', at('/shares')],
    ['GET', at('/annotations')],
    ['GET', at(`/annotations?author=${writer.id}`)],
    ...COPY_FORMATS.map(({ name }): [string, string] => ['GET', at(`/export?format=${name}`)]),
    ['GET', `/read/${article.slug}`],
    ...ids.flatMap((id): [string, string, unknown?][] => [
      ['GET', at(`/annotations/${id}`)],
      ['GET', at(`/annotations?layer=${id}`)],
      ['GET', at(`/export?format=html&layers=${id}`)],
      ['PATCH', at(`/layers/${id}`), { color: 'blue' }],
      ['PATCH', at(`/annotations/${id}`), { color: 'blue' }],
      ['POST', at(`/annotations/${id}/replies`), { body: 'x' }],
      ['POST', at(`/annotations/${id}/status`), { status: 'accepted' }],
      ['POST', at('/annotations'), { layer: id, kind: 'comment', target }],
    ]),
  ];
  const answers: string[] = [];
  for (const [method, path, body] of asked) {
    const said = ids.filter((id) => path.includes(id) || JSON.stringify(body ?? 0).includes(id));
    let answer = await ask(method, path, body);
    for (const id of said) answer = answer.replaceAll(id, '');
    answers.push(`${method} ${path.replace(/[\w-]{36}/g, '…')} → ${answer}`);
  }
  return answers;
}

const ONLOOKERS: Record<string, [look: () => Promise<Onlooker>, hidden: () => Hidden[]]> = {
  'the owner, of another’s notes': [() => asMember('owner'), () => [notes]],
  'an editor': [() => asMember('editor'), () => [notes, desk]],
  'a viewer': [() => asMember('viewer'), () => [notes, desk]],
  'a guest who edits': [() => asGuest('editor'), () => [notes, desk]],
  'a guest who reads': [() => asGuest('viewer'), () => [notes, desk]],
  'who has no account': [() => withToken(''), () => [notes, desk]],
};

describe('words in a layer that one may not read', () => {
  test.each(Object.entries(ONLOOKERS))('J17 never reach %s', async (name, [look, layers]) => {
    const onlooker = await look();
    for (const layer of layers()) await work(layer);
    const last = { layer: article.layers[0]!.id, kind: 'comment', target: { exact: 'dog' } };
    await expectDone('POST', at('/annotations'), { ...last, body: `${name} may read this` });
    const frames = (): string[] =>
      onlooker.sockets.flatMap((raw) => raw.frames.map((frame) => readable(frame)));
    if (name !== 'who has no account')
      await until(() => frames().some((one) => one.includes('may read this')), 'the last comment');
    const traces = layers().flatMap(({ layer, annotations, words }) => [
      layer,
      ...annotations,
      ...words,
      ...(layer === desk.layer ? ['sarsaparilla'] : ['My notes']),
    ]);
    const told = [...frames(), ...(await answersTo(onlooker.ask, layers()))];
    expect(told.filter((one) => traces.some((trace) => one.includes(trace)))).toEqual([]);
    for (const { socket } of onlooker.sockets) socket.terminate();
  });

  test('J17 would be found in all these ways', async () => {
    const own = await withToken(writer.token);
    await Promise.all([work(notes), work(desk)]);
    const isTold = (trace: string): boolean =>
      own.sockets.some(({ frames }) => frames.some((frame) => readable(frame).includes(trace)));
    const words = [...notes.words, ...desk.words];
    await until(() => words.every(isTold), 'all words in frames');
    const answers = await answersTo(own.ask, [notes, desk]);
    for (const trace of [...words, 'sarsaparilla', 'My notes'])
      expect(answers.filter((one) => one.includes(trace)).length).toBeGreaterThan(1);
    for (const { socket } of own.sockets) socket.terminate();
  });
});

/** A frame's bytes, in which words of plain letters stand as they are. */
function readable(frame: Uint8Array): string {
  return Buffer.from(frame).toString('latin1');
}
