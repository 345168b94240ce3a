/** Which part of the queue is shown, and how the addresses of page and API say so. */
import { KINDS } from '../../shared/annotation/annotation.ts';
import type { Kind } from '../../shared/annotation/annotation.ts';
import type { AddressParams } from '../../shared/wire/route.ts';
import type { queueRoutes } from '../../shared/wire/routes/queue.ts';

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
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(shownIn(filter)))
    if (value) parameters.set(name, value);
  return parameters.size === 0 ? '/queue' : `/queue?${parameters.toString()}`;
}

/** What one page of what is open is asked for with. */
export function queueQuery(
  filter: QueueFilter,
  cursor: string | null,
): AddressParams<typeof queueRoutes.list> {
  return { ...shownIn(filter), status: 'open', cursor: cursor ?? undefined };
}

function shownIn({ kind, article }: QueueFilter) {
  return { kind: kind === 'all' ? undefined : kind, article: article ?? undefined };
}
