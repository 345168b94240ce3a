/** A list that comes page by page, from a server that answers when it is told to. */
import { beforeEach, expect, test } from 'vitest';
import { PagedList } from '../../../../client/ui/list/paged-list.ts';
import type { Page } from '../../../../shared/wire/list.ts';
import { done, failed } from '../../../../shared/wire/problems.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import { HOST } from '../../../support/host.ts';

/** Questions that wait for an answer, by their filter and cursor. */
let waiting: Map<string, (answer: Result<Page<string>>) => void>;
let filter: string;
let list: PagedList<string>;

beforeEach(() => {
  waiting = new Map();
  filter = 'all';
  list = new PagedList<string>(HOST, {
    ask: (cursor = 'first') =>
      new Promise((resolve) => {
        waiting.set(`${filter} ${cursor}`, resolve);
      }),
    id: (item) => item,
  });
});

/** Answers the question, once it is asked. */
async function answer(question: string, items: string, next: string | null): Promise<void> {
  await expect.poll(() => waiting.has(question)).toBe(true);
  waiting.get(question)?.(done({ items: items.split(''), next }));
  waiting.delete(question);
}

/** Loads two pages of two. */
async function loadTwoPages(): Promise<void> {
  const first = list.load();
  await answer('all first', 'ab', 'c2');
  await first;
  const second = list.loadMore();
  await answer('all c2', 'cd', 'c3');
  await second;
}

const shown = (): string => (list.items ?? []).join('');

test('T7 a list is asked for page by page, and an answer to an older question is dropped', async () => {
  const older = list.load();
  filter = 'new';
  const newer = list.load();
  await answer('new first', 'b', 'c2');
  await answer('all first', 'a', null);
  await Promise.all([older, newer]);
  expect([shown(), list.next]).toEqual(['b', 'c2']);
  const more = list.loadMore();
  await answer('new c2', 'c', null);
  await more;
  expect([shown(), list.next]).toEqual(['bc', null]);
});

test('T7 a list that can’t be had again keeps what it had, with the problem', async () => {
  await loadTwoPages();
  const again = list.load();
  waiting.get('all first')?.(failed('store-unavailable'));
  await again;
  expect(shown()).toBe('abcd');
  expect(list.problem?.type).toBe('/problems/store-unavailable');
});

test('T7 an item that moved to the next page meanwhile is shown once', async () => {
  const first = list.load();
  await answer('all first', 'ab', 'c2');
  await first;
  const more = list.loadMore();
  await answer('all c2', 'bc', null);
  await more;
  expect(shown()).toBe('abc');
});

test('T7 more is asked for once, and not while another list is awaited', async () => {
  await loadTwoPages();
  const [one, other] = [list.loadMore(), list.loadMore()];
  await answer('all c3', 'e', 'c4');
  await Promise.all([one, other]);
  expect(shown()).toBe('abcde');
  filter = 'new';
  const anew = list.load();
  await list.loadMore();
  expect([...waiting.keys()]).toEqual(['new first']);
  await answer('new first', 'x', null);
  await anew;
  expect(shown()).toBe('x');
});

test('UI3 a refresh asks for as much as is shown, quietly', async () => {
  await loadTwoPages();
  const refresh = list.refresh();
  expect(list.loading).toBe(false);
  await answer('all first', 'bc', 'c2');
  await answer('all c2', 'de', 'c3');
  await refresh;
  expect([shown(), list.next]).toEqual(['bcde', 'c3']);
});

test('UI3 a refresh doesn’t take away what somebody waits for', async () => {
  await loadTwoPages();
  const [more, refresh] = [list.loadMore(), list.refresh()];
  expect(list.loading).toBe(true);
  await answer('all c3', 'old', null);
  await answer('all first', 'bc', 'c2');
  await answer('all c2', 'de', 'c3');
  await answer('all c3', 'f', null);
  await Promise.all([more, refresh]);
  expect([shown(), list.loading]).toEqual(['bcdef', false]);
});

test('UI4 a list asked for before a change doesn’t take the change back', async () => {
  await loadTwoPages();
  const refresh = list.refresh();
  list.change((items) => items.filter((item) => item !== 'a'));
  await answer('all first', 'ab', null);
  await refresh;
  expect(shown()).toBe('bcd');
});

test('UI4 what is awaited while the list is changed is asked for again', async () => {
  await loadTwoPages();
  filter = 'new';
  void list.load();
  const before = waiting.get('new first');
  list.change((items) => items.filter((item) => item !== 'a'));
  before?.(done({ items: ['a'], next: null }));
  await answer('new first', 'b', null);
  await expect.poll(shown).toBe('b');
});

test('UI4 a list that is cleared forgets what is under way', async () => {
  await loadTwoPages();
  const load = list.load();
  list.clear();
  await answer('all first', 'ab', null);
  await load;
  expect([list.items, list.next, list.loading]).toEqual([null, null, false]);
});

test('UI5 once more has come, how much is shown is read out', async () => {
  await loadTwoPages();
  expect(list.announcement).toBe('4 are shown.');
  const more = list.loadMore();
  await answer('all c3', 'e', null);
  await more;
  expect(list.announcement).toBe('All 5 are shown.');
  const anew = list.load();
  await answer('all first', 'ab', null);
  await anew;
  expect(list.announcement).toBe('');
});
