/** Restoring a backup takes back what was done, and not that it was done. */
import { join } from 'node:path';
import { truncate } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { examineFolder, openStore, restoreStore } from '../../../server/storage/open.ts';
import { testServer } from '../../support/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A store with a backup, and with an entry from before and from after it. */
async function used() {
  const place = await temporaryFolder();
  const [folder, backup] = [join(place, 'store'), join(place, 'backup')];
  const server = await testServer({}, await openStore(folder));
  await server.ask('PATCH', '/api/workspace', { name: 'Before' });
  await server.ask('POST', '/api/store/backup', { folder: backup });
  await server.ask('PATCH', '/api/workspace', { name: 'Since' });
  await server.close();
  const restore = (examine = examineFolder) =>
    restoreStore({ backup, folder, suffix: 'old', epoch: 1000, examine });
  return { folder, restore };
}

async function recorded(folder: string): Promise<{ name: string; actions: string[] }> {
  const server = await testServer({}, await openStore(folder));
  const { name } = (await server.ask('GET', '/api/workspace')).json;
  const { items } = (await server.ask('GET', '/api/audit')).json;
  await server.close();
  const says = ({ action, detail }: { action: string; detail: { name?: string } }) =>
    detail.name ?? action;
  return { name, actions: items.map(says) };
}

test('N6 a restored store has the audit log of the one that it replaces', async () => {
  const { folder, restore } = await used();
  expect((await restore()).notices).toEqual([]);
  expect(await recorded(folder)).toEqual({
    name: 'Before',
    actions: ['Since', 'backup taken', 'Before'],
  });
});

test('N6 where that can not be read any more, the one of the backup is there, and it is said', async () => {
  const { folder, restore } = await used();
  await truncate(join(folder, 'updates.mdb'), 100);
  // Such damage ends the process that examines it.
  const ended = () => Promise.reject(new Error('The process ended.'));
  expect((await restore(ended)).notices).toEqual([
    'The audit log since the backup could not be read.',
  ]);
  expect(await recorded(folder)).toEqual({ name: 'Before', actions: ['Before'] });
});
