/** A store over the files of a folder, without its lock, its checkpoints and a look at the file before it is opened. */
import { TableSet } from '../../server/storage/table-set.ts';
import { CommitQueue } from '../../server/storage/embedded/commit-queue.ts';
import { FILE_CALLS } from '../../server/storage/embedded/file-calls.ts';
import { LmdbFile } from '../../server/storage/embedded/lmdb-file.ts';
import { openTakeOver } from '../../server/storage/embedded/take-over.ts';
import { EngineStore } from '../../server/storage/engine-store.ts';
import { Readers } from '../../server/storage/reads.ts';
import type { UpdateLog } from '../../server/storage/update-log.ts';

export interface EmbeddedLog extends UpdateLog {
  backup(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** `lmdb` is the folder's file, or one that fails; where it is given and this rejects, it is the caller's to close. */
export async function openLog(
  folder: string,
  lmdb = new LmdbFile(folder),
  notice: (sentence: string) => void = () => {},
): Promise<EmbeddedLog> {
  const readers = new Readers();
  const queue = new CommitQueue({
    folder,
    lmdb,
    takeOver: await openTakeOver(folder, lmdb, FILE_CALLS, notice),
    readers,
    catalogue: { number: 0, tables: TableSet.from({}) },
    catalogueChanged() {},
  });
  const store = new EngineStore(queue, readers);
  return Object.assign(store.log, {
    backup: (target: string) => queue.backup(target, async () => {}),
    close: () => store.close(),
  });
}
