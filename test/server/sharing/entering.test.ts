/** A right that is taken back while somebody is on the way in by it is gone when they arrive. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { memoryStore } from '../../../server/storage/open.ts';
import type { Store } from '../../../server/storage/store.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { rawSocket, until } from '../../support/sync-client.ts';

/** A store whose loading of rooms can be held up. */
function slowStore(): { store: Store; hold: () => () => void; loads: () => number } {
  const store = memoryStore();
  let [held, loads] = [Promise.resolve(), 0];
  const load = store.log.load.bind(store.log);
  store.log.load = async (room) => {
    loads += 1;
    await held;
    return load(room);
  };
  return {
    store,
    loads: () => loads,
    hold() {
      let release = (): void => {};
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

let server: TestServer<Store>;
const slow = slowStore();

beforeAll(async () => {
  server = await testServer({}, slow.store);
});
afterAll(() => server.close());

describe('on the way in', () => {
  test.each([
    ['a member who is removed', 'DELETE', undefined, CLOSE.notSignedIn],
    ['a member who may not read the layer any more', 'PATCH', { role: 'viewer' }, CLOSE.noSuchRoom],
  ] as const)('J23 by a socket: %s', async (_name, method, body, close) => {
    const article = await server.article('# Title\n\nSome words.');
    const reports = article.layers.find(({ name }) => name === 'Reports')?.id;
    const { id, token } = await server.member('Ina Incoming', 'editor');
    const before = slow.loads();
    const release = slow.hold();
    try {
      const raw = await rawSocket(server, `${article.id}/${reports}`, { token });
      if ('status' in raw) throw new Error('The upgrade was refused.');
      await until(() => slow.loads() > before, 'the loading of the room');
      expect((await server.ask(method, `/api/members/${id}`, body)).status).toBeLessThan(300);
      release();
      expect(await raw.closed).toEqual(close);
      expect(raw.frames).toEqual([]);
    } finally {
      release();
    }
  });

  test('J23 by a request whose body takes its time', async () => {
    const article = await server.article('# Slow\n\nSome words.');
    const { id, token } = await server.member('Sam Slow', 'editor');
    const layer = article.layers[0]?.id;
    const body = JSON.stringify({ layer, kind: 'comment', target: { exact: 'words' } });
    const answered = new Promise<number>((resolve, reject) => {
      const slowly = request(
        `${server.url}/api/articles/${article.id}/annotations`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => resolve(response.statusCode ?? 0),
      );
      slowly.on('error', reject);
      slowly.write(body.slice(0, 10));
      // Known once its token's use is noted: it has been let in and waits for the rest.
      const isKnown = async (): Promise<boolean> => {
        const [row] = (await server.ask('GET', `/api/members/${id}/tokens`)).json.items;
        return row.lastUse !== null;
      };
      until(isKnown, 'the request at the door')
        .then(() => server.ask('DELETE', `/api/members/${id}`))
        .then(() => slowly.end(body.slice(10)), reject);
    });
    expect(await answered).toBe(401);
    const { items } = (await server.ask('GET', `/api/articles/${article.id}/annotations`)).json;
    expect(items).toEqual([]);
  });
});
