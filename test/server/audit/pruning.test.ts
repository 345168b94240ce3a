/** The server itself deletes what is old in the audit log, where its operator has said after how many days. */
import { expect, onTestFinished, test } from 'vitest';
import { memoryStore } from '../../support/memory-store.ts';
import { testServer } from '../../support/server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As the log makes its keys. */
const keyOf = (daysAgo: number) =>
  `${String(9_999_999_999_999 - (Date.now() - daysAgo * DAY_MS)).padStart(13, '0')}-999999-test`;

async function serverWithOldEntries(environment: Record<string, string>) {
  const store = memoryStore();
  const keys = [keyOf(40), keyOf(20)];
  await store.log.commit(
    keys.map((key) => ({
      do: 'put',
      space: 'audit',
      key,
      value: { actor: { kind: 'system', id: null, name: 'Galley' }, action: 'exported' },
    })),
  );
  // Gone once the purge of the start has come so far.
  await store.log.commit([{ do: 'put', space: 'erasures', key: 'nobody', value: 'stay' }]);
  const server = await testServer({ environment }, store);
  onTestFinished(() => server.close());
  const left = async () => {
    const there = new Set((await store.log.list('audit')).map(({ key }) => key));
    return keys.map((key) => there.has(key));
  };
  return { store, server, left };
}

test('N31 the server that has the setting deletes what is older', async () => {
  const { left, server } = await serverWithOldEntries({ GALLEY_AUDIT_DAYS: '30' });
  await expect.poll(left).toEqual([false, true]);
  const { items } = (await server.ask('GET', '/api/audit?action=audit+pruned')).json;
  expect(items).toHaveLength(1);
});

test('N31 one without it keeps all', async () => {
  const { left, store, server } = await serverWithOldEntries({});
  await expect.poll(() => store.log.list('erasures')).toEqual([]);
  await server.parts.idleGuests.prune();
  expect(await left()).toEqual([true, true]);
});
