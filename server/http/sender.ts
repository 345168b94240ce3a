/** Who sent a request, as the pool of formats tells senders apart. */
import { isPerson } from '../../shared/policy/actor.ts';
import type { Sender } from '../formats/workers/worker-pool.ts';
import type { AnyAsked } from './row.ts';

/** The person, or the network of somebody who is none; gone once the connection is, or the answer is sent. */
export function senderOf({
  actor,
  from,
  request,
}: Pick<AnyAsked, 'actor' | 'from' | 'request'>): Sender {
  const gone = new AbortController();
  if (request.res?.closed === true) gone.abort();
  request.res?.once('close', () => gone.abort());
  return { id: isPerson(actor) ? actor.id : from.network, gone: gone.signal };
}
