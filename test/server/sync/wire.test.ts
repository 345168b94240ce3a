/** What the stock client and any other y-websocket client rely on. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as Y from 'yjs';
import { awarenessFrame, readFrame, syncFrame } from '../../../server/sync/frames.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket, stockClient, until } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let people: Record<'viewer' | 'commenter' | 'editor' | 'second', { id: string; token: string }>;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# A title\n\nSome words of the article.');
  people = {
    viewer: await server.member('Vera Viewer', 'viewer'),
    commenter: await server.member('Carl Commenter', 'commenter'),
    editor: await server.member('Edith Editor', 'editor'),
    second: await server.member('Sam Second', 'editor'),
  };
});
afterAll(() => server.close());

const text = (doc: Y.Doc): string => doc.getXmlFragment('article').toJSON();

function type(doc: Y.Doc, words: string): void {
  const paragraph = doc.getXmlFragment('article').get(1);
  const inner = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (inner instanceof Y.XmlText) inner.insert(0, words);
}

async function open(room: string, token: string): Promise<RawSocket> {
  const raw = await rawSocket(server, room, { token });
  if ('status' in raw) throw new Error(`refused with ${raw.status}`);
  return raw;
}

/** The text room's state at the server, by way of a fresh client. */
async function stateAtServer(room = article.id): Promise<string> {
  const client = stockClient(server, room, people.viewer.token);
  await client.synced;
  const state = text(client.doc);
  client.destroy();
  return state;
}

describe('the stock client', () => {
  test('W1 syncs, relays edits both ways, and keeps them', async () => {
    const one = stockClient(server, article.id, people.editor.token);
    const other = stockClient(server, article.id, people.second.token);
    await Promise.all([one.synced, other.synced]);
    type(one.doc, 'First. ');
    await until(() => text(other.doc).includes('First. '), 'the edit at the other');
    type(other.doc, 'Second. ');
    await until(() => text(one.doc).includes('Second. '), 'the edit back at the one');
    expect(text(one.doc)).toBe(text(other.doc));
    one.destroy();
    other.destroy();
    expect(await stateAtServer()).toContain('Second. First. ');
  });

  test('W2 uploads what was typed before it connected, because the server sends its own step 1', async () => {
    const first = stockClient(server, article.id, people.editor.token);
    await first.synced;
    first.provider.disconnect();
    type(first.doc, 'Offline. ');
    first.provider.connect();
    await until(
      async () => (await stateAtServer()).includes('Offline. '),
      'the offline edit at the server',
    );
    first.destroy();
  });

  test('W3 step 2 carries deletions even where the state vectors are equal', async () => {
    const late = stockClient(server, article.id, people.viewer.token);
    await late.synced;
    late.provider.disconnect();
    const editor = stockClient(server, article.id, people.editor.token);
    await editor.synced;
    const paragraph = editor.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).delete(0, 1);
    await until(
      async () => (await stateAtServer()) === text(editor.doc),
      'the deletion at the server',
    );
    late.provider.connect();
    await until(() => text(late.doc) === text(editor.doc), 'the deletion at the late one');
    late.destroy();
    editor.destroy();
  });

  test.each([
    ['W4 without a token it is told 4401, once', () => '', () => article.id, 4401],
    ['W4 with a wrong token it is told 4401', () => 'wrong', () => article.id, 4401],
    ['W5 a room that is not there is 4404', () => people.editor.token, () => 'nowhere', 4404],
    [
      'W5 a layer that is not there is 4404',
      () => people.editor.token,
      () => `${article.id}/nowhere`,
      4404,
    ],
    [
      'W5 a layer that one may not read is 4404 too',
      () => people.commenter.token,
      () => layer('Reports'),
      4404,
    ],
  ])('%s', async (_name, token, room, code) => {
    const client = stockClient(server, room(), token());
    expect((await client.closed).code).toBe(code);
    expect(client.doc.share.size === 0 || text(client.doc) === '').toBe(true);
    client.destroy();
  });

  test('W6 another epoch is 4409, the right one is let in', async () => {
    const stale = stockClient(server, article.id, people.editor.token, { epoch: '2' });
    expect((await stale.closed).code).toBe(4409);
    const right = stockClient(server, article.id, people.editor.token, { epoch: '1' });
    await right.synced;
    stale.destroy();
    right.destroy();
  });

  test('W7 an older schema may read and not write', async () => {
    const old = stockClient(server, article.id, people.editor.token, { schema: '0' });
    await old.synced;
    const before = await stateAtServer();
    type(old.doc, 'From the past. ');
    expect(await old.closed).toEqual({ code: 4403, reason: 'this page is older than the server' });
    expect(await stateAtServer()).toBe(before);
    old.destroy();
  });

  test.each(['viewer', 'commenter'] as const)(
    'W8 a %s reads, and writes nothing: 4403 names the rule',
    async (role) => {
      const editor = stockClient(server, article.id, people.editor.token);
      const reader = stockClient(server, article.id, people[role].token);
      await Promise.all([editor.synced, reader.synced]);
      const before = text(editor.doc);
      expect(text(reader.doc)).toBe(before);
      type(reader.doc, 'Smuggled. ');
      expect(await reader.closed).toMatchObject({ code: 4403, reason: 'edit text' });
      expect(text(editor.doc)).toBe(before);
      expect(await stateAtServer()).toBe(before);
      reader.destroy();
      editor.destroy();
    },
  );

  test('W9 a layer room can be read and is written by nobody on the wire', async () => {
    const { token } = people.editor;
    const reader = stockClient(server, layer('Comments'), token);
    await reader.synced;
    reader.doc.getMap('annotations').set('forged', new Y.Map([['body', 'forged']]));
    expect((await reader.closed).code).toBe(4403);
    const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
    expect(json.items).toEqual([]);
    reader.destroy();
  });

  test('W10 presence reaches newcomers, carries the name of the session, and goes with the socket', async () => {
    const one = stockClient(server, article.id, people.editor.token);
    await one.synced;
    one.provider.awareness.setLocalStateField('user', {
      name: 'Somebody else',
      id: 'x',
      color: 'red',
    });
    const other = stockClient(server, article.id, people.viewer.token);
    await other.synced;
    const seen = () => other.provider.awareness.getStates().get(one.doc.clientID)?.['user'];
    await until(() => seen() !== undefined, 'the presence at the newcomer');
    expect(seen()).toMatchObject({ id: people.editor.id, name: 'Edith Editor' });
    one.provider.ws?.close();
    await until(() => seen() === undefined, 'the presence gone with its socket');
    // The client comes back with an unchanged clock and must be seen at once.
    await until(() => seen() !== undefined, 'the presence back', 3000);
    one.destroy();
    other.destroy();
  });

  test('W11 the sender gets its own presence back, so that a lone client stays connected', async () => {
    const raw = await open(article.id, people.editor.token);
    const awareness = new awarenessProtocol.Awareness(new Y.Doc());
    awareness.setLocalState({ cursor: null });
    raw.send(
      awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(awareness, [awareness.clientID])),
    );
    await until(() => raw.frames.some((frame) => frame[0] === 1), 'the echo');
    awareness.destroy();
    raw.socket.close();
  });

  test('W12 with ack=1 the server says what is stored', async () => {
    const client = stockClient(server, article.id, people.editor.token, { ack: '1' });
    let stored = new Map<number, number>();
    client.provider.messageHandlers[100] = (_encoder, decoder) => {
      stored = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
    };
    await client.synced;
    type(client.doc, 'Kept. ');
    await until(
      () => stored.get(client.doc.clientID) === Y.getState(client.doc.store, client.doc.clientID),
      'the word',
    );
    client.destroy();
  });

  test('W13 an update of 900 kB arrives whole', async () => {
    const own = await server.article('# Large\n\nStart.');
    const one = stockClient(server, own.id, people.editor.token);
    await one.synced;
    type(one.doc, 'x'.repeat(900_000));
    await until(async () => (await stateAtServer(own.id)).length > 900_000, 'the large edit');
    one.destroy();
  });

  test('W14 ten writers with cuts converge', async () => {
    const own = await server.article('# Many\n\nStart.');
    const clients = Array.from({ length: 10 }, () =>
      stockClient(server, own.id, people.editor.token),
    );
    await Promise.all(clients.map(({ synced }) => synced));
    for (let round = 0; round < 10; round += 1) {
      for (const [at, { doc }] of clients.entries()) type(doc, `${at}.${round} `);
      clients[round]?.provider.ws?.close();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await until(
      () => new Set(clients.map(({ doc }) => text(doc))).size === 1,
      'one text for all',
      15_000,
    );
    await until(
      async () => (await stateAtServer(own.id)) === text(clients[0]!.doc),
      'the same at the server',
    );
    expect(text(clients[0]!.doc)).toContain('9.9 ');
    for (const client of clients) client.destroy();
  });
});

describe('frames', () => {
  test.each<[string, Uint8Array | string, number]>([
    ['an empty frame', new Uint8Array(), 4400],
    ['an unknown type', Uint8Array.of(77, 1), 4400],
    ['a cut-off sync message', Uint8Array.of(0, 2, 200), 4400],
    ['trailing bytes', Uint8Array.of(0, 0, 1, 0, 9), 4400],
    ['text', 'hello', 4400],
    ['an update that is none', syncFrame('update', Uint8Array.of(9, 9, 9)), 4400],
    ['a state vector that is none', syncFrame('step1', Uint8Array.of(250)), 4400],
    ['over a mebibyte', syncFrame('update', new Uint8Array((1 << 20) + 1)), 4413],
  ])('W15 %s ends the socket and hurts nobody', async (_name, frame, code) => {
    const before = await stateAtServer();
    const raw = await open(article.id, people.editor.token);
    raw.send(frame);
    expect((await raw.closed).code).toBe(code);
    expect(await stateAtServer()).toBe(before);
  });

  test('W16 presence of another socket’s client id is forged: 4403', async () => {
    const victim = await open(article.id, people.editor.token);
    victim.send(awarenessFrame(awarenessOf('{}', 1)));
    await until(() => victim.frames.some((frame) => frame[0] === 1), 'the victim’s presence');
    const forger = await open(article.id, people.second.token);
    forger.send(awarenessFrame(awarenessOf('{"cursor":null}', 7)));
    expect((await forger.closed).code).toBe(4403);
    victim.socket.close();
  });

  test('W16 what a client repeats of others is left out, and binds nobody', async () => {
    const one = await open(article.id, people.editor.token);
    one.send(awarenessFrame(awarenessOf('{}', 1)));
    await until(() => one.frames.some((frame) => frame[0] === 1), 'the presence');
    const other = await open(article.id, people.second.token);
    other.send(awarenessFrame(awarenessOf('{}', 1)));
    other.send(syncFrame('step1', Uint8Array.of(0)));
    await until(() => other.frames.some((frame) => frame[1] === 1), 'an answer');
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    one.socket.close();
    other.socket.close();
  });

  test.each([
    ['too many entries', () => encoding.encode((e) => encoding.writeVarUint(e, 300_000))],
    ['a prototype key', () => awarenessOf('{"__proto__":{"admin":true}}')],
    ['a state that is no object', () => awarenessOf('[1]')],
    ['no JSON', () => awarenessOf('{')],
  ])('W17 presence with %s is refused', async (_name, make) => {
    const raw = await open(article.id, people.editor.token);
    raw.send(awarenessFrame(make()));
    expect((await raw.closed).code).toBe(4403);
  });

  test('W18 each frame from the server holds one message', async () => {
    const raw = await open(article.id, people.editor.token);
    raw.send(syncFrame('step1', Uint8Array.of(0)));
    await until(() => raw.frames.length >= 2, 'step 1 and step 2');
    for (const frame of raw.frames) expect(readFrame(frame)).not.toBeNull();
    raw.socket.close();
  });

  test.each([
    ['a foreign site', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
  ])('W19 %s is refused before the upgrade', async (_name, headers) => {
    const refused = await rawSocket(server, article.id, { token: people.editor.token, headers });
    expect(refused).toEqual({ status: 403 });
  });

  test('W20 a role that is taken away closes the sockets that it opened', async () => {
    const { id, token } = await server.member('Gone Soon', 'editor');
    const client = stockClient(server, article.id, token);
    await client.synced;
    await server.ask('DELETE', `/api/members/${id}`);
    expect((await client.closed).code).toBe(4401);
    client.destroy();
  });

  test('W21 what the store refuses reaches nobody, and the socket is told to come back', async () => {
    const memory = await testServer();
    const own = await memory.article('# Full\n\nStart.');
    const writer = await memory.member('Will Writer', 'editor');
    const one = stockClient(memory, own.id, writer.token);
    const other = stockClient(memory, own.id, writer.token);
    await Promise.all([one.synced, other.synced]);
    const before = text(other.doc);
    memory.store.failNext(new Error('No space left on device'));
    const ended = new Promise<number>((resolve) =>
      one.provider.on('connection-close', (event: { code: number } | null) =>
        resolve(event?.code ?? 0),
      ),
    );
    type(one.doc, 'Not kept at first. ');
    expect(await ended).toBe(4507);
    expect(text(other.doc)).toBe(before);
    // The disk has room again: the client comes back and offers the words once more.
    await until(() => text(other.doc).includes('Not kept at first. '), 'the words after all');
    one.destroy();
    other.destroy();
    await memory.close();
  });
});

describe('what goes wrong on the way', () => {
  test('W22 pieces that are missing are asked for once; what was sent meanwhile is let go', async () => {
    const raw = await open(article.id, people.editor.token);
    await until(() => raw.frames.length > 0, 'the server’s step 1');
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const letter of 'abcd') {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(letter)]);
      doc.getXmlFragment('article').push([paragraph]);
    }
    const [, ...later] = updates;
    raw.frames.length = 0;
    for (const update of later) raw.send(syncFrame('update', update));
    await until(() => raw.frames.some((frame) => frame[0] === 0 && frame[1] === 0), 'step 1');
    raw.send(syncFrame('step2', Y.encodeStateAsUpdate(doc)));
    await until(
      async () => (await stateAtServer()).includes('<paragraph>d</paragraph>'),
      'all four',
    );
    expect(raw.frames.filter((frame) => frame[0] === 0 && frame[1] === 0)).toHaveLength(1);
    raw.socket.close();
  });

  test('W22 an answer with a gap ends the socket', async () => {
    const raw = await open(article.id, people.editor.token);
    const doc = new Y.Doc();
    doc.getXmlFragment('article').push([new Y.XmlElement('paragraph')]);
    const known = Y.encodeStateVector(doc);
    doc.getXmlFragment('article').push([new Y.XmlElement('paragraph')]);
    raw.send(syncFrame('step2', Y.encodeStateAsUpdate(doc, known)));
    expect(await raw.closed).toMatchObject({ code: 4403, reason: 'gap in the history' });
  });

  test('W23 while the store takes nothing a room is read and not written, and it recovers by itself', async () => {
    const full = await testServer();
    const own = await full.article('# Full\n\nStart.');
    const writer = await full.member('Will Writer', 'editor');
    const one = stockClient(full, own.id, writer.token, { ack: '1' });
    await one.synced;
    const { log } = full.store;
    const commit = log.commit.bind(log);
    log.commit = () => Promise.reject(new Error('No space left on device'));
    type(one.doc, 'Kept here. ');
    await until(async () => (await tryComment(full, own)) === 503, 'comments refused in words');
    const reader = stockClient(full, own.id, writer.token);
    await reader.synced;
    expect(text(reader.doc)).not.toContain('Kept here. ');
    await until(() => one.provider.synced, 'the writer back, reading');
    type(one.doc, 'And here. ');
    log.commit = commit;
    await until(
      () => text(reader.doc).includes('And here. Kept here. '),
      'all of it at the reader',
    );
    expect(await tryComment(full, own)).toBe(201);
    one.destroy();
    reader.destroy();
    await full.close();
  });
});

async function tryComment(full: TestServer, own: ArticleReply): Promise<number> {
  const target = { exact: 'Start' };
  const body = { layer: own.layers[0]?.id, kind: 'comment', target, body: 'x' };
  return (await full.ask('POST', `/api/articles/${own.id}/annotations`, body)).status;
}

function layer(name: string): string {
  return `${article.id}/${article.layers.find((item) => item.name === name)?.id}`;
}

function awarenessOf(json: string, clock = 1): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 42);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  });
}
