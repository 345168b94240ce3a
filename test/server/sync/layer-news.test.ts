/** Who hears that an article's layers are others than before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MESSAGE } from '../../../shared/wire/messages.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer;
let article: ArticleReply;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
});
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await server.close();
});

/** The news that a socket hears, each whole; opened and in its room when this resolves. */
async function listening(token: string, query = 'news=1', room = article.id): Promise<Buffer[]> {
  const address = `${server.url.replace('http', 'ws')}/sync/${room}?${query}`;
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
  sockets.push(socket);
  const news: Buffer[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.layers) news.push(data);
      resolve();
    });
  });
  await new Promise((opened) => socket.once('open', opened));
  socket.send(Uint8Array.of(0, 0, 1, 0)); // a step 1 of somebody who has nothing
  await answered;
  return news;
}

test('LN1 those who may read a layer hear that it is there, another one, or gone', async () => {
  const path = `/api/articles/${article.id}/layers`;
  const [editor, viewer] = [
    await server.member('Edith', 'editor'),
    await server.member('Vera', 'viewer'),
  ];
  const other = await server.article('# Another');
  const hears = {
    owner: await listening(OWNER_TOKEN),
    editor: await listening(editor.token),
    viewer: await listening(viewer.token),
    unasked: await listening(editor.token, 'ack=1'),
    elsewhere: await listening(editor.token, 'news=1', other.id),
  };
  const counts = (): Record<string, number> =>
    Object.fromEntries(Object.entries(hears).map(([who, news]) => [who, news.length]));
  const told = (owner: number, edith: number, vera: number) =>
    expect.poll(counts).toEqual({ owner, editor: edith, viewer: vera, unasked: 0, elsewhere: 0 });

  const added = { name: 'Law', color: 'blue', audience: 'editors' };
  const { json: layer } = await server.ask('POST', path, added);
  await told(1, 1, 0);
  await server.ask('PATCH', `${path}/${layer.id}`, { audience: 'members' });
  await told(2, 2, 1);
  await server.ask('PATCH', `${path}/${layer.id}`, { audience: 'moderators' });
  await told(3, 3, 2);
  await server.ask('PATCH', `${path}/${layer.id}`, { name: 'Law and order' });
  await told(4, 3, 2);
  await server.ask('DELETE', `${path}/${layer.id}`);
  await told(5, 3, 2);
  expect(new Set(Object.values(hears).flatMap((news) => news.map(String)))).toEqual(
    new Set([String(Buffer.of(MESSAGE.layers))]),
  );
});

test('LN1 of one’s own notes nobody else hears', async () => {
  const { token } = await server.member('Nora', 'commenter');
  const [own, owner] = [await listening(token), await listening(OWNER_TOKEN)];
  const note = { layer: 'notes', kind: 'comment', target: { exact: 'nine' }, body: 'Mine.' };
  const made = await server.ask('POST', `/api/articles/${article.id}/annotations`, note, token);
  expect(made.status).toBe(201);
  await expect.poll(() => own.length).toBe(1);
  expect(owner).toHaveLength(0);
});
