/** A right is revoked at one server, and the sockets that it opened at another close. */
import { expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { Browser, guestOf, makeShare } from '../../support/guests.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { serversOnOneStore } from '../../support/servers-on-one-store.ts';
import { rawSocket } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';

const WITHIN_MS = 1000;

/** Two servers, and an article that both have. */
interface Scene {
  readonly here: TestServer;
  readonly there: TestServer;
  readonly article: ArticleReply;
}

/** A socket at the other server, how its right is revoked here, and what it hears. */
interface Right {
  readonly socket: RawSocket;
  readonly revoke: () => Promise<unknown>;
  readonly close: Close;
}

async function socketAt(server: TestServer, room: string, token: string): Promise<RawSocket> {
  const raw = await rawSocket(server, room, { token });
  if ('status' in raw) throw new Error(`The upgrade was refused: ${raw.status}`);
  return raw;
}

const RIGHTS: Record<string, (scene: Scene) => Promise<Right>> = {
  async 'a role'({ here, there, article }) {
    const { id, token } = await here.member('Rosa Role', 'editor');
    return {
      socket: await socketAt(there, article.id, token),
      revoke: () => here.ask('PATCH', `/api/members/${id}`, { role: 'viewer' }),
      close: CLOSE.rightsChanged,
    };
  },
  async 'a role in an article'({ here, there, article }) {
    const { id, token } = await here.member('Gerd Grant', 'viewer');
    const path = `/api/articles/${article.id}/members`;
    await here.ask('POST', path, { member: id, role: 'editor' });
    return {
      socket: await socketAt(there, article.id, token),
      revoke: () => here.ask('DELETE', `${path}/${id}`),
      close: CLOSE.rightsChanged,
    };
  },
  async membership({ here, there, article }) {
    const { id, token } = await here.member('Mara Member', 'editor');
    return {
      socket: await socketAt(there, article.id, token),
      revoke: () => here.ask('DELETE', `/api/members/${id}`),
      close: CLOSE.removed,
    };
  },
  async 'an API token'({ here, there, article }) {
    const { id, token } = await here.member('Toni Token', 'editor');
    const path = `/api/members/${id}/tokens`;
    const { json } = await here.ask('GET', path);
    return {
      socket: await socketAt(there, article.id, token),
      revoke: () => here.ask('DELETE', `${path}/${json.items[0].id}`),
      close: CLOSE.tokenEnded,
    };
  },
  async 'a session'({ here, there, article }) {
    const { token } = await here.member('Sina Session', 'editor');
    const [leaving, staying] = [new Browser(here), new Browser(there)];
    await leaving.ask('POST', '/api/session', { token });
    staying.cookie = leaving.cookie;
    return {
      socket: await staying.socket(article.id),
      revoke: () => leaving.ask('DELETE', '/api/session'),
      close: CLOSE.signedOut,
    };
  },
  async 'a link'({ here, there, article }) {
    const share = await makeShare(here, article.id, { role: 'editor' });
    return {
      socket: await (await guestOf(there, share.secret)).socket(article.id),
      revoke: () => here.ask('DELETE', `/api/articles/${article.id}/shares/${share.id}`),
      close: CLOSE.linkEnded,
    };
  },
  async 'the reading of a layer'({ here, there, article }) {
    const { token } = await here.member('Vera Viewer', 'viewer');
    const layers = `/api/articles/${article.id}/layers`;
    const { json } = await here.ask('POST', layers, { name: 'Open' });
    return {
      socket: await socketAt(there, `${article.id}/${json.id}`, token),
      revoke: () => here.ask('PATCH', `${layers}/${json.id}`, { audience: 'editors' }),
      close: CLOSE.noSuchRoom,
    };
  },
  async 'an article'({ here, there, article }) {
    const { token } = await here.member('Ann Article', 'editor');
    return {
      socket: await socketAt(there, article.id, token),
      revoke: () => here.ask('DELETE', `/api/articles/${article.id}`),
      close: CLOSE.noSuchRoom,
    };
  },
};

test.each(Object.keys(RIGHTS))('J24 %s', async (name) => {
  const { start } = serversOnOneStore();
  const [here, there] = [await start(), await start()];
  const [article, another] = [await here.article('# One'), await here.article('# Another')];
  const { token } = await here.member('Wim Witness', 'editor');
  const witness = await socketAt(there, another.id, token);
  const { socket, revoke, close } = await RIGHTS[name]!({ here, there, article });
  await revoke();
  const answered = Date.now();
  expect(await socket.closed).toEqual(close);
  expect(Date.now() - answered).toBeLessThan(WITHIN_MS);
  expect(witness.socket.readyState).toBe(witness.socket.OPEN);
  witness.socket.terminate();
});
