/** The description of the API: that it has all, that its references lead somewhere, and that answers validate against it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { ROUTES, routeNames } from '../../../shared/wire/routes.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;

const routes = rowsOf({} as Parts).map(({ route }): Route => route);

let server: TestServer;
let article: string;
let description: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

beforeAll(async () => {
  server = await testServer();
  const made = await server.article('# The bridge\n\nIt stands at night.');
  article = made.id;
  const layer = made.layers.find(({ name }) => name === 'Comments')?.id;
  await server.ask('POST', `/api/articles/${article}/annotations`, {
    layer,
    kind: 'comment',
    target: { exact: 'at night' },
    body: 'When?',
    tags: ['time'],
  });
  await server.ask('POST', `/api/articles/${article}/shares`, { role: 'commenter' });
  description = (await server.ask('GET', '/api/openapi.json')).json;
});
afterAll(() => server.close());

function operationOf({ method, path }: Route): Operation | undefined {
  return description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

describe('the table', () => {
  test('RT1 each declared route is answered by one row, and each row answers a declared one', () => {
    const declared = Object.values(ROUTES).flatMap((subject): Route[] => Object.values(subject));
    const answered = routes.map((route) => routeNames().get(route));
    expect(answered).not.toContain(undefined);
    // The description is made of all the other rows.
    const names = declared.map((route) => routeNames().get(route));
    expect(new Set([...answered, 'server.description'])).toEqual(new Set(names));
  });

  test('RT1 no two routes have the same method and path', () => {
    const addresses = routes.map(({ method, path }) => `${method} ${path}`);
    expect(addresses).toEqual([...new Set(addresses)]);
  });

  test('RT1 exactly the routes under an article are about it', () => {
    const under = routes.filter(({ path }) => /^\/api\/articles\/:id(\/|$)/.test(path));
    expect(routes.filter(({ on }) => on === 'article')).toEqual(under);
  });
});

describe('the description', () => {
  test('RT3 each route has a name, its parameters and its body', () => {
    for (const route of routes) {
      const { operationId, parameters, requestBody } = operationOf(route) ?? {};
      expect(operationId).toBe(routeNames().get(route));
      const inPath = parameters?.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
      const inQuery = parameters?.filter((one) => one.in === 'query').map(({ name }) => name);
      expect(inQuery).toEqual(Object.keys(route.query?.shape ?? {}));
      const types = Object.keys(requestBody?.content ?? {});
      const file = route.upload ? ['multipart/form-data'] : [];
      expect(types).toEqual([...(route.body ? ['application/json'] : []), ...file]);
    }
  });

  test('RT3 each route has its answer, with a schema where that is JSON', () => {
    for (const route of routes) {
      const { default: problem, ...done } = operationOf(route)?.responses ?? {};
      expect(problem?.content).toHaveProperty(['application/problem+json', 'schema']);
      expect(Object.keys(done)).toHaveLength(1);
      if (route.answer.kind !== 'json') continue;
      const schema = done[route.answer.status]?.content?.['application/json']?.schema ?? {};
      expect(Object.keys(schema)).not.toEqual([]);
    }
  });

  test('RT3 each reference leads to a schema, and each schema is one that something refers to', () => {
    const refs = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)];
    const names = refs.map(([, ref = '']) => ref.replace('#/components/schemas/', ''));
    const { schemas } = description.components;
    expect([...new Set(names)].sort()).toEqual(Object.keys(schemas).sort());
    expect(Object.keys(schemas)).toContain('PlacedAnnotation');
  });

  test('RT3 nothing in it is a schema that takes anything', () => {
    const { schemas } = description.components;
    expect(
      Object.entries(schemas).filter(([, schema]) => Object.keys(schema).length === 0),
    ).toEqual([]);
  });
});

/** The schema of a route's answer, as another program would make it of the description. */
function published(route: Route): z.ZodType {
  const [response] = Object.values(operationOf(route)?.responses ?? {});
  const schema = response?.content?.['application/json']?.schema ?? {};
  const { schemas } = description.components;
  const whole = JSON.stringify({ ...schema, $defs: schemas });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
}

describe('what is answered', () => {
  const asked = (): (readonly [Route, string])[] => [
    [ROUTES.session.get, '/api/session'],
    [ROUTES.session.offer, '/api/sign-in'],
    [ROUTES.account.get, '/api/account'],
    [ROUTES.members.list, '/api/members'],
    [ROUTES.articles.list, '/api/articles'],
    [ROUTES.articles.get, `/api/articles/${article}`],
    [ROUTES.layers.list, `/api/articles/${article}/layers`],
    [ROUTES.annotations.list, `/api/articles/${article}/annotations`],
    [ROUTES.queue.list, '/api/queue'],
    [ROUTES.people.members, `/api/articles/${article}/members`],
    [ROUTES.people.names, `/api/articles/${article}/people`],
    [ROUTES.shares.list, `/api/articles/${article}/shares`],
    [ROUTES.audit.list, '/api/audit'],
    [ROUTES.workspace.get, '/api/workspace'],
  ];

  test('RT3 validates against the description', async () => {
    for (const [route, address] of asked()) {
      const { status, json } = await server.ask('GET', address);
      expect(status).toBe(200);
      expect(published(route).safeParse(json).error).toBeUndefined();
    }
  });

  test('RT3 would not, were it another', async () => {
    const { json } = await server.ask('GET', `/api/articles/${article}/annotations`);
    const schema = published(ROUTES.annotations.list);
    const [first] = json.items;
    expect(schema.safeParse(json).success).toBe(true);
    for (const change of [{ id: undefined }, { kind: 'shout' }, { anchoring: { state: 'exact' } }])
      expect(schema.safeParse({ ...json, items: [{ ...first, ...change }] }).success).toBe(false);
  });
});
