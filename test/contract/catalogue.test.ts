/** Both catalogues hold the contract. */
import { openLowdbCatalogue } from '../../server/storage/embedded/lowdb-catalogue.ts';
import { memoryCatalogue } from '../../server/storage/memory/memory-catalogue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { catalogueContract } from './catalogue.contract.ts';

catalogueContract('in memory', async () => ({ keeps: false, open: async () => memoryCatalogue() }));

catalogueContract('on lowdb', async () => {
  const folder = await temporaryFolder();
  return {
    keeps: true,
    open: () =>
      openLowdbCatalogue(folder, (sentence) => {
        throw new Error(sentence);
      }),
  };
});
