/** Who is at an article. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { Idleness } from '../../../../client/workspace/connection/idleness.ts';
import { peopleIn } from '../../../../client/workspace/connection/presence.ts';
import { PeopleHere } from '../../../../client/workspace/people-here.ts';
import type { LayerAnswer } from '../../../../shared/wire/routes/layers.ts';
import type { PersonAnswer } from '../../../../shared/wire/routes/people.ts';
import { AUDIENCES } from '../../../../shared/article/article.ts';
import { isReadByAllHere } from '../../../../client/ui/session/permission.ts';

test('E14 a person with two tabs is there once, by name; states that name nobody are left out', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' };
  const bob = { id: 'bob', name: 'Bob', color: 'rust' };
  const states = new Map([
    [1, { user: bob }],
    [2, { user: ann }],
    [3, { user: ann, cursor: {} }],
    [4, {}],
    [5, { user: { name: 'Nobody' } }],
  ]);
  expect(peopleIn(states).map(({ name }) => name)).toEqual(['Ann', 'Bob']);
});

test('PE1 who does nothing in any tab for two minutes is idle, and back with the next key', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const target = new EventTarget();
  vi.stubGlobal('window', target);
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const told: boolean[] = [];
  const idleness = new Idleness((isIdle) => told.push(isIdle));
  idleness.watch();
  vi.advanceTimersByTime(100_000);
  target.dispatchEvent(new Event('wheel'));
  vi.advanceTimersByTime(110_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(told).toEqual([true]);
  target.dispatchEvent(new Event('keydown'));
  expect(told).toEqual([true, false]);
  idleness.stop();
  vi.advanceTimersByTime(1_000_000);
  expect(told).toEqual([true, false]);
});

test('PE1 a person is idle where all of their tabs are', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' };
  const tabs = (...idle: unknown[]) =>
    new Map(idle.map((each, at) => [at, { user: ann, idle: each }]));
  expect(peopleIn(tabs(true, undefined))).toMatchObject([{ isIdle: false }]);
  expect(peopleIn(tabs(true, true))).toMatchObject([{ isIdle: true }]);
  expect(peopleIn(tabs('yes', 1))).toMatchObject([{ isIdle: false }]);
});

test('PE3 of several tabs the thread counts where one does something; what is no id is none', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' };
  const states = (...others: object[]) =>
    new Map(others.map((other, at) => [at, { user: ann, ...other }]));
  expect(peopleIn(states({ thread: 'old', idle: true }, { thread: 'new' }))).toMatchObject([
    { thread: 'new', isIdle: false },
  ]);
  expect(peopleIn(states({ thread: 'one' }, {}))).toMatchObject([{ thread: 'one' }]);
  expect(peopleIn(states({ thread: { id: 1 } }))).toMatchObject([{ thread: null }]);
});

test('PE3 only what everybody at the article reads is told: no layer of editors, moderators or one person', () => {
  const told = AUDIENCES.filter((audience) =>
    isReadByAllHere({ id: 'l', audience, locked: false, purpose: 'custom' } as LayerAnswer),
  );
  expect(told).toEqual(['public', 'members']);
});

test('PE4 who is here has the colour that they have here; the map is the same while nothing changes', () => {
  const person = (id: string, color: string) => ({ id, name: id, color }) as PersonAnswer;
  const people = new Map(
    [person('ann', 'teal'), person('bob', 'teal')].map((one) => [one.id, one]),
  );
  const present = (color: 'teal' | 'rust') => [
    { id: 'bob', name: 'Bob', color, isIdle: false, thread: null },
    { id: 'new', name: 'New', color, isIdle: false, thread: null },
  ];
  const here = new PeopleHere();
  expect(here.of(people, present('teal'))).toBe(people);
  const other = here.of(people, present('rust'));
  expect([other.get('ann')?.color, other.get('bob')?.color]).toEqual(['teal', 'rust']);
  expect(here.of(people, present('rust'))).toBe(other);
  expect(here.of(people, [])).toBe(people);
});
