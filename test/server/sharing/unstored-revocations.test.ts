/** A right that is taken back while the log takes nothing is gone all the same, for sockets and requests. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { Browser, guestOf, makeShare } from '../../support/guests.ts';
import type { MemoryStore, StoredWrite } from '../../support/memory-store.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';

let server: TestServer<MemoryStore>;
let article: ArticleReply;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# A title\n\nSome words.');
});
afterEach(() => server.store.takeAll());
afterAll(() => server.close());

/** From now on the store takes rows of the catalogue, for which there is room longest, and what `isTaken` says. */
function fillTheDisk(isTaken: (write: StoredWrite) => boolean = () => false): void {
  server.store.takeOnly((write) => write.do === 'set row' || isTaken(write));
}

async function socketOf(token: string): Promise<RawSocket> {
  const raw = await rawSocket(server, article.id, { token });
  if ('status' in raw) throw new Error(`The upgrade was refused: ${raw.status}`);
  return raw;
}

async function signedIn(token: string): Promise<Browser> {
  const browser = new Browser(server);
  await browser.ask('POST', '/api/session', { token });
  return browser;
}

/** A right, how it is taken back, and whether it still opens something over HTTP. */
interface Right {
  readonly socket: RawSocket;
  readonly path: string;
  readonly change?: object;
  readonly close: Close;
}

const RIGHTS: Record<string, () => Promise<Right>> = {
  async membership() {
    const { id, token } = await server.member('Mara Member', 'editor');
    return { socket: await socketOf(token), path: `/api/members/${id}`, close: CLOSE.removed };
  },
  async 'a role in the workspace'() {
    const { id, token } = await server.member('Rosa Role', 'editor');
    return {
      socket: await (await signedIn(token)).socket(article.id),
      path: `/api/members/${id}`,
      change: { role: 'viewer' },
      close: CLOSE.rightsChanged,
    };
  },
  async 'a role in the article'() {
    const { id, token } = await server.member('Gerd Grant', 'viewer');
    const path = `/api/articles/${article.id}/members`;
    await server.ask('POST', path, { member: id, role: 'editor' });
    return {
      socket: await (await signedIn(token)).socket(article.id),
      path: `${path}/${id}`,
      close: CLOSE.rightsChanged,
    };
  },
  async 'an API token'() {
    const { id, token } = await server.member('Toni Token', 'editor');
    const path = `/api/members/${id}/tokens`;
    const [{ id: handle }] = (await server.ask('GET', path)).json.items;
    return { socket: await socketOf(token), path: `${path}/${handle}`, close: CLOSE.tokenEnded };
  },
  async 'a session that an API token opened'() {
    const { id, token } = await server.member('Trude Token', 'editor');
    const path = `/api/members/${id}/tokens`;
    const [{ id: handle }] = (await server.ask('GET', path)).json.items;
    const socket = await (await signedIn(token)).socket(article.id);
    return { socket, path: `${path}/${handle}`, close: CLOSE.tokenEnded };
  },
  async 'a link'() {
    const { id, secret } = await makeShare(server, article.id, { role: 'editor' });
    return {
      socket: await (await guestOf(server, secret)).socket(article.id),
      path: `/api/articles/${article.id}/shares/${id}`,
      close: CLOSE.linkEnded,
    };
  },
  async 'a link whose maker is removed'() {
    const maker = await server.member('Mia Maker', 'editor');
    const { secret } = await makeShare(server, article.id, { role: 'editor' }, maker.token);
    return {
      socket: await (await guestOf(server, secret)).socket(article.id),
      path: `/api/members/${maker.id}`,
      close: CLOSE.linkEnded,
    };
  },
};

test.each(Object.keys(RIGHTS))('J5 %s goes though the log takes nothing', async (name) => {
  const { socket, path, change, close } = await RIGHTS[name]!();
  fillTheDisk();
  const reply = await server.ask(change === undefined ? 'DELETE' : 'PATCH', path, change);
  expect(reply.status).toBeGreaterThanOrEqual(500);
  expect(await socket.closed).toEqual(close);
});

test('J5 the links of who is removed close though the catalogue takes no more, either', async () => {
  const { socket, path, close } = await RIGHTS['a link whose maker is removed']!();
  // The member, then their links.
  server.store.takeOnly((write) => write.do === 'set row' && write.table !== 'shares');
  expect((await server.ask('DELETE', path)).status).toBeGreaterThanOrEqual(500);
  expect(await socket.closed).toEqual(close);
});

test('F13 a token that ends takes its sessions with it, and the log hears of it when it can', async () => {
  const { id, token } = await server.member('Tara Token', 'editor');
  const browser = await signedIn(token);
  const path = `/api/members/${id}/tokens`;
  const [{ id: handle }] = (await server.ask('GET', path)).json.items;
  const sessions = async () => (await server.store.log.list('sessions')).length;
  fillTheDisk();
  const before = await sessions();
  await server.ask('DELETE', `${path}/${handle}`);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  expect(await sessions()).toBe(before);
  server.store.takeAll();
  const other = await server.member('Otto Other', 'editor');
  await signedIn(other.token);
  expect(await sessions()).toBe(before); // one more, and one less
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
});

test('F10 a new password ends the other sessions though the log takes nothing else', async () => {
  const { token } = await server.member('Paul Password', 'editor');
  const [here, there] = [await signedIn(token), await signedIn(token)];
  const socket = await here.socket(article.id);
  fillTheDisk((write) => write.do === 'put' && write.space === 'passwords');
  const password = 'a new and long one';
  const reply = await there.ask('POST', '/api/account/password', { password });
  expect(reply.status).toBeGreaterThanOrEqual(500);
  expect(await socket.closed).toEqual(CLOSE.signedOut);
  expect((await here.ask('GET', '/api/session')).status).toBe(401);
});
