/** Rates: who is counted together, what is regained when, and that no route is without. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import { CAPS } from '../../../server/limits/caps.ts';
import { Limits } from '../../../server/limits/limits.ts';
import { RateCounter } from '../../../server/limits/rate-counter.ts';
import { RATES } from '../../../server/limits/rates.ts';
import type { Rate } from '../../../server/limits/rates.ts';
import { memoryStore } from '../../../server/storage/open.ts';
import { READER } from '../../../shared/policy/actor.ts';
import type { Actor } from '../../../shared/policy/actor.ts';

const GUEST: Actor = { kind: 'guest', id: 'g', name: 'G', role: 'editor', article: 'a' };
const EDITOR: Actor = { kind: 'member', id: 'e', name: 'E', role: 'editor' };
const VIEWER: Actor = { kind: 'member', id: 'v', name: 'V', role: 'viewer' };

const ROWS = rowsOf({} as Parts);
const nameOf = ({ route }: (typeof ROWS)[number]) => `${route.method} ${route.path}`;

describe('the table', () => {
  test('LM1 all that changes something has a rate', () => {
    expect(ROWS.filter(({ route, rate }) => route.method !== 'GET' && rate === null)).toEqual([]);
    expect(ROWS.filter(({ rate }) => rate !== null).length).toBeGreaterThan(30);
  });

  test('LM1 so has what is read and costs much', () => {
    const read = ROWS.filter(({ route, rate }) => route.method === 'GET' && rate !== null);
    expect(read.map(nameOf).sort()).toEqual([
      'GET /api/account/data',
      'GET /api/articles/:id/annotations',
      'GET /api/articles/:id/export',
      'GET /api/audit/export',
      'GET /api/copies',
      'GET /api/members/:id/data',
      'GET /api/search',
    ]);
  });

  test('LM1 nobody who is known less may do more', () => {
    for (const { perMinute } of Object.values<Rate>(RATES)) {
      const { editors, members, guests, readers } = perMinute;
      expect([editors, members, guests, readers]).toEqual(
        [editors, members, guests, readers].toSorted((one, other) => other - one),
      );
    }
  });
});

test('LM8 the page on security says each figure', () => {
  const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const figures = (name: string) => cells.find(([, what]) => what === name)?.slice(2, -1);
  const written = (figure: number) => figure.toLocaleString('en');
  for (const { what, perMinute } of Object.values<Rate>(RATES)) {
    const { editors, members, guests, readers } = perMinute;
    expect(figures(what), what).toEqual([editors, members, guests, readers].map(written));
  }
  const caps = Object.values(CAPS).map(({ most }) => written(most));
  const said = cells.filter((row) => row.length === 4).map((row) => row[2]);
  expect(said.filter((figure) => /^[\d,]+$/.test(figure ?? ''))).toEqual(caps);
});

describe('counting', () => {
  /** How many of so many at once are let through. */
  function taken(counter: RateCounter, tries: number, actor: Actor, network = 'n'): number {
    let count = 0;
    for (let index = 0; index < tries; index += 1)
      if (counter.count(RATES.notes, actor, network) === 0) count += 1;
    return count;
  }

  test.each([
    [EDITOR, RATES.notes.perMinute.editors],
    [VIEWER, RATES.notes.perMinute.members],
    [GUEST, RATES.notes.perMinute.guests],
    [READER, RATES.notes.perMinute.readers],
  ])('LM2 %j has a minute’s worth and no more', (actor, most) => {
    expect(taken(new RateCounter(() => 0), most + 50, actor)).toBe(most);
  });

  test('LM2 persons are counted each by themselves, readers by their network', () => {
    const counter = new RateCounter(() => 0);
    const report = (actor: Actor, network: string) => counter.count(RATES.reports, actor, network);
    for (let index = 0; index < RATES.reports.perMinute.readers; index += 1)
      expect(report(READER, 'one')).toBe(0);
    expect(report(READER, 'one')).toBeGreaterThan(0);
    expect(report(READER, 'two')).toBe(0);
    expect(report(GUEST, 'one')).toBe(0);
    expect(report(EDITOR, 'one')).toBe(0);
  });

  test('LM3 it is regained evenly, and the wait that is told is the one that helps', () => {
    let now = 0;
    const counter = new RateCounter(() => now);
    const { guests } = RATES.notes.perMinute;
    taken(counter, guests, GUEST);
    const wait = counter.count(RATES.notes, GUEST, 'n');
    expect(wait).toBeCloseTo(60_000 / guests);
    now += wait - 1;
    expect(counter.count(RATES.notes, GUEST, 'n')).toBeGreaterThan(0);
    now += 1;
    expect(taken(counter, 5, GUEST)).toBe(1);
    now += 30_000;
    expect(taken(counter, guests, GUEST)).toBe(guests / 2);
  });

  test('LM3 what is done many times at once is let in, the next waits for all of it, and asking counts nothing', () => {
    let now = 0;
    const counter = new RateCounter(() => now);
    const { guests } = RATES.crowding.perMinute;
    const count = (times: number): number => counter.count(RATES.crowding, GUEST, '', times);
    expect(counter.waitFor(RATES.crowding, GUEST, '')).toBe(0);
    expect(counter.size).toBe(0);
    // Two minutes' worth and a half.
    expect(count(guests * 2.5)).toBe(0);
    expect(counter.waitFor(RATES.crowding, GUEST, '')).toBe(60_000);
    now += 89_000;
    expect(count(1)).toBeGreaterThan(0);
    now += 1100;
    expect(counter.waitFor(RATES.crowding, GUEST, '')).toBe(0);
    expect(count(1)).toBe(0);
  });

  test('LM3 who is quiet is forgotten', () => {
    let now = 0;
    const counter = new RateCounter(() => now);
    for (let index = 0; index < 500; index += 1)
      counter.count(RATES.doors, READER, `network ${index}`);
    expect(counter.size).toBe(500);
    now = 61_000;
    counter.count(RATES.doors, READER, 'another');
    expect(counter.size).toBe(1);
  });
});

test('LM4 a clock that was a day ahead keeps nobody out once it is put right', async () => {
  let now = new Date('2026-05-02T10:00:00Z');
  const limits = new Limits(memoryStore(), () => now);
  const limit = { name: 'test', most: 2, withinMs: 3_600_000 };
  const consume = async () => (await limits.consume([limit, 'me'])).ok;
  expect([await consume(), await consume(), await consume()]).toEqual([true, true, false]);
  now = new Date('2026-05-01T10:00:00Z');
  expect([await consume(), await consume(), await consume()]).toEqual([true, true, false]);
});

test('LM13 a refusal counts nothing under the other limits', async () => {
  const limits = new Limits(memoryStore(), () => new Date('2026-05-01T10:00:00Z'));
  const [wide, narrow] = [
    { name: 'wide', most: 3, withinMs: 60_000 },
    { name: 'narrow', most: 1, withinMs: 60_000 },
  ];
  const both = async () => (await limits.consume([wide, 'a'], [narrow, 'b'])).ok;
  expect([await both(), await both(), await both(), await both()]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  const alone = async () => (await limits.consume([wide, 'a'])).ok;
  expect([await alone(), await alone(), await alone()]).toEqual([true, true, false]);
});
