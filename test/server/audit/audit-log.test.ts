/** The audit log keeps its entries in the order of their times, whatever the clock does, and gives them back in pages. */
import { expect, test } from 'vitest';
import { AuditLog } from '../../../server/audit/audit-log.ts';
import type { AuditEvent } from '../../../server/audit/audit-log.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { AuditAction, AuditEntry } from '../../../shared/wire/routes/audit.ts';

const START = Date.parse('2026-05-01T10:00:00.000Z');

function auditLog() {
  const log = new MemoryUpdateLog();
  let [now, ids] = [START, 0];
  const open = () =>
    new AuditLog(
      log,
      () => new Date(now),
      () => `id-${(ids += 1)}`,
    );
  return { log, audit: open(), open, at: (time: number) => (now = START + time) };
}

function event(subject: string, action: AuditAction = 'exported', who = 'm1'): AuditEvent {
  const actor = { kind: 'member', id: who, name: who.toUpperCase() } as const;
  return { actor, action, article: null, subject, detail: {}, network: '192.0.2.7' };
}

async function all(audit: AuditLog): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for await (const batch of audit.all()) entries.push(...batch);
  return entries;
}

const subjects = (entries: readonly AuditEntry[]) => entries.map(({ subject }) => subject);

test('N1 an entry says who did what to what, when and from where', async () => {
  const { audit } = auditLog();
  const whole = { ...event('l1', 'layer changed'), article: 'a1', detail: { audience: 'editors' } };
  await audit.record([whole]);
  const [entry] = await all(audit);
  expect(entry).toEqual({ ...whole, id: entry?.id, at: '2026-05-01T10:00:00.000Z' });
});

test('N1 two in one millisecond are two, in their order, also after a restart within it', async () => {
  const { audit, open, at } = auditLog();
  await audit.record([event('1'), event('2')]);
  await Promise.all([audit.record([event('3')]), audit.record([event('4')])]);
  at(1);
  await audit.record([event('5')]);
  at(0); // a clock that was put back
  await open().record([event('again')]);
  const found = subjects(await all(open()));
  expect(found[0]).toBe('5');
  expect(found.filter((subject) => subject !== 'again')).toEqual(['5', '4', '3', '2', '1']);
  expect(found).toHaveLength(6);
});

test('N1 the newest come first across seconds, years and the turn of a digit', async () => {
  const { audit, at } = auditLog();
  const times = [0, 1, 999, 1000, 86_400_000, 31_536_000_000, 4_999_999_999_999];
  for (const time of times) {
    at(time);
    // One after the other, in time.
    await audit.record([event(String(time))]);
  }
  expect(subjects(await all(audit))).toEqual(times.map(String).reverse());
});

test('N2 pages follow each other without a gap, while entries are added', async () => {
  const { audit, at } = auditLog();
  for (let n = 0; n < 120; n += 1) {
    at(n >> 1);
    // One after the other, in time.
    await audit.record([event(String(n))]);
  }
  const seen: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    // A page leads to the next.
    const { items, next } = await audit.page(cursor === undefined ? {} : { cursor });
    seen.push(...items);
    cursor = next ?? undefined;
    at(100_000);
    await audit.record([event('new')]);
  } while (cursor !== undefined);
  expect(subjects(seen)).toEqual(Array.from({ length: 120 }, (_, n) => String(119 - n)));
});

test('N2 a page has the actions of the actors that were asked for', async () => {
  const { audit } = auditLog();
  const reader = { ...event('r'), actor: { kind: 'reader', id: null, name: 'Reader' } as const };
  await audit.record([
    event('1', 'exported', 'm1'),
    event('2', 'signed in', 'm1'),
    event('3', 'exported', 'm2'),
    reader,
  ]);
  const asked: [Parameters<AuditLog['page']>[0], string[]][] = [
    [{}, ['r', '3', '2', '1']],
    [{ action: 'exported' }, ['r', '3', '1']],
    [{ actor: 'm1' }, ['2', '1']],
    [{ actor: 'm1', action: 'exported' }, ['1']],
    [{ actor: 'reader' }, ['r']],
    [{ actor: 'nobody' }, []],
  ];
  for (const [query, expected] of asked) {
    expect(subjects((await audit.page(query)).items)).toEqual(expected);
  }
});

test('N2 what is rare is found by going on, and no request reads the whole log', async () => {
  const { audit, log } = auditLog();
  await audit.record([event('rare', 'backup taken')]);
  await audit.record(Array.from({ length: 20_500 }, (_, n) => event(String(n))));
  const lists: number[] = [];
  const list = log.list.bind(log);
  log.list = (space, options) => (lists.push(options?.limit ?? Infinity), list(space, options));
  const first = await audit.page({ action: 'backup taken' });
  expect(first.items).toEqual([]);
  expect(Math.max(...lists)).toBeLessThanOrEqual(500);
  expect(lists.length).toBeLessThanOrEqual(40);
  const second = await audit.page({ action: 'backup taken', cursor: first.next ?? '' });
  expect([subjects(second.items), second.next]).toEqual([['rare'], null]);
});

const DAY_MS = 24 * 60 * 60 * 1000;

test('N31 what is older than the days that it is kept for goes, and one entry a day says so', async () => {
  const { audit, at } = auditLog();
  await audit.record(Array.from({ length: 1100 }, (_, index) => event(`old ${index}`)));
  at(DAY_MS);
  await audit.record([event('a day later')]);
  at(30 * DAY_MS);
  await audit.prune(30);
  expect(await all(audit)).toHaveLength(1101);
  at(31 * DAY_MS);
  await audit.prune(30);
  await audit.prune(30);
  at(31 * DAY_MS + 3_600_000);
  await audit.prune(30);
  const [said, ...kept] = await all(audit);
  expect(said).toMatchObject({
    actor: { kind: 'system', id: null, name: 'Galley' },
    action: 'audit pruned',
    detail: { before: '2026-05-02' },
  });
  expect(subjects(kept)).toEqual(['a day later']);
  at(32 * DAY_MS);
  await audit.prune(30);
  const actions = (await all(audit)).map(({ action }) => action);
  expect(actions).toEqual(['audit pruned', 'audit pruned']);
});

test('N31 a pruning that is stopped says nothing yet, and the next one goes on', async () => {
  const { audit, at } = auditLog();
  await audit.record([event('old')]);
  at(40 * DAY_MS);
  const stop = new AbortController();
  stop.abort();
  await audit.prune(30, stop.signal);
  expect(subjects(await all(audit))).toEqual(['old']);
  await audit.prune(30);
  expect((await all(audit)).map(({ action }) => action)).toEqual(['audit pruned']);
});
