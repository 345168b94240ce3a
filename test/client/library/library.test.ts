/** What the library offers, asks for and refuses. */
import { afterEach, expect, test, vi } from 'vitest';
import { addressOf } from '../../../client/api/address.ts';
import {
  LibraryController,
  libraryQuery,
  WHOLE_LIBRARY,
} from '../../../client/library/library-controller.ts';
import { NOTHING_SELECTED, pressed, stillListed } from '../../../client/library/selection.ts';
import { LibraryImports, refusalOf } from '../../../client/library/library-imports.ts';
import type { CreatedArticle, ImportChoice } from '../../../client/library/library-imports.ts';
import { actionsFor } from '../../../client/library/article-actions.ts';
import { copyFormat } from '../../../shared/article/formats.ts';
import { exportAddress, usualChoices } from '../../../client/ui/export/export-address.ts';
import type { ExportChoices } from '../../../client/ui/export/export-address.ts';
import type { ArticleStatus } from '../../../shared/article/article.ts';
import type { Role } from '../../../shared/policy/actor.ts';
import { failed } from '../../../shared/wire/problems.ts';
import { articleRoutes } from '../../../shared/wire/routes/articles.ts';
import { articleAnswer, articleSummary } from '../../support/answers.ts';
import { HOST } from '../../support/host.ts';

afterEach(() => vi.unstubAllGlobals());

const FILES: readonly [name: string, bytes: number, problem: string | null][] = [
  ['a.md', 10, null],
  ['A.HTML', 10, null],
  ['a.txt', 100 * 1024 * 1024, null],
  ['a.txt', 100 * 1024 * 1024 + 1, '/problems/too-large'],
  ['a.odt', 10, '/problems/unknown-format'],
  ['folder', 4096, '/problems/unknown-format'],
];

test.each(FILES)('L12 the file %s of %i bytes is refused with %s', (name, size, type) => {
  expect(refusalOf({ name, size })?.type ?? null).toBe(type);
});

test('L13 files are sent one after the other, and one that fails stops no other', async () => {
  let underWay = 0;
  let most = 0;
  const send = async ({ name }: File) => {
    most = Math.max(most, (underWay += 1));
    await Promise.resolve();
    underWay -= 1;
    if (name === 'b.txt') return failed<CreatedArticle>('not-text');
    return { ok: true as const, value: { id: name, title: name, url: '', warnings: [] } };
  };
  const choose = () => Promise.resolve({ take: 'all', isForAll: false } as const);
  const imports = new LibraryImports(HOST, { choose, send });
  const files = (...names: string[]): File[] => names.map((name) => new File(['x'], name));
  const first = imports.add(files('a.txt', 'b.txt', 'c.png'));
  const second = imports.add(files('d.txt'));
  expect((await first).map(({ id }) => id)).toEqual(['a.txt']);
  expect((await second).map(({ id }) => id)).toEqual(['d.txt']);
  expect(imports.items.map(({ state }) => state)).toEqual(['done', 'failed', 'failed', 'done']);
  expect(most).toBe(1);
});

test('L24 what is to be taken of a file is asked for each, until the answer is for all', async () => {
  const answers: ImportChoice[] = [
    { take: 'nothing', isForAll: false },
    { take: 'all', isForAll: false },
    { take: 'clean', isForAll: true },
  ];
  const asked: string[] = [];
  const sent: string[] = [];
  const imports = new LibraryImports(HOST, {
    choose: ({ name }, others) => {
      asked.push(`${name} ${others}`);
      return Promise.resolve(answers.shift() ?? { take: 'nothing', isForAll: false });
    },
    send: ({ name }, cleanUp) => {
      sent.push(`${name} ${cleanUp}`);
      return Promise.resolve(failed<CreatedArticle>('not-text'));
    },
  });
  await imports.add(['a', 'b', 'c', 'd'].map((name) => new File(['x'], `${name}.html`)));
  expect(asked).toEqual(['a.html 3', 'b.html 2', 'c.html 1']);
  expect(sent).toEqual(['b.html false', 'c.html true', 'd.html true']);
  expect(imports.items.map(({ state }) => state)).toEqual(['left', 'failed', 'failed', 'failed']);
});

const ACTIONS: readonly [role: Role, status: ArticleStatus, actions: string][] = [
  ['viewer', 'published', 'export'],
  ['commenter', 'draft', 'export'],
  ['editor', 'draft', 'rename language publish share export archive'],
  ['editor', 'published', 'rename language unpublish share export archive'],
  ['moderator', 'archived', 'rename language share export restore delete'],
  ['owner', 'draft', 'rename language publish share export archive delete'],
];

test.each(ACTIONS)('L14 a %s is offered for a %s article: %s', (role, status, actions) => {
  const actor = { kind: 'member', id: 'm', name: 'M', role } as const;
  expect(actionsFor({ status }, actor).map(([action]) => action)).toEqual(actions.split(' '));
});

const MARKDOWN = copyFormat('md')!;
const ALL = usualChoices(MARKDOWN);
const COPIES: readonly [choices: ExportChoices, layers: string[], parameters: string][] = [
  [ALL, ['l1', 'l2'], 'format=md&layers=l1%2Cl2'],
  [ALL, [], 'format=md&layers='],
  [{ ...ALL, statuses: ['open'] }, [], 'format=md&layers=&status=open'],
  [{ ...ALL, kinds: ['comment', 'report'] }, [], 'format=md&layers=&kinds=comment%2Creport'],
  [{ ...ALL, names: 'none' }, [], 'format=md&layers=&names=none'],
  [{ ...ALL, notes: 'only' }, [], 'format=md&layers=&notes=only'],
  [{ ...ALL, suggestions: 'accepted' }, [], 'format=md&layers=&suggestions=accepted'],
];

test.each(COPIES)('L15 the choices %j of %j ask for %s', (choices, layers, parameters) => {
  const expected = `/api/articles/a1/export?${parameters}`;
  expect(exportAddress('a1', MARKDOWN, choices, layers)).toBe(expected);
});

/** An answer of the library with these articles. */
const library = (...ids: string[]) => ({
  items: ids.map((id) => articleSummary({ id })),
  next: null,
  archived: 0,
});

test('L16 the library is asked for with the filter, and with a cursor only for the pages after the first', () => {
  const address = (...asked: Parameters<typeof libraryQuery>): string =>
    addressOf(articleRoutes.list, libraryQuery(...asked));
  expect(address({ ...WHOLE_LIBRARY, query: '  ' })).toBe('/api/articles?status=current');
  expect(address({ query: 'ice & sea', status: 'draft', sort: 'open' }, 'c2')).toBe(
    '/api/articles?query=ice+%26+sea&status=draft&sort=open&cursor=c2',
  );
});

test('L16 an answer that comes after a newer question was asked is dropped', async () => {
  const answers: ((ids: string[]) => void)[] = [];
  const later = (): Promise<Response> =>
    new Promise((resolve) => {
      answers.push((ids) => resolve(Response.json(library(...ids))));
    });
  vi.stubGlobal('fetch', later);
  const { list } = new LibraryController(HOST);
  const [older, newer] = [list.load(), list.load()];
  answers[1]?.(['new']);
  answers[0]?.(['old']);
  await Promise.all([older, newer]);
  expect(list.items?.map(({ id }) => id)).toEqual(['new']);
});

test('L17 a library is empty when there is no article, not while a search found none', async () => {
  vi.stubGlobal('fetch', async () => Response.json(library()));
  const empty = new LibraryController(HOST);
  empty.filter = { ...WHOLE_LIBRARY, query: 'ice' };
  await empty.list.load();
  expect(empty.empty).toBe(false);
  empty.filter = WHOLE_LIBRARY;
  expect(empty.empty).toBe(false); // not asked yet
  await empty.list.load();
  expect(empty.empty).toBe(true);
  vi.stubGlobal('fetch', async () => Response.json({ ...library(), archived: 1 }));
  await empty.list.load();
  expect(empty.empty).toBe(false);
});

const ORDER = ['a', 'b', 'c', 'd', 'e'];

test('LI1 a press ticks and takes away, and with Shift all between it and the one before', () => {
  const one = pressed(NOTHING_SELECTED, 'b', ORDER, false);
  const range = pressed(one, 'd', ORDER, true);
  expect([...range.ids]).toEqual(['b', 'c', 'd']);
  const fewer = pressed(range, 'c', ORDER, false);
  expect([...fewer.ids]).toEqual(['b', 'd']);
  expect([...pressed(fewer, 'e', ORDER, true).ids].toSorted((x, y) => (x < y ? -1 : 1))).toEqual([
    'b',
    'c',
    'd',
    'e',
  ]);
  const upwards = pressed(pressed(NOTHING_SELECTED, 'd', ORDER, false), 'a', ORDER, true);
  expect(upwards.ids.size).toBe(4);
  expect([...pressed(NOTHING_SELECTED, 'c', ORDER, true).ids]).toEqual(['c']);
  expect([...pressed({ ids: new Set(), last: 'gone' }, 'c', ORDER, true).ids]).toEqual(['c']);
});

test('LI1 what is listed no more is ticked no more', () => {
  const two = { ids: new Set(['a', 'c']), last: 'c' };
  expect(stillListed(two, ORDER)).toBe(two);
  expect([...stillListed(two, ['a', 'b']).ids]).toEqual(['a']);
});

test('LI2 what fails ends it, with how far it came; what is gone already counts as done', async () => {
  const shelf = new LibraryController(HOST);
  const told: number[] = [];
  const act = async (id: string) => {
    if (id === 'b') return failed('not-found');
    return id === 'd' ? failed('too-many-requests') : ({ ok: true, value: null } as const);
  };
  const outcome = await shelf.each(ORDER, act, (done) => told.push(done));
  expect([outcome.done, outcome.problem?.status]).toEqual([['a', 'b', 'c'], 429]);
  expect(told).toEqual([0, 1, 2, 3]);
});

test('LI2 what goes into the archive leaves the list, and is counted there', async () => {
  const shelf = new LibraryController(HOST);
  vi.stubGlobal('fetch', async () => Response.json(library('a', 'b')));
  await shelf.list.load();
  vi.stubGlobal('fetch', async () => Response.json(articleAnswer({ id: 'a', status: 'archived' })));
  await shelf.change('a', { status: 'archived' });
  expect([shelf.list.items?.map(({ id }) => id), shelf.archived]).toEqual([['b'], 1]);
});
