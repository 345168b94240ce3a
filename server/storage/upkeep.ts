/** What an operator has to know of a store in a folder of this machine, and does with it. */

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
  /** Says how to reach this process; `readRunning` gives it to the command line. */
  describe(facts: { readonly url: string; readonly secret: string }): void;
}
