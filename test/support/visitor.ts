/** A browser as far as cookies go: keeps what the server sets, and sends it back. */
import type { Reply, TestServer } from './server.ts';

/** Asks as a browser without scripts would; `headers` come on top of its own. */
export interface Visitor {
  /** Cookies by name. */
  readonly jar: Map<string, string>;
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** The session's cookie, as a header has it. */
  cookie(): string;
}

/** Somebody with an empty jar, or with a copy of another's. Redirects are not followed. */
export function visitor(server: TestServer, jar = new Map<string, string>()): Visitor {
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    jar,
    cookie,
    async ask(method, path, body, headers = {}) {
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}${path}`, {
        method,
        redirect: 'manual',
        headers: { ...json, ...(jar.size === 0 ? {} : { cookie: cookie() }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const set of response.headers.getSetCookie()) keep(jar, set);
      const text = await response.text();
      const isJson = /[/+]json(;|$)/.test(response.headers.get('content-type') ?? '');
      const { status } = response;
      return { status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
  };
}

function keep(jar: Map<string, string>, set: string): void {
  const [pair = '', ...attributes] = set.split('; ');
  const at = pair.indexOf('=');
  const hasEnded = attributes.some((one) => /^(Max-Age=0$|Expires=.*1970)/i.test(one));
  if (hasEnded) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}
