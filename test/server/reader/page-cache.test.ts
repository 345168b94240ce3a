/** Published pages are made once for each version, and long ones seldom. */
import { expect, test } from 'vitest';
import { PageCache } from '../../../server/reader/page-cache.ts';
import type { Article } from '../../../shared/article/article.ts';

const ARTICLE: Article = {
  id: 'a',
  title: 'Tale',
  slug: 'tale',
  status: 'published',
  language: 'en',
  direction: 'ltr',
  created: '2026-05-01T10:00:00.000Z',
  modified: '2026-05-01T10:00:00.000Z',
  author: 'm',
};

/** A cache whose pages take `tookMs` to be made, and say how many were made before them. */
function cacheOver(tookMs: number) {
  let [now, made] = [0, 0];
  const cache = new PageCache(() => now);
  const room = {};
  const page = (fields: { version?: number; article?: Article; room?: object } = {}) =>
    cache.page({ article: ARTICLE, room, version: 1, ...fields }, () => {
      now += tookMs;
      made += 1;
      return { html: `${made}`, tag: `t${made}` };
    }).html;
  return { page, pass: (ms: number) => void (now += ms) };
}

test('LM12 a page is made once while nothing of it changes', () => {
  const { page, pass } = cacheOver(5);
  expect([page(), page()]).toEqual(['1', '1']);
  pass(3_600_000);
  expect(page()).toBe('1');
});

test('LM12 one that is made quickly is anew after each change', () => {
  const { page } = cacheOver(5);
  expect([page(), page({ version: 2 }), page({ version: 3 })]).toEqual(['1', '2', '3']);
});

test('LM12 one that takes long is made again after ten times as long', () => {
  const { page, pass } = cacheOver(300);
  expect([page(), page({ version: 2 })]).toEqual(['1', '1']);
  pass(2999);
  expect(page({ version: 9 })).toBe('1');
  pass(1);
  expect([page({ version: 10 }), page({ version: 10 })]).toEqual(['2', '2']);
});

test('LM12 another title, or another room of the text, is shown at once', () => {
  const { page } = cacheOver(300);
  const renamed = { ...ARTICLE, title: 'Other' };
  expect([page(), page({ article: renamed })]).toEqual(['1', '2']);
  expect(page({ article: renamed, room: {} })).toBe('3');
});

test('LM12 what was asked for longest ago goes where the pages are too many', () => {
  let made = 0;
  const cache = new PageCache();
  const room = {};
  const page = (id: string) =>
    cache.page({ article: { ...ARTICLE, id }, room, version: 1 }, () => {
      made += 1;
      return { html: 'x'.repeat(12 << 20), tag: id };
    });
  for (const id of ['a', 'b', 'a', 'c', 'a']) page(id);
  expect(made).toBe(3);
  page('b');
  expect(made).toBe(4);
});
