/** How a command asks a server and reads what it answers. */

/** Asks the server as its owner; `path` begins with `/api/`. */
export type Ask = (path: string, init?: Asked) => Promise<Response>;

/** What goes with a request beside the owner's secret; GET unless it says otherwise. */
export interface Asked {
  readonly method?: string;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer's JSON; throws the server's own sentence where it refused. */
export async function answerOf<T>(response: Response): Promise<T> {
  const answer: unknown = await response.json();
  if (response.ok) return answer as T; // shaped by our own presenters
  const { title = '', detail = '' } = answer as { title?: string; detail?: string };
  throw new Error(detail === '' ? title : `${title} ${detail}`);
}
