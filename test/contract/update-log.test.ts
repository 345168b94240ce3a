/** Both update logs hold the contract. */
import { openLmdbUpdateLog } from '../../server/storage/lmdb-update-log.ts';
import { MemoryUpdateLog } from '../../server/storage/memory-update-log.ts';
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
