/** Carries a request to the server's HTTP API and its answer back: the one place of the client that fetches. */
import { done } from '../../shared/wire/problems.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import type { Method } from '../../shared/wire/route.ts';

/** An answer as it came: its status, and its JSON that nobody has looked at yet; null where it isn't JSON. */
export interface RawAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Sends JSON, or a file as the multipart field `file`. Gives the problem where the server named one; a server that can't be
 * reached is one of type `/problems/unreachable` with status 0.
 */
export async function send(
  method: Method,
  address: string,
  body?: unknown,
): Promise<Result<RawAnswer>> {
  let response: Response;
  try {
    response = await fetch(address, requestOf(method, body));
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
  const { ok, status } = response;
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  const json: unknown = isJson ? await response.json().catch(() => null) : null;
  if (ok) return done({ status, json });
  return { ok: false, problem: isProblem(json) ? json : unexplained(status) };
}

function requestOf(method: Method, body: unknown): RequestInit {
  // What is deleted while the page is left is deleted all the same.
  if (body === undefined) return method === 'DELETE' ? { method, keepalive: true } : { method };
  if (body instanceof File) {
    const form = new FormData();
    form.set('file', body);
    return { method, body: form };
  }
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function isProblem(json: unknown): json is Problem {
  if (typeof json !== 'object' || json === null) return false;
  const { type, title, status } = json as Partial<Problem>;
  return typeof type === 'string' && typeof title === 'string' && typeof status === 'number';
}

const UNREACHABLE: Problem = {
  type: '/problems/unreachable',
  title: 'The server can not be reached.',
  status: 0,
};

function unexplained(status: number): Problem {
  return { type: 'about:blank', title: `The server answered ${status} without a reason.`, status };
}
