/** The catalogue in memory, for tests and for what needs no disk. */
import { TableSet } from '../table-set.ts';
import { TransactionalCatalogue } from '../transactional-catalogue.ts';
import type { Catalogue } from '../catalogue.ts';

/** An empty catalogue that forgets everything with its process. */
export function memoryCatalogue(): Catalogue {
  return new TransactionalCatalogue(TableSet.from({}), async () => {});
}
