/** Both update logs hold the contract. */
import { openJournalledLog } from '../../server/storage/embedded/lmdb-with-journal.ts';
import { openLmdbUpdateLog } from '../../server/storage/embedded/lmdb-update-log.ts';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { updateLogContract } from './update-log.contract.ts';

updateLogContract('in memory', async () => ({
  keeps: false,
  open: async () => new MemoryUpdateLog(),
}));

updateLogContract('on LMDB', async () => {
  const folder = await temporaryFolder();
  return { keeps: true, open: async () => openLmdbUpdateLog(folder) };
});

updateLogContract('with a journal', async () => {
  const folder = await temporaryFolder();
  const failOnNotice = (sentence: string): void => {
    throw new Error(sentence);
  };
  return {
    keeps: true,
    open: () => openJournalledLog(folder, openLmdbUpdateLog(folder), failOnNotice),
  };
});
