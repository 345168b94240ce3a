/** The command line's way to a server: the one that runs, or else one started for this command alone. */
import type { Config } from '../config.ts';
import { readRunning } from '../storage/open.ts';

/** Asks the server as its owner; `path` begins with `/api/`. */
export type Ask = (path: string, init?: Asked) => Promise<Response>;

/** What goes with a request beside the owner's secret; GET unless it says otherwise. */
export interface Asked {
  readonly method?: string;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A way to ask; `close` ends the server where one was started for this command. */
export interface Connection {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** A server that was started for one command: `secret` makes whoever sends it the owner. */
export interface OwnServer {
  readonly url: string;
  readonly secret: string;
  close(): Promise<void>;
}

/** One way for both: a command that works while a server holds the store is the same as one that works alone. */
export async function connect(
  config: Config,
  startOwn: () => Promise<OwnServer>,
): Promise<Connection> {
  const running = readRunning(config.data);
  const [url, secret] = [running?.url, running?.secret];
  const server = url && secret ? { url, secret, close: () => Promise.resolve() } : await startOwn();
  return {
    ask: (path, init = {}) =>
      fetch(`${server.url}${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${server.secret}` },
      }).catch((error: unknown) => {
        // Why it failed stands in the cause alone, such as a port that the Fetch standard forbids.
        const { cause } = error as Error;
        const why = cause instanceof Error ? cause.message : String(error);
        throw new Error(`The server at ${server.url} can't be asked (${why}).`, { cause });
      }),
    close: () => server.close(),
  };
}

/** The answer's JSON; throws the server's own sentence where it refused. */
export async function answerOf<T>(response: Response): Promise<T> {
  const answer: unknown = await response.json();
  if (response.ok) return answer as T; // shaped by our own presenters
  const { title = '', detail = '' } = answer as { title?: string; detail?: string };
  throw new Error(detail === '' ? title : `${title} ${detail}`);
}
