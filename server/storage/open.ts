/** Opens stores, and what is done with one that is closed; the only file that names an implementation. */
import { openEmbeddedStore, examineHere } from './embedded/embedded-store.ts';
import type { EmbeddedOptions, EmbeddedStore } from './embedded/embedded-store.ts';
import { findHolder } from './embedded/process-lock.ts';
import { restoreFolder } from './embedded/restore.ts';
import type { Restored, RestoreOptions } from './embedded/restore.ts';
import { EngineStore } from './engine-store.ts';
import type { Examination } from './examine.ts';
import { MemoryEngine } from './memory/memory-engine.ts';
import type { Disk } from './memory/memory-engine.ts';
import { Readers } from './reads.ts';
import type { Store } from './store.ts';
import type { Holder } from './upkeep.ts';

/** Opens the store in a folder of this machine: see `openEmbeddedStore`. */
export function openStore(folder: string, options?: EmbeddedOptions): Promise<EmbeddedStore> {
  return openEmbeddedStore(folder, options);
}

/** An empty store that forgets everything when its process ends; `disk` stands for what it would be written to. */
export function memoryStore(disk?: Disk): Store {
  const readers = new Readers();
  return new EngineStore(new MemoryEngine(readers, disk), readers);
}

/** The process that has this very folder's store open; null where none has, as for a copy of a folder that is open. */
export function findRunning(folder: string): Promise<Holder | null> {
  return findHolder(folder);
}

/** Reads a folder's log in this process, which damage may end: see `Examine`. */
export function examineFolder(folder: string, altered: boolean): Promise<Examination> {
  return examineHere(folder, altered);
}

/** Puts a backup in the place of a folder's store: see `restoreFolder`. */
export function restoreStore(options: RestoreOptions): Promise<Restored> {
  return restoreFolder(options, openEmbeddedStore);
}
