/** All stores hold the contract. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memoryStore, openStore } from '../../server/storage/open.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { blobsContract } from './blobs.contract.ts';
import { catalogueContract } from './catalogue.contract.ts';
import type { StorePlace } from './store-place.ts';
import { transactionContract } from './transaction.contract.ts';
import { updateLogContract } from './update-log.contract.ts';

async function inMemory(): Promise<StorePlace> {
  return { keeps: false, open: async () => memoryStore() };
}

async function inFolder(): Promise<StorePlace> {
  const folder = await temporaryFolder();
  const noticed = (sentence: string): void => {
    throw new Error(sentence);
  };
  return { keeps: true, open: () => openStore(folder, { noticed }) };
}

/** By the folder of `server/storage` in which each lies. */
const PLACES: Readonly<Record<string, () => Promise<StorePlace>>> = {
  memory: inMemory,
  embedded: inFolder,
};

test('S35 each engine holds the contract', () => {
  const entries = readdirSync(new URL('../../server/storage', import.meta.url), {
    withFileTypes: true,
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.toSorted()).toEqual(Object.keys(PLACES).toSorted());
});

for (const [name, makePlace] of Object.entries(PLACES)) {
  catalogueContract(name, makePlace);
  updateLogContract(name, makePlace);
  blobsContract(name, makePlace);
  transactionContract(name, makePlace);
}
