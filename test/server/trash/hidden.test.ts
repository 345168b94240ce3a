/** Whoever asks for an article in the trash, by whatever route, gets what there is for one that never was. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hurriedTime } from '../../support/hurried-time.ts';
import { pictureForm } from '../../support/pictures.ts';
import { testServer } from '../../support/server.ts';
import type { Reply, TestServer } from '../../support/server.ts';
import { rawSocket } from '../../support/sync-client.ts';
import { RECIPES } from '../http/access-recipes.ts';
import type { Recipe } from '../http/access-recipes.ts';
import { AccessScene, comment, layerNamed } from '../http/access-scene.ts';
import type { Params, Who } from '../http/access-scene.ts';

const WAIT_MS = 240_000;

let server: TestServer;

beforeAll(async () => {
  const environment = { GALLEY_REPORTS_PER_HOUR: '100000' };
  server = await testServer({ environment, now: hurriedTime() });
});
afterAll(() => server.close());

/** What lies in the article that the scene's people may see. */
const IN_ARTICLE = [
  'article',
  'layer',
  'annotation',
  'reply',
  'grantee',
  'grant',
  'share',
  'shareSecret',
  'receipt',
  'published',
  'slug',
];

const asked = Object.entries(RECIPES).flatMap(([route, recipes]) =>
  [recipes]
    .flat()
    .filter(({ thing }) => thing !== null && IN_ARTICLE.includes(thing))
    .map((recipe) => ({ route, recipe })),
);

function ask(at: AccessScene, who: Who, route: string, recipe: Recipe, params: Params) {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'none');
  const { body, query = '' } = recipe;
  const filled = typeof body === 'function' ? (body as (made: Params) => unknown)(params) : body;
  return at.ask(who, method, `${address}${query}`, filled);
}

const whole = ({ status, headers, text }: Reply) =>
  [status, headers.get('content-type'), text].join(' ');

test(
  'TR1 on every route an article in the trash is like one that never was',
  async () => {
    expect(asked.length).toBeGreaterThan(35);
    const faults: string[] = [];
    for (const { route, recipe } of asked) {
      if (recipe.thing === null) continue;
      for (const who of ['owner', 'guest', 'nobody'] as const) {
        // One after the other: each has an article of its own.
        const at = await AccessScene.make(server);
        const params = await at[recipe.thing](who, 'own');
        await at.person(who);
        await server.ask('DELETE', `/api/articles/${at.here.id}`);
        const inTrash = await ask(at, who, route, recipe, params);
        const other = 'id' in params ? { id: randomUUID() } : {};
        const absent = { ...(await at[recipe.thing](who, 'absent')), ...other };
        const never = await ask(at, who, route, recipe, absent);
        // The client's page asks for the article itself.
        const isPage = route === 'GET /articles/:id';
        if (inTrash.status < 400 && !isPage) faults.push(`${route} ${who} ${inTrash.status}`);
        if (whole(inTrash) !== whole(never)) faults.push(`${route} ${who} differs`);
      }
    }
    expect(faults.join('\n')).toBe('');
  },
  WAIT_MS,
);

test('TR1 no list, count or page has a word of it', async () => {
  const article = await server.article('# Kumquat\n\nA cat saw a zebrafish.');
  const at = (rest: string) => `/api/articles/${article.id}${rest}`;
  await server.ask('PATCH', at(''), { status: 'published' });
  const picture = await server.ask('POST', at('/pictures'), pictureForm());
  const words = { ...comment(layerNamed(article, 'Comments')), body: 'Tamarillo?' };
  await server.ask('POST', at('/annotations'), words);
  const share = await server.ask('POST', at('/shares'), { role: 'viewer', label: 'Physalis' });
  expect(share.status).toBe(201);
  const queued = async () => (await server.ask('GET', '/api/queue')).json.counts.all as number;
  const before = await queued();
  await server.ask('DELETE', at(''));
  expect(await queued()).toBe(before - 1);
  const lists = Object.entries(RECIPES).filter(
    ([route]) => /^GET (?!.*:)/.test(route) && !/audit|trash/.test(route),
  );
  expect(lists.length).toBeGreaterThan(15);
  for (const [route, recipes] of lists) {
    const { query = '' } = [recipes].flat()[0] ?? {};
    const { text } = await server.ask('GET', `${route.slice(4)}${query}`);
    expect([route, text]).not.toMatchObject([
      route,
      expect.stringMatching(new RegExp(`${article.id}|Kumquat|Tamarillo|Physalis`)),
    ]);
  }
  expect((await server.ask('GET', picture.json.url)).status).toBe(404);
  expect((await server.ask('GET', `/read/${article.slug}`)).status).toBe(404);
  expect((await server.ask('GET', `/api/queue?article=${article.id}`)).json.counts.all).toBe(0);
});

test('TR1 its rooms close with 4404, as does that of a deleted layer, and nobody comes in again', async () => {
  const article = await server.article('# Tale\n\nA cat.');
  const reports = layerNamed(article, 'Reports');
  const comments = layerNamed(article, 'Comments');
  const { token } = await server.member('Moe', 'moderator');
  const open = async (room: string) => {
    const socket = await rawSocket(server, room, { token });
    if ('status' in socket) throw new Error(`The upgrade was refused: ${socket.status}`);
    return socket;
  };
  const [text, layer, other] = await Promise.all(
    [article.id, `${article.id}/${comments}`, `${article.id}/${reports}`].map(open),
  );
  await server.ask('DELETE', `/api/articles/${article.id}/layers/${comments}`);
  expect((await layer?.closed)?.code).toBe(4404);
  expect(text?.socket.readyState).toBe(1);
  await server.ask('DELETE', `/api/articles/${article.id}`);
  expect((await text?.closed)?.code).toBe(4404);
  expect((await other?.closed)?.code).toBe(4404);
  for (const room of [article.id, `${article.id}/${reports}`, `${article.id}/${comments}`])
    expect((await (await open(room)).closed).code).toBe(4404);
});
