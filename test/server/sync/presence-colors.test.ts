/** Who is in a room together is told apart by colour. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readPresenceEntries, textOf } from '../../../server/sync/presence-entries.ts';
import type { SharedPresence } from '../../../server/sync/presence-news.ts';
import { Presence } from '../../../server/sync/presence.ts';
import type { SocketSession } from '../../../server/sync/session.ts';
import { presentPerson } from '../../../shared/presence/person.ts';
import { presence } from '../../hostile/presence-attacks.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A room, with the colour of each client id as its peers see it. */
function room(share: (entries: readonly SharedPresence[]) => void = () => undefined) {
  const colors = new Map<number, string | null>();
  const people = new Presence((update) => {
    for (const entry of readPresenceEntries(update) ?? []) {
      const state = JSON.parse(textOf(entry)) as { user: { color: string } } | null;
      if (state === null) colors.delete(entry.client);
      else colors.set(entry.client, state.user.color);
    }
  }, share);
  const enter = (id: string, client: number, clock = 1) => {
    // Presence asks nothing else of a session.
    const session = { presenceIds: new Set<number>() } as SocketSession;
    const person = presentPerson({ kind: 'member', id, name: id, role: 'editor' });
    people.take(session, presence([{ client, clock, json: '{"user":{"color":"mine"}}' }]), person);
    vi.advanceTimersByTime(500);
    return { leave: () => (people.leave(session), vi.advanceTimersByTime(500)) };
  };
  return { people, colors, enter };
}

const distinct = (colors: ReadonlyMap<number, string | null>): number =>
  new Set(colors.values()).size;

test('PC1 eight people have eight colours, whoever they are, and the ninth shares one', () => {
  for (let round = 0; round < 20; round += 1) {
    const { colors, enter } = room();
    for (let at = 0; at < 8; at += 1) enter(`person-${round}-${at}`, at);
    expect(distinct(colors)).toBe(8);
    enter('one-more', 100);
    expect([colors.size, distinct(colors)]).toEqual([9, 8]);
  }
});

test('PC1 a colour stays while others come and go, is the same in a second tab, and is there after a reload', () => {
  const { colors, enter } = room();
  const crowd = Array.from({ length: 6 }, (_none, at) => enter(`p${at}`, at));
  const last = enter('last', 50);
  const [mine] = [colors.get(50)];
  enter('last', 51);
  expect(colors.get(51)).toBe(mine);
  for (const one of crowd) one.leave();
  expect(colors.get(50)).toBe(mine);
  enter('newcomer', 60);
  expect([colors.get(50), distinct(colors)]).toEqual([mine, 2]);
  last.leave();
  enter('last', 52);
  expect(colors.get(52)).toBe(mine);
});

test('PC1 what a page says of its own colour is not believed', () => {
  const { colors, enter } = room();
  enter('ann', 1);
  expect(colors.get(1)).not.toBe('mine');
});

test('PC2 of two people to whom two servers gave one colour one gets another, at both', () => {
  const heard: { here: SharedPresence[]; there: SharedPresence[] } = { here: [], there: [] };
  const here = room((entries) => heard.here.push(...entries));
  const there = room((entries) => heard.there.push(...entries));
  // As they come in at once, neither server knows of the other's person.
  const ids = Array.from({ length: 40 }, (_none, at) => `p${at}`);
  const colorOf = (id: string) =>
    presentPerson({ kind: 'member', id, name: id, role: 'editor' }).color;
  const [one = '', other = ''] = ids.filter((id) => colorOf(id) === colorOf('p0'));
  here.enter(one, 1);
  there.enter(other, 2);
  expect(here.colors.get(1)).toBe(there.colors.get(2));
  const exchange = (): void => {
    const [fromHere, fromThere] = [heard.here.splice(0), heard.there.splice(0)];
    here.people.hear(fromThere);
    there.people.hear(fromHere);
    vi.advanceTimersByTime(500);
  };
  for (let turn = 0; turn < 3; turn += 1) exchange();
  expect(distinct(here.colors)).toBe(2);
  expect(Object.fromEntries(here.colors)).toEqual(Object.fromEntries(there.colors));
});
