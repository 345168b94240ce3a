/** Which part of the queue is shown, and how the addresses of page and API say so. */
import { KINDS } from '../../shared/annotation/annotation.ts';
import type { Kind } from '../../shared/annotation/annotation.ts';

export interface QueueFilter {
  readonly kind: Kind | 'all';
  /** Id of the only article whose items are shown; null for all articles. */
  readonly article: string | null;
}

/** The filter in the query of the page's address; what it doesn't know is left out. */
export function queueFilterOf(search: string): QueueFilter {
  const parameters = new URLSearchParams(search);
  const kind = KINDS.find((known) => known === parameters.get('kind'));
  return { kind: kind ?? 'all', article: parameters.get('article') };
}

/** The page's address with the filter in it, so that it outlives a look into an article and can be passed on. */
export function queuePageAddress(filter: QueueFilter): string {
  return withParameters('/queue', parametersOf(filter));
}

/** The API's address of one page of what is open. */
export function queueAddress(filter: QueueFilter, cursor: string | null): string {
  const parameters = parametersOf(filter);
  parameters.set('status', 'open');
  if (cursor !== null) parameters.set('cursor', cursor);
  return withParameters('/api/queue', parameters);
}

function parametersOf({ kind, article }: QueueFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  if (kind !== 'all') parameters.set('kind', kind);
  if (article !== null) parameters.set('article', article);
  return parameters;
}

function withParameters(path: string, parameters: URLSearchParams): string {
  const search = parameters.toString();
  return search === '' ? path : `${path}?${search}`;
}
