/** Calls the routes of the server's HTTP API, and reads their answers by the schema that each declares. */
import { done } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { AddressParams, AnswerOf, Route, SentBody } from '../../shared/wire/route.ts';
import { addressOf } from './address.ts';
import { send } from './send.ts';

/** What a call takes beside its route: parameters of the address, and the body or a file where the route takes one. */
type Given<R extends Route> = R extends { readonly body: object } | { readonly upload: string }
  ? [
      params: AddressParams<R>,
      body: SentBody<R> | (R extends { readonly upload: string } ? File : never),
    ]
  : object extends AddressParams<R>
    ? [params?: AddressParams<R>, body?: undefined]
    : [params: AddressParams<R>, body?: undefined];

/**
 * Gives what the route answers, null where that isn't JSON; else the problem that the server named, or what `send` says. An
 * answer that can't be read is a problem of type `/problems/unreadable`, with the status that it came with.
 */
export async function call<R extends Route>(
  route: R,
  ...[params, body]: Given<R>
): Promise<Result<AnswerOf<R>>> {
  const address = addressOf(route, (params ?? {}) as AddressParams<R>); // left out where none is needed
  const sent = await send(route.method, address, body);
  if (!sent.ok) return sent;
  if (route.answer.kind !== 'json') return done(null as AnswerOf<R>); // as its type says
  const read = route.answer.schema.safeParse(sent.value.json);
  if (read.success) return done(read.data as AnswerOf<R>); // by the schema of which the type is made
  return { ok: false, problem: { ...UNREADABLE, status: sent.value.status } };
}

/** Most likely the server was updated while the page stood open. */
const UNREADABLE = {
  type: '/problems/unreadable',
  title: 'This page can not read the server’s answer; please reload it.',
} as const;
