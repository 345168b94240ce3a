/** A store of which what was typed last is only in its journal. */
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '../../server/storage/open.ts';
import type { EmbeddedStore } from '../../server/storage/embedded/embedded-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The write that adds the text to the room. */
export const append = (room: string, text: string) =>
  ({ do: 'append', room, update: Buffer.from(text) }) as const;

/** The texts of the room's updates; null where there is no such room. */
export async function textsOf(store: Store, room: string): Promise<string[] | null> {
  const stored = await store.log.load(room);
  return stored && stored.updates.map((update) => Buffer.from(update).toString());
}

/** The names of the journal's files, also of those that were set aside. */
export async function journalIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('journal-')).sort();
}

/** A store whose process stops now: its files as they are, in a folder of their own. */
export async function killed(folder: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'copy');
  await cp(folder, copy, { recursive: true, filter: (path) => !/lock\.json$|\.sock$/.test(path) });
  return copy;
}

/** The store in the folder, closed when the test has ended. */
export async function opened(folder: string): Promise<EmbeddedStore> {
  const store = await openStore(folder);
  onTestFinished(() => store.close());
  return store;
}

/** A store with a row in its catalogue, without which its rooms would belong to nobody. */
export async function begun(folder: string): Promise<EmbeddedStore> {
  const store = await opened(folder);
  const created = '2026-01-01T00:00:00.000Z';
  const row = { id: 'm', name: 'Ada', email: null, role: 'owner', created } as const;
  await store.transaction(async ({ catalogue }) => catalogue.put('members', row));
  return store;
}

/** The same bytes with one bit flipped; a negative place counts from the end. */
export function flip(bytes: Buffer, at: number): Buffer {
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes;
}
