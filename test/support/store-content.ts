/** All that a store holds, as texts by name, to be compared with what it held once. */
import { createHash } from 'node:crypto';
import { TABLE_NAMES } from '../../server/storage/table-set.ts';
import { SPACES } from '../../server/storage/update-log.ts';
import type { Store } from '../../server/storage/store.ts';

/** What stands for content that the store says is damaged. */
export const DAMAGED = 'damaged';

/** Each row, room, entry and blob of the store; those that `expected` names are asked for even where no list has them. */
export async function contentOf(
  store: Store,
  expected: Iterable<string> = [],
): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  for (const table of TABLE_NAMES)
    for (const row of await store.catalogue.find(table))
      content.set(`${table} ${row.id}`, JSON.stringify(row));
  const asked = [...expected];
  for (const room of new Set([...(await store.log.rooms()), ...namesOf('room', asked)])) {
    const digest = await orDamaged(roomDigest(store, room));
    if (digest !== null) content.set(`room ${room}`, digest);
  }
  for (const space of SPACES) {
    const listed = await store.log.list(space).then(
      (entries) => entries.map(({ key }) => key),
      () => [],
    );
    for (const key of new Set([...listed, ...namesOf(space, asked)])) {
      const value = await orDamaged(store.log.get(space, key));
      if (value !== null)
        content.set(`${space} ${key}`, value === DAMAGED ? DAMAGED : JSON.stringify(value));
    }
  }
  for (const key of new Set([...(await store.blobs.list()), ...namesOf('blob', asked)])) {
    const digest = await orDamaged(blobDigest(store, key));
    if (digest !== null) content.set(`blob ${key}`, digest);
  }
  return content;
}

async function blobDigest(store: Store, key: string): Promise<string | null> {
  const blob = await store.blobs.get(key);
  return (
    blob && createHash('sha256').update(String(blob.mediaType)).update(blob.bytes).digest('hex')
  );
}

async function roomDigest(store: Store, room: string): Promise<string | null> {
  const stored = await store.log.load(room);
  if (stored === null) return null;
  const hash = createHash('sha256').update(String(stored.epoch));
  for (const update of stored.updates) hash.update(`${update.length} `).update(update);
  return hash.digest('hex');
}

async function orDamaged<T>(reading: Promise<T>): Promise<T | string> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('Damaged')) return DAMAGED;
    throw error;
  }
}

function namesOf(kind: string, names: readonly string[]): string[] {
  return names
    .filter((name) => name.startsWith(`${kind} `))
    .map((name) => name.slice(kind.length + 1));
}
