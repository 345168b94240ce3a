/** Whatever right is taken back: the socket that it opened takes and tells nothing more, within a second. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { readFrame } from '../../../server/sync/frames.ts';
import { Browser, guestOf, makeShare } from '../../support/guests.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket, until } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';
import { typist } from '../../support/typist.ts';

const WITHIN_MS = 1000;

let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# A title\n\nSome words.');
});
afterAll(() => server.close());

async function socketOf(token: string, room = article.id): Promise<RawSocket> {
  const raw = await rawSocket(server, room, { token });
  if ('status' in raw) throw new Error(`The upgrade was refused: ${raw.status}`);
  return raw;
}

async function asked(method: string, path: string, body?: unknown): Promise<void> {
  const reply = await server.ask(method, path, body);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
}

/** Somebody's right to write, how it is taken away, and what they hear. */
interface Right {
  readonly socket: RawSocket;
  readonly revoke: () => Promise<unknown>;
  readonly close: Close;
}

async function memberIn(browser: Browser, name: string): Promise<{ id: string; token: string }> {
  const member = await server.member(name, 'editor');
  await browser.ask('POST', '/api/session', { token: member.token });
  return member;
}

const RIGHTS: Record<string, () => Promise<Right>> = {
  async 'a role in the workspace'() {
    const { id, token } = await server.member('Rosa Role', 'editor');
    return {
      socket: await socketOf(token),
      revoke: () => asked('PATCH', `/api/members/${id}`, { role: 'viewer' }),
      close: CLOSE.rightsChanged,
    };
  },
  async 'a role in the article'() {
    const { id, token } = await server.member('Gerd Grant', 'viewer');
    const path = `/api/articles/${article.id}/members`;
    await asked('POST', path, { member: id, role: 'editor' });
    return {
      socket: await socketOf(token),
      revoke: () => asked('DELETE', `${path}/${id}`),
      close: CLOSE.rightsChanged,
    };
  },
  async membership() {
    const { id, token } = await server.member('Mara Member', 'editor');
    return {
      socket: await socketOf(token),
      revoke: () => asked('DELETE', `/api/members/${id}`),
      close: CLOSE.removed,
    };
  },
  async 'an API token'() {
    const { id, token } = await server.member('Toni Token', 'editor');
    const path = `/api/members/${id}/tokens`;
    const { json } = await server.ask('GET', path);
    return {
      socket: await socketOf(token),
      revoke: () => asked('DELETE', `${path}/${json.items[0].id}`),
      close: CLOSE.tokenEnded,
    };
  },
  async 'an API token that ends'() {
    const { id } = await server.member('Tim Token', 'editor');
    const at = Date.now() + 1500;
    const expires = new Date(at).toISOString();
    const body = { label: 'short', expires };
    const { json } = await server.ask('POST', `/api/members/${id}/tokens`, body);
    return {
      socket: await socketOf(json.token),
      revoke: () => until(() => Date.now() >= at, 'the end of the token'),
      close: CLOSE.tokenEnded,
    };
  },
  async 'a session, by signing out'() {
    const browser = new Browser(server);
    await memberIn(browser, 'Sina Session');
    return {
      socket: await browser.socket(article.id),
      revoke: () => browser.ask('DELETE', '/api/session'),
      close: CLOSE.signedOut,
    };
  },
  async 'a session, from another device'() {
    const [here, there] = [new Browser(server), new Browser(server)];
    const { token } = await memberIn(here, 'Dora Device');
    await there.ask('POST', '/api/session', { token });
    const { json } = await there.ask('GET', '/api/account/sessions');
    const other = json.items.find(({ current }: { current: boolean }) => !current);
    return {
      socket: await here.socket(article.id),
      revoke: () => there.ask('DELETE', `/api/account/sessions/${other.id}`),
      close: CLOSE.signedOut,
    };
  },
  async 'a session that an API token opened'() {
    const browser = new Browser(server);
    const { id } = await memberIn(browser, 'Trude Token');
    const path = `/api/members/${id}/tokens`;
    const { json } = await server.ask('GET', path);
    return {
      socket: await browser.socket(article.id),
      revoke: () => asked('DELETE', `${path}/${json.items[0].id}`),
      close: CLOSE.tokenEnded,
    };
  },
  async 'all other sessions, by a new password'() {
    const [here, there] = [new Browser(server), new Browser(server)];
    const { token } = await memberIn(here, 'Paul Password');
    await there.ask('POST', '/api/session', { token });
    const password = 'a new and long one';
    return {
      socket: await here.socket(article.id),
      revoke: () => there.ask('POST', '/api/account/password', { password }),
      close: CLOSE.signedOut,
    };
  },
  async 'a link'() {
    const share = await makeShare(server, article.id, { role: 'editor' });
    return {
      socket: await (await guestOf(server, share.secret)).socket(article.id),
      revoke: () => asked('DELETE', `/api/articles/${article.id}/shares/${share.id}`),
      close: CLOSE.linkEnded,
    };
  },
  async 'a link that ends'() {
    const at = Date.now() + 1500;
    const expires = new Date(at).toISOString();
    const { secret } = await makeShare(server, article.id, { role: 'editor', expires });
    return {
      socket: await (await guestOf(server, secret)).socket(article.id),
      revoke: () => until(() => Date.now() >= at, 'the end of the link'),
      close: CLOSE.linkEnded,
    };
  },
  async 'a link whose maker may not share any more'() {
    const maker = await server.member('Max Maker', 'editor');
    const { secret } = await makeShare(server, article.id, { role: 'editor' }, maker.token);
    return {
      socket: await (await guestOf(server, secret)).socket(article.id),
      revoke: () => asked('PATCH', `/api/members/${maker.id}`, { role: 'commenter' }),
      close: CLOSE.linkEnded,
    };
  },
  async 'a link whose maker is removed'() {
    const maker = await server.member('Mia Maker', 'editor');
    const { secret } = await makeShare(server, article.id, { role: 'editor' }, maker.token);
    return {
      socket: await (await guestOf(server, secret)).socket(article.id),
      revoke: () => asked('DELETE', `/api/members/${maker.id}`),
      close: CLOSE.linkEnded,
    };
  },
};

describe('a room that is taken away', () => {
  test('J5 a layer closes to who may not read it any more, and stays open to others', async () => {
    const { secret } = await makeShare(server, article.id, { role: 'editor' });
    const viewer = await server.member('Vera Viewer', 'viewer');
    const editor = await server.member('Edith Editor', 'editor');
    const layers = `/api/articles/${article.id}/layers`;
    const layer = (await server.ask('POST', layers, { name: 'Open' })).json.id;
    const room = `${article.id}/${layer}`;
    const shownOut = [
      await socketOf(viewer.token, room),
      await (await guestOf(server, secret)).socket(room),
    ];
    const stays = await socketOf(editor.token, room);
    await asked('PATCH', `${layers}/${layer}`, { audience: 'editors' });
    for (const { closed } of shownOut) expect(await closed).toEqual(CLOSE.noSuchRoom);
    expect(stays.socket.readyState).toBe(stays.socket.OPEN);
    stays.socket.terminate();
  });

  test('J5 an article that is deleted closes to all, its guests included', async () => {
    const short = await server.article('# Short\n\nlived.');
    const { secret } = await makeShare(server, short.id);
    const browser = await guestOf(server, secret);
    const sockets = [
      await socketOf(OWNER_TOKEN, short.id),
      await browser.socket(short.id),
      await browser.socket(`${short.id}/${short.layers[0]!.id}`),
    ];
    await asked('DELETE', `/api/articles/${short.id}`);
    for (const { closed } of sockets) expect(await closed).toEqual(CLOSE.noSuchRoom);
    expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  });

  test('J5 nobody else is disturbed', async () => {
    const share = await makeShare(server, article.id);
    const one = await guestOf(server, share.secret);
    const kept = await guestOf(server, (await makeShare(server, article.id)).secret);
    const { id } = await server.member('Gone', 'editor');
    const sockets = [await socketOf(OWNER_TOKEN), await kept.socket(article.id)];
    const gone = await one.socket(article.id);
    await asked('DELETE', `/api/articles/${article.id}/shares/${share.id}`);
    await asked('DELETE', `/api/members/${id}`);
    await gone.closed;
    for (const { socket } of sockets) {
      expect(socket.readyState).toBe(socket.OPEN);
      socket.terminate();
    }
  });
});

describe('a right that is taken back', () => {
  test.each(Object.keys(RIGHTS))('J5 %s: nothing more is taken from who had it', async (name) => {
    const { socket, revoke, close } = await RIGHTS[name]!();
    const keys = await typist(socket);
    const witness = await socketOf(OWNER_TOKEN);
    const seen: number[] = [];
    witness.socket.on('message', (data: Buffer) => {
      if (readFrame(new Uint8Array(data))?.kind === 'changes') seen.push(Date.now());
    });
    await until(() => seen.length > 5, 'what is typed');
    keys.deafen(); // else the client itself would stop at the goodbye
    await revoke();
    const answered = Date.now();
    const sent = keys.keys();
    await until(() => keys.keys() > sent + 20, 'more keys, which nobody takes');
    keys.listen();
    expect(await socket.closed).toEqual(close);
    const last = seen.at(-1)! - answered;
    console.log(`${name}: last key taken ${last} ms after the answer`);
    expect(last).toBeLessThan(WITHIN_MS);
    keys.stop();
    witness.socket.terminate();
  });

  test.each(Object.keys(RIGHTS))('J6 %s: nothing more is told to who had it', async (name) => {
    const { socket, revoke } = await RIGHTS[name]!();
    const writer = await server.member('Wim Writer', 'editor');
    const keys = await typist(await socketOf(writer.token));
    await until(() => socket.frames.length > 5, 'what another types');
    await revoke();
    const [answered, sent] = [Date.now(), keys.keys()];
    let told = answered;
    socket.socket.on('message', () => (told = Date.now()));
    await socket.closed;
    await until(() => keys.keys() > sent + 20, 'more keys of another');
    expect(told - answered).toBeLessThan(WITHIN_MS);
    keys.stop();
  });
});
