/** Layers below HTTP: what must hold however requests fall together. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Layers, NOTES } from '../../server/articles/layers.ts';
import { memoryStore } from '../../server/storage/open.ts';
import { roomsOver } from '../support/rooms-over.ts';

test('H23 several first notes at the same time make one layer', async () => {
  const { catalogue, log } = memoryStore();
  const now = () => new Date('2026-05-01T10:00:00Z');
  const rooms = roomsOver(log);
  const layers = new Layers({ catalogue, log, rooms, now, newId: randomUUID });
  const actor = { kind: 'member', id: 'm', name: 'M', role: 'commenter' } as const;
  const made = await Promise.all([1, 2, 3].map(() => layers.forWriting('a', NOTES, actor)));
  expect(new Set(made.map((layer) => layer?.id)).size).toBe(1);
  expect(await layers.readable('a', actor)).toEqual([made[0]]);
  await rooms.close();
});
