/** The command line's way to a server: the one that runs, or else one started for this command alone. */
import type { Ask } from './ask.ts';

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

/** What is known of the server that holds the store; null is what it hasn't said yet. */
interface Holder {
  readonly url: string | null;
  readonly secret: string | null;
}

/**
 * One way for both: a command that works while a server holds the store is the same as one that works alone. `running` is that
 * server, null where there is none.
 */
export async function connect(
  running: Holder | null,
  startOwn: () => Promise<OwnServer>,
): Promise<Connection> {
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
