/** What the presence of one person may send to everybody else in a room. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readPresenceEntries, textOf } from '../../../server/sync/presence-entries.ts';
import { Presence } from '../../../server/sync/presence.ts';
import type { SocketSession } from '../../../server/sync/session.ts';
import type { PresentPerson } from '../../../shared/presence/person.ts';
import { presence } from '../../hostile/presence-attacks.ts';

const ANN: PresentPerson = { id: 'ann', name: 'Ann', color: 'teal' };
const FLO: PresentPerson = { id: 'flo', name: 'Flo', color: 'rust' };

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A room whose published frames are counted, and what the others see of each client id. */
function room() {
  const shown = new Map<number, string>();
  let bytes = 0;
  const people = new Presence(
    (update) => {
      bytes += update.byteLength;
      for (const entry of readPresenceEntries(update) ?? []) shown.set(entry.client, textOf(entry));
    },
    () => undefined,
  );
  const socket = (person: PresentPerson) => {
    // Presence asks nothing else of a session.
    const session = { presenceIds: new Set<number>() } as SocketSession;
    const clocks = new Map<number, number>();
    const say = (client: number, state: object): boolean => {
      const clock = (clocks.get(client) ?? 0) + 1;
      clocks.set(client, clock);
      return people.take(
        session,
        presence([{ client, clock, json: JSON.stringify(state) }]),
        person,
      );
    };
    return { say, leave: () => people.leave(session) };
  };
  const seen = (client: number, field: string): unknown =>
    (JSON.parse(shown.get(client) ?? '{}') as Record<string, unknown> | null)?.[field];
  return { people, socket, seen, shown, bytesSent: () => bytes };
}

test('W40 who floods a room over a hundred sockets sends it no more than one person may, and sees no error', () => {
  const { socket, bytesSent, seen } = room();
  const sockets = Array.from({ length: 100 }, () => socket(FLO));
  const words = 'x'.repeat(3900);
  for (let turn = 1; turn <= 50; turn += 1) {
    for (const [at, { say }] of sockets.entries())
      for (let client = 0; client < 4; client += 1)
        expect(say(1000 + at * 4 + client, { words, turn })).toBe(true);
    vi.advanceTimersByTime(200);
  }
  // Ten seconds.
  expect(bytesSent()).toBeLessThan(32_000 + 10 * 8000 + 2 * 4096);
  vi.advanceTimersByTime(60_000);
  expect(seen(1000, 'turn')).toBe(50);
});

test('W40 who moves in a few tabs is seen at once, also while another floods', () => {
  const { socket, seen } = room();
  const [flood, ...tabs] = [socket(FLO), socket(ANN), socket(ANN), socket(ANN)];
  const cursorful = 'x'.repeat(300);
  for (let turn = 1; turn <= 100; turn += 1) {
    for (let client = 0; client < 4; client += 1)
      flood?.say(client, { words: 'x'.repeat(3900), turn });
    for (const [at, tab] of tabs.entries()) tab.say(100 + at, { cursorful, turn });
    vi.advanceTimersByTime(200);
    expect(tabs.map((_tab, at) => seen(100 + at, 'turn'))).toEqual([turn, turn, turn]);
  }
});

test('W40 of one person no more than 32 client ids are shown, and another is when one of them goes', () => {
  const { people, socket, shown, seen } = room();
  const tabs = Array.from({ length: 40 }, () => socket(ANN));
  for (const [at, { say }] of tabs.entries()) expect(say(at, { at })).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(shown.size).toBe(32);
  expect(readPresenceEntries(people.all() ?? new Uint8Array())?.length).toBe(32);
  tabs[0]?.leave();
  tabs[39]?.say(39, { at: 39 });
  vi.advanceTimersByTime(1000);
  expect([seen(0, 'at'), seen(39, 'at')]).toEqual([undefined, 39]);
});

test('W44 a move is told within hundredths of a second among ten, and gathered among two hundred', () => {
  for (const [count, most] of [
    [2, 2],
    [10, 20],
    [200, 200],
  ] as const) {
    const { socket, seen } = room();
    const sockets = Array.from({ length: count }, (_, at) =>
      socket({ id: `p${at}`, name: `P${at}`, color: 'teal' }),
    );
    const waits: number[] = [];
    for (const [at, { say }] of sockets.entries()) say(at, { turn: 0 });
    vi.advanceTimersByTime(1000);
    for (let turn = 1; turn <= 20; turn += 1) {
      // Others move meanwhile, or nothing would be gathered.
      sockets[1]?.say(1, { turn });
      vi.advanceTimersByTime(1);
      sockets[0]?.say(0, { turn });
      let waited = 0;
      for (; seen(0, 'turn') !== turn && waited < 1000; waited += 1) vi.advanceTimersByTime(1);
      waits.push(waited);
      vi.advanceTimersByTime(37);
    }
    const median = waits.toSorted((one, other) => one - other)[10] ?? Infinity;
    expect(median, `${count} people`).toBeLessThanOrEqual(most);
    if (count === 200) expect(Math.max(...waits)).toBeGreaterThan(100);
  }
});
