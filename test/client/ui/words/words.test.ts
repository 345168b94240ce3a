/** Problems, moments and people, named as people name them. */
import { expect, test } from 'vitest';
import { explain, sentences } from '../../../../client/ui/words/explanation.ts';
import { sayEnding, sayGoing, sayMoment } from '../../../../client/ui/words/moment.ts';
import { restoredWords } from '../../../../client/ui/words/trash-words.ts';
import { initials } from '../../../../client/ui/words/person.ts';
import { problem } from '../../../../shared/wire/problems.ts';
import type { Problem } from '../../../../shared/wire/problems.ts';

const AWAY: Problem = { type: '/problems/unreachable', title: 'Unreachable.', status: 0 };

const PROBLEMS: readonly [problem: Problem, title: string, way: 'wait' | 'sign in' | 'leave'][] = [
  [AWAY, 'The server is away', 'wait'],
  [problem('store-unavailable'), 'The server is away', 'wait'],
  [{ type: 'about:blank', title: 'x', status: 502 }, 'The server is away', 'wait'],
  [problem('not-signed-in'), 'Please sign in', 'sign in'],
  [problem('not-allowed'), 'You may not see this', 'leave'],
  [problem('not-found'), 'There is nothing here', 'leave'],
  [problem('internal-error'), 'Something went wrong', 'leave'],
];

test.each(PROBLEMS)('L18 the problem %j reads “%s”; the way out: %s', (given, title, way) => {
  const explanation = explain(given);
  expect(explanation.title).toBe(title);
  expect(explanation.passing).toBe(way === 'wait');
  expect(explanation.signIn).toBe(way === 'sign in');
});

test('L18 what is not foreseen is told in the server’s own words', () => {
  const given = problem('conflict', 'The last owner can not go.');
  expect(explain(given).text).toBe(sentences(given));
  expect(sentences(given)).toMatch(/^This is in conflict .*\. The last owner can not go\.$/);
});

const NOW = new Date('2026-05-20T12:00:00Z');

const MOMENTS: readonly [iso: string, words: string][] = [
  ['2026-05-20T11:59:30Z', 'just now'],
  ['2026-05-20T12:05:00Z', 'just now'],
  ['not a date', 'just now'],
  ['2026-05-20T11:58:59Z', '1 minute ago'],
  ['2026-05-20T09:00:00Z', '3 hours ago'],
  ['2026-05-19T10:00:00Z', 'yesterday'],
  ['2026-05-10T10:00:00Z', 'last week'],
  ['2026-03-01T10:00:00Z', '2 months ago'],
  ['2024-03-01T10:00:00Z', '2 years ago'],
];

test.each(MOMENTS)('L19 %s was %s', (iso, words) => {
  expect(sayMoment(iso, NOW)).toBe(words);
});

const ENDINGS: readonly [expires: string | null, words: string][] = [
  [null, 'has no end'],
  ['2026-05-20T12:00:00.000Z', 'has ended'],
  ['2026-05-20T12:00:20.000Z', 'ends within a minute'],
  ['2026-05-20T13:00:00.000Z', 'ends in 1 hour'],
  ['2026-05-27T11:59:59.000Z', 'ends in 7 days'],
  ['2026-08-18T12:00:00.000Z', 'ends in 3 months'],
  ['2029-05-20T12:00:00.000Z', 'ends in 3 years'],
];

test.each(ENDINGS)('T4 what ends at %s, %s', (expires, words) => {
  expect(sayEnding(expires, NOW)).toBe(words);
});

const NAMES: readonly [name: string, letters: string][] = [
  ['Gus Guest', 'GG'],
  ['Gus Guest (guest)', 'GG'],
  ['Gus (guest)', 'G'],
  ['Ann Bee (from a file)', 'AB'],
  ['  élodie  ', 'É'],
  ['שרה כהן', 'שכ'],
  ['(guest)', ''],
];

test.each(NAMES)('T13 the initials of %j are %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test.each([
  ['2026-05-31T10:00:00Z', 'goes for good in 30 days'],
  ['2026-05-01T16:00:00Z', 'goes for good in 6 hours'],
  ['2026-05-01T10:00:00Z', 'goes for good any moment'],
])('L37 what is in the trash until %s %s', (goes, words) => {
  expect(sayGoing(goes, new Date('2026-05-01T10:00:00Z'))).toBe(words);
});

test('L37 what came back under another address is said to have', () => {
  const answer = { id: 'a', what: 'article', url: '/articles/a', newSlug: null } as const;
  expect(restoredWords('Ebb', answer)).toBe('“Ebb” is back.');
  expect(restoredWords('Ebb', { ...answer, newSlug: 'ebb-2' })).toMatch(/not published.*“ebb-2”/);
});
