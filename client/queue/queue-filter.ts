/** Which part of the queue is shown, and how the addresses of page and API say so. */
import { KINDS } from '../../shared/annotation/annotation.ts';
import type { Kind } from '../../shared/annotation/annotation.ts';
import { clientPages } from '../../shared/wire/routes/pages.ts';
import type { QueueQuery } from '../../shared/wire/routes/queue.ts';
import { addressOf } from '../api/address.ts';

/** What of all that is open is shown. */
export interface QueueFilter {
  readonly kind: Kind | 'all';
  /** Id of the only article whose items are shown; null for all articles. */
  readonly article: string | null;
  /** Only what mentions the one who looks. */
  readonly mentionsMe: boolean;
}

/** All that is open. */
export const WHOLE_QUEUE: QueueFilter = { kind: 'all', article: null, mentionsMe: false };

/** The filter in the query of the page's address; what it doesn't know is left out. */
export function queueFilterOf(search: string): QueueFilter {
  const parameters = new URLSearchParams(search);
  const kind = KINDS.find((known) => known === parameters.get('kind'));
  return {
    kind: kind ?? 'all',
    article: parameters.get('article'),
    mentionsMe: parameters.get('mentions') === 'me',
  };
}

/** The page's address with the filter in it, so that it outlives a look into an article and can be passed on. */
export function queuePageAddress(filter: QueueFilter): string {
  return addressOf(clientPages.queue, parametersOf(filter));
}

/** What the API is asked for: the page of what is open at the cursor, without one the first. */
export function queueQuery(filter: QueueFilter, cursor?: string): QueueQuery {
  return { ...parametersOf(filter), status: 'open', cursor };
}

function parametersOf({
  kind,
  article,
  mentionsMe,
}: QueueFilter): Pick<QueueQuery, 'kind' | 'article' | 'mentions'> {
  return {
    kind: kind === 'all' ? undefined : kind,
    article: article ?? undefined,
    mentions: mentionsMe ? 'me' : undefined,
  };
}
