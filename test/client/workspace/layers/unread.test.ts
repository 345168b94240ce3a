/** Which threads are new: by what others said, and by what was seen here and elsewhere. */
import { expect, test } from 'vitest';
import { Unread } from '../../../../client/workspace/layers/unread.ts';
import { done } from '../../../../shared/wire/problems.ts';
import type { VisitAnswer, VisitChange } from '../../../../shared/wire/routes/visits.ts';
import { annotation, reply } from './example.ts';

const DAY = (day: number): string => `2026-01-0${day}T00:00:00.000Z`;

function visitor(visit: VisitAnswer) {
  const noted: VisitChange[] = [];
  const unread = new Unread({
    me: 'bob',
    get: () => Promise.resolve(done(visit)),
    note: (change) => {
      noted.push(change);
      const seen = { ...visit.seen, ...change.seen };
      const upTo = change.upTo === undefined ? visit.upTo : DAY(5);
      return Promise.resolve(done({ upTo, seen }));
    },
    onChange: () => undefined,
  });
  return { unread, noted };
}

const old = annotation({ id: 'old', author: 'ann', created: DAY(1) });
const fresh = annotation({ id: 'fresh', author: 'ann', created: DAY(4) });
const own = annotation({ id: 'own', author: 'bob', created: DAY(4) });
const answered = annotation({
  id: 'answered',
  author: 'bob',
  created: DAY(1),
  replies: [{ ...reply('ann'), created: DAY(4) }],
});
const ALL = [old, fresh, own, answered];

test('TH6 what others said since is new, and nobody’s own words are', async () => {
  const { unread } = visitor({ upTo: DAY(2), seen: {} });
  expect(unread.among(ALL)).toEqual(new Set());
  await unread.load();
  expect(unread.among(ALL)).toEqual(new Set(['fresh', 'answered']));
});

test('TH6 on the first visit nothing is new, and what comes after it is', async () => {
  const { unread, noted } = visitor({ upTo: null, seen: {} });
  await unread.load();
  expect(noted).toEqual([{ upTo: expect.stringMatching(/^9999/) }]);
  expect(unread.among(ALL)).toEqual(new Set());
  expect(unread.among([annotation({ author: 'ann', created: DAY(6) })]).size).toBe(1);
});

test('TH6 what was seen is told, and is new again after another word', async () => {
  const { unread, noted } = visitor({ upTo: DAY(2), seen: { answered: DAY(4) } });
  await unread.load();
  expect(unread.among(ALL)).toEqual(new Set(['fresh']));
  unread.see(ALL);
  expect(unread.among(ALL)).toEqual(new Set());
  await unread.tell();
  expect(noted).toEqual([{ seen: { fresh: DAY(4) } }]);
  await unread.tell();
  expect(noted).toHaveLength(1);
  const again = { ...fresh, replies: [{ ...reply('ann'), created: DAY(5) }] };
  expect(unread.among([again])).toEqual(new Set(['fresh']));
});
