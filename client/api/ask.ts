/** The client's only way to the server's HTTP API. */
import type { Problem, Result } from '../../shared/wire/problems.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * Asks the server; `path` begins with `/api/`. Gives the answer's JSON, or the problem that the server named.
 * A server that can't be reached comes back as a problem of type `/problems/unreachable` with status 0.
 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<Result<T>> {
  let response: Response;
  try {
    response = await fetch(path, request(method, body));
  } catch {
    return unreachable();
  }
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson ? await response.json().catch(() => null) : null;
  if (response.ok) return { ok: true, value: answer as T }; // shaped by the server's presenters
  return { ok: false, problem: (answer as Problem | null) ?? unexplained(response.status) };
}

/** Sends a file as the multipart field `file`. */
export async function upload<T>(path: string, file: File): Promise<Result<T>> {
  const form = new FormData();
  form.set('file', file);
  return ask('POST', path, form);
}

function request(method: Method, body: unknown): RequestInit {
  if (body === undefined) return { method };
  if (body instanceof FormData) return { method, body };
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function unreachable<T>(): Result<T> {
  return {
    ok: false,
    problem: { type: '/problems/unreachable', title: 'The server can not be reached.', status: 0 },
  };
}

function unexplained(status: number): Problem {
  return { type: 'about:blank', title: `The server answered ${status} without a reason.`, status };
}
