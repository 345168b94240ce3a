/** The address of an annotated copy. */
import { copyRoutes } from '../../../shared/wire/routes/copies.ts';
import { addressOf } from '../../api/address.ts';

/** What is to be in the copy. */
export interface ExportChoices {
  /** Resolved, accepted and declined threads too, not only open ones. */
  readonly settled: boolean;
  readonly names: 'real' | 'pseudonyms';
  /** Ids of the layers to take; null for all that one may read but private ones. */
  readonly layers: readonly string[] | null;
}

/** The address under which the server gives the copy; what is the server's default is left out. */
export function exportAddress(article: string, format: string, choices: ExportChoices): string {
  return addressOf(copyRoutes.export, {
    id: article,
    format,
    layers: choices.layers?.join(','),
    status: choices.settled ? undefined : 'open',
    names: choices.names === 'pseudonyms' ? 'pseudonyms' : undefined,
  });
}
