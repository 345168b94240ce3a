/** How a command asks a server and reads what it answers. */
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Asks the server as its owner; `path` begins with `/api/`. */
export type Ask = (path: string, init?: Asked) => Promise<Response>;

/** What goes with a request; GET unless it says otherwise. */
export interface Asked {
  readonly method?: string;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks over a new connection each time: `fetch` knows none but of its own making. Waits for the answer as long as it takes. */
export function askOver(connect: () => Socket): Ask {
  return async (path, init = {}) => {
    // No server is at this address: it is there for the form, and turns files into bytes.
    const asked = new Request(`http://localhost${path}`, init);
    const body = Buffer.from(await asked.arrayBuffer());
    const headers = { ...Object.fromEntries(asked.headers), 'content-length': body.length };
    const { method } = asked;
    return new Promise((resolve, reject) => {
      const sent = request({
        createConnection: connect,
        path,
        method,
        headers,
        signal: init.signal,
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        buffer(answer).then((bytes) => {
          const { statusCode: status = 500 } = answer;
          const told = new Headers();
          for (const name of ['content-type', 'retry-after'] as const)
            told.set(name, answer.headers[name] ?? '');
          const isEmpty = bytes.length === 0; // a body is not allowed with 204
          resolve(new Response(isEmpty ? null : bytes, { status, headers: told }));
        }, reject);
      });
      sent.end(body);
    });
  };
}

/** The answer's JSON; throws the server's own sentence where it refused. */
export async function answerOf<T>(response: Response): Promise<T> {
  const answer: unknown = await response.json();
  if (response.ok) return answer as T; // shaped by our own presenters
  const { title = '', detail = '' } = answer as { title?: string; detail?: string };
  throw new Error(detail === '' ? title : `${title} ${detail}`);
}
