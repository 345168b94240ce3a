/** Layers below HTTP: what must hold however requests fall together. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Layers, NOTES } from '../../../server/articles/layers.ts';
import { AuditLog } from '../../../server/audit/audit-log.ts';
import { Trash } from '../../../server/trash/trash.ts';
import type { Article, Layer } from '../../../shared/article/article.ts';
import { memoryStore } from '../../../server/storage/open.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { roomsOver } from '../../support/rooms-over.ts';

async function layersOver(store = memoryStore()) {
  await store.transaction(async ({ catalogue }) => catalogue.put('articles', ARTICLE));
  const rooms = roomsOver(store.log);
  const now = () => new Date('2026-05-01T10:00:00Z');
  const audit = new AuditLog(store.log, now, randomUUID);
  const trash = new Trash({ store, rooms, audit, now, followUp: () => Promise.resolve() });
  return { rooms, trash, layers: new Layers({ store, rooms, now, newId: randomUUID }) };
}

const ARTICLE: Article = {
  id: 'a',
  title: 'Low tide',
  slug: 'low-tide',
  status: 'draft',
  language: 'en',
  direction: 'ltr',
  created: '2026-05-01T10:00:00Z',
  modified: '2026-05-01T10:00:00Z',
  author: 'm',
};

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.title);
  return result.value;
}

test('H30 two changes of a layer at the same time are both made', async () => {
  const { rooms, layers } = await layersOver();
  const owner = { kind: 'member', id: 'm', name: 'M', role: 'owner' } as const;
  const asked = { name: 'Facts', color: 'blue', audience: 'members' } as const;
  const { id } = valueOf(await layers.add('a', asked, owner));
  const allows = () => done(null);
  await Promise.all([
    layers.change(id, { audience: 'moderators', locked: true }, allows),
    layers.change(id, { color: 'green' }, allows),
  ]);
  const changed = { name: 'Facts', audience: 'moderators', locked: true, color: 'green' };
  expect(await layers.find('a', id, owner)).toMatchObject(changed);
  await rooms.close();
});

test('H30 a layer that was deleted meanwhile stays so, and rights are asked of it as it is', async () => {
  const { rooms, layers, trash } = await layersOver();
  const owner = { kind: 'member', id: 'm', name: 'M', role: 'owner' } as const;
  const asked = { name: 'Facts', color: 'blue', audience: 'members' } as const;
  const layer = valueOf(await layers.add('a', asked, owner));
  const seen: boolean[] = [];
  const allows = () => done(null);
  const deleted = async () => {
    await trash.takeLayer(layer, owner);
    return layers.change(layer.id, { color: 'pink' }, allows);
  };
  expect((await layers.change(layer.id, { locked: true }, allows)).ok).toBe(true);
  const refuses = (now: Layer): Result<null> => (seen.push(now.locked), failed('conflict'));
  await layers.change(layer.id, { color: 'green' }, refuses);
  expect(seen).toEqual([true]);
  const beside = ['red', 'blue', 'green'].map((name) => layers.change(layer.id, { name }, allows));
  const [late] = await Promise.all([deleted(), ...beside]);
  expect(late.ok).toBe(false);
  expect(await layers.readable('a', owner)).toEqual([]);
  await rooms.close();
});

test('H23 several first notes at the same time make one layer', async () => {
  const { rooms, layers } = await layersOver();
  const actor = { kind: 'member', id: 'm', name: 'M', role: 'commenter' } as const;
  const made = await Promise.all([1, 2, 3].map(() => layers.forWriting('a', NOTES, actor)));
  const [first, ...others] = made.map(valueOf);
  expect(new Set(others)).toEqual(new Set([first]));
  expect(await layers.readable('a', actor)).toEqual([first]);
  await rooms.close();
});
