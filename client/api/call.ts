/** The client's only way to the server's HTTP API. */
import * as z from 'zod/mini';
import { done } from '../../shared/wire/problems.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import type { AddressParams, AnswerOf, Route, SentBody } from '../../shared/wire/route.ts';
import { addressOf } from './address.ts';

/** What a call takes beside its route: parameters of the address, and the body or a file where the route takes one. */
type Given<R extends Route> = R extends { readonly body: object }
  ? [
      params: AddressParams<R>,
      body: SentBody<R> | (R extends { readonly upload: true } ? File : never),
    ]
  : object extends AddressParams<R>
    ? [params?: AddressParams<R>, body?: undefined]
    : [params: AddressParams<R>, body?: undefined];

/**
 * Calls a route. Gives what it answers (null where that isn't JSON), or the problem that the server named. What goes wrong
 * on the way is a problem too: no server with status 0, and an answer that can't be read with the status that it came with.
 */
export async function call<R extends Route>(
  route: R,
  ...[params, body]: Given<R>
): Promise<Result<AnswerOf<R>>> {
  let response: Response;
  try {
    const address = addressOf(route, (params ?? {}) as AddressParams<R>); // left out where none is needed
    response = await fetch(address, requestFor(route, body));
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  const said: unknown = isJson ? await response.json().catch(() => null) : null;
  if (!response.ok) return { ok: false, problem: problemIn(said, response.status) };
  if (route.answer.kind !== 'json') return done(null as AnswerOf<R>); // as the type says
  const read = route.answer.schema.safeParse(said);
  if (read.success) return done(read.data as AnswerOf<R>); // by the schema that the type is made of
  return { ok: false, problem: unreadable(response.status) };
}

function requestFor({ method }: Route, body: unknown): RequestInit {
  if (body === undefined) return { method };
  if (body instanceof File) {
    const form = new FormData();
    form.set('file', body);
    return { method, body: form };
  }
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

const SomeProblem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.exactOptional(z.string()),
});

function problemIn(said: unknown, status: number): Problem {
  const read = SomeProblem.safeParse(said);
  if (read.success) return read.data;
  return { type: 'about:blank', title: `The server answered ${status} without a reason.`, status };
}

const UNREACHABLE: Problem = {
  type: '/problems/unreachable',
  title: 'The server can not be reached.',
  status: 0,
};

/** Most likely the server was updated while the page stood open. */
function unreadable(status: number): Problem {
  const title = 'The server’s answer can not be read by this page; please reload it.';
  return { type: '/problems/unreadable', title, status };
}
