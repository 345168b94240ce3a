/** All stores hold the contract. */
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

for (const [name, makePlace] of [
  ['in memory', inMemory],
  ['in a folder', inFolder],
] as const) {
  catalogueContract(name, makePlace);
  updateLogContract(name, makePlace);
  blobsContract(name, makePlace);
  transactionContract(name, makePlace);
}
