/** Opens the store; the only file that names an implementation. */
import type { Catalogue } from './catalogue.ts';
import type { UpdateLog } from './update-log.ts';

export interface Store {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  /** Closes both and gives the process lock back. */
  close(): Promise<void>;
}
