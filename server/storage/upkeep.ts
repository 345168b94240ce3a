/** What an operator has to know of a store in a folder of this machine, and does with it. */
import type { Socket } from 'node:net';

/** A store in memory has none. */
export interface StoreUpkeep {
  /** Sentences on what was found damaged, and what is used instead. */
  readonly notices: readonly string[];
  /** Number of the catalogue's last change, which rises with each; 0 before the first. */
  generation(): number;
  /** Bytes on disk. */
  size(): Promise<number>;
  /** Writes a copy into an empty folder, which can be opened as a store, while all else goes on. */
  backup(folder: string): Promise<void>;
  /**
   * Gives each connection that a command makes through the folder to `take`, those included that wait since the store was opened.
   * Whoever made it may read the store's files. After a call of what it returns there are no more.
   */
  accept(take: (connection: Socket) => void): () => void;
}

/** The process that has a store's folder. */
export interface Holder {
  /** As in “the store is in use by NAME”. */
  readonly name: string;
  /** A new connection with it, through the folder; see `StoreUpkeep.accept`. */
  connect(): Socket;
}
