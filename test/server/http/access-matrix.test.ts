/** The matrix of access: every route, by everybody, about what is one's own, another's, elsewhere, hidden or not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { rawSocket, until } from '../../support/sync-client.ts';
import { RECIPES, SOCKETS } from './access-recipes.ts';
import type { Recipe } from './access-recipes.ts';
import { AccessScene, PEOPLE } from './access-scene.ts';
import type { Params, Target, Who } from './access-scene.ts';

const WAIT_MS = 240_000;

// Making the table calls none of the parts.
const ROUTES = rowsOf({} as Parts).map(({ route: { method, path } }) => `${method} ${path}`);

interface Outcome {
  readonly route: string;
  readonly recipe: Recipe;
  readonly target: Target;
  readonly who: Who;
  readonly status: string;
  /** Status and all that stands in the answer, to see whether two are the same. */
  readonly whole: string;
}

let scene: AccessScene;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  scene = await AccessScene.make();
  for (const route of [...Object.keys(SOCKETS), ...ROUTES])
    for (const recipe of recipesOf(route))
      for (const target of recipe.targets)
        // One after the other, so that no one's change is another's surprise.
        for (const who of PEOPLE) outcomes.push(await outcomeOf(route, recipe, target, who));
}, WAIT_MS);
afterAll(() => scene.server.close());

test('N10 every route is in the matrix, and nothing else', () => {
  expect(Object.keys(RECIPES).sort()).toEqual([...ROUTES].sort());
});

test('N10 who gets what is as the table in access-matrix.md says', async () => {
  await expect(table()).toMatchFileSnapshot('access-matrix.md');
});

describe('what holds in every row', () => {
  test('N11 who has no account, or only a token that was taken back, gets what is open to anyone', () => {
    const open = new Set(
      rowsOf({} as Parts)
        .map(({ route }): Route => route)
        .filter(({ access }) => access === 'anyone')
        .map(({ method, path }) => `${method} ${path}`),
    );
    const closed = outcomes.filter(
      ({ route, who }) => (who === 'nobody' || who === 'revoked') && !open.has(route),
    );
    expect(closed.length).toBeGreaterThan(100);
    expect(faults(closed, ({ status }) => status !== '401' && status !== '4401')).toEqual([]);
  });

  test('N11 a token that was taken back is worth no more than none', () => {
    const revoked = outcomes.filter(({ who }) => who === 'revoked');
    const differs = (one: Outcome) => sameAsk(one, 'nobody', one.target)?.status !== one.status;
    expect(faults(revoked, differs)).toEqual([]);
  });

  test('N12 what is elsewhere or hidden reads as what is not there, to the last byte', () => {
    const unseen = outcomes.filter(
      ({ target, recipe, who }) =>
        (target === 'elsewhere' || target === 'hidden') &&
        // Members see all articles.
        (recipe.thing !== 'article' || who === 'guest'),
    );
    expect(unseen.length).toBeGreaterThan(100);
    const differs = (one: Outcome) => sameAsk(one, one.who, 'absent')?.whole !== one.whole;
    expect(faults(unseen, differs)).toEqual([]);
  });

  test('N12 a refusal is a problem of the catalogue, and never a fault of the server', () => {
    const refused = outcomes.filter(
      ({ route, status }) => route.includes(' /api/') && Number(status) >= 400,
    );
    const isStrange = ({ status, whole }: Outcome) =>
      Number(status) >= 500 || !whole.includes('"/problems/');
    expect(faults(refused, isStrange)).toEqual([]);
  });
});

function faults(from: readonly Outcome[], isFault: (one: Outcome) => boolean): string[] {
  return from
    .filter(isFault)
    .map(({ route, recipe, target, who, whole }) =>
      [route, recipe.says, target, who, whole.slice(0, 200)].join(' | '),
    );
}

/** The outcome of the same asked by somebody, about another target. */
function sameAsk({ route, recipe }: Outcome, who: Who, target: Target): Outcome | undefined {
  return outcomes.find(
    (one) =>
      one.route === route && one.recipe === recipe && one.who === who && one.target === target,
  );
}

function recipesOf(route: string): readonly Recipe[] {
  return [SOCKETS[route] ?? RECIPES[route] ?? []].flat();
}

async function outcomeOf(
  route: string,
  recipe: Recipe,
  target: Target,
  who: Who,
): Promise<Outcome> {
  const at = recipe.alone ? await AccessScene.make(scene.server) : scene;
  const params = recipe.thing === null ? {} : await at[recipe.thing](who, target);
  const [method = '', path = ''] = route.split(' ');
  const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'none');
  const answered =
    method === 'SOCKET'
      ? await socket(at, who, address)
      : await request(at, who, method, `${address}${recipe.query ?? ''}`, bodyOf(recipe, params));
  return { route, recipe, target, who, ...answered };
}

function bodyOf({ body }: Recipe, params: Params): unknown {
  return typeof body === 'function' ? (body as (made: Params) => unknown)(params) : body;
}

async function request(at: AccessScene, who: Who, method: string, path: string, body: unknown) {
  const { status, text, headers } = await at.ask(who, method, path, body);
  const shown = [status, headers.get('content-type'), headers.get('location'), text];
  return { status: String(status), whole: shown.join(' ') };
}

/** Sync step 1 of who has nothing. */
const ASKS_FOR_ALL = Uint8Array.of(0, 0, 1, 0);

/** In, or how it was closed. */
async function socket(at: AccessScene, who: Who, path: string) {
  const headers = { ...(await at.person(who)).headers, origin: at.server.url };
  const opened = await rawSocket(at.server, path.replace('/sync/', ''), { headers });
  if ('status' in opened) return { status: String(opened.status), whole: String(opened.status) };
  const closed = opened.closed.then(({ code, reason }) => ({
    status: String(code),
    whole: `${code} ${reason}`,
  }));
  opened.send(ASKS_FOR_ALL);
  const entered = until(() => opened.frames.length > 0, 'an answer').then(
    () => ({ status: 'in', whole: 'in' }),
    () => ({ status: 'silence', whole: 'silence' }),
  );
  const outcome = await Promise.race([closed, entered]);
  opened.socket.terminate();
  return outcome;
}

const HEAD = `# The matrix of access

Who gets what on each route, and on sockets; made and checked by \`access-matrix.test.ts\` (\`npx vitest run --project node test/server/http/access-matrix.test.ts -u\` writes it anew;
read the difference before you commit it). Each row says what the address, or the body, names: one's **own** thing, **another's**
that one may see, one that belongs **elsewhere** than the address says, one that is **hidden** from who asks, or an **absent**
one. The guest came by a link that lets one comment in one article; *revoked* is an owner's token that was taken back.
All is asked on the server's own machine, where its figures are open to anybody.

`;

/** Numbers are HTTP statuses, and of sockets the code with which they are closed. */
function table(): string {
  const lines = [row('', PEOPLE)];
  for (const route of [...Object.keys(SOCKETS), ...ROUTES]) {
    lines.push(route);
    for (const recipe of recipesOf(route))
      for (const target of recipe.targets) {
        const what = recipe.thing === null ? recipe.says : `${target} ${recipe.says}`;
        lines.push(row(`    ${what}`, statusesOf(route, recipe, target)));
      }
  }
  return `${HEAD}\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
}

function statusesOf(route: string, recipe: Recipe, target: Target): string[] {
  const row = outcomes.filter(
    (one) => one.route === route && one.recipe === recipe && one.target === target,
  );
  return PEOPLE.map((who) => row.find((one) => one.who === who)?.status ?? '?');
}

/** Of fixed widths, so that a new row changes no other. */
function row(what: string, cells: readonly string[]): string {
  const padded = cells.map((cell) => cell.padEnd(10));
  return `${what.padEnd(38)}${padded.join('')}`.trimEnd();
}
