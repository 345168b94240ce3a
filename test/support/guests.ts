/** Share links in tests, and the browsers of the guests that follow them. */
import type { Reply, TestServer } from './server.ts';
import { askAt } from './server.ts';
import { rawSocket } from './sync-client.ts';
import type { RawSocket } from './sync-client.ts';

/** A link as the server answered it: the only time that its secret is shown. */
export interface MadeShare {
  readonly id: string;
  /** What stands after `#share=`. */
  readonly secret: string;
}

/** Makes a link to an article, for commenters unless `asked` says otherwise; as the owner, or as the token's member. */
export async function makeShare(
  server: TestServer,
  article: string,
  asked: object = {},
  token?: string,
): Promise<MadeShare> {
  const body = { role: 'commenter', ...asked };
  const made = await server.ask('POST', `/api/articles/${article}/shares`, body, token);
  if (made.status !== 201) throw new Error(`The link was refused: ${made.text}`);
  return { id: made.json.id, secret: new URL(made.json.url).hash.replace('#share=', '') };
}

/** A browser with its one cookie. */
export class Browser {
  readonly #server: TestServer;
  cookie = '';

  constructor(server: TestServer) {
    this.#server = server;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = this.cookie === '' ? {} : { cookie: this.cookie };
    const reply = await askAt(this.#server.url, method, path, body, '', headers);
    for (const set of reply.headers.getSetCookie()) this.cookie = set.split(';', 1)[0] ?? '';
    return reply;
  }

  /** Follows a link. */
  follow(secret: string, name = 'Gus', password?: string): Promise<Reply> {
    return this.ask('POST', '/api/shares/enter', { token: secret, name, password });
  }

  /** Opens a socket as the browser's pages do. */
  async socket(room: string): Promise<RawSocket> {
    const headers = { cookie: this.cookie, origin: this.#server.url };
    const raw = await rawSocket(this.#server, room, { headers });
    if ('status' in raw) throw new Error(`The upgrade was refused: ${raw.status}`);
    return raw;
  }
}

/** A browser that has followed a link. */
export async function guestOf(server: TestServer, secret: string, name = 'Gus'): Promise<Browser> {
  const browser = new Browser(server);
  const entered = await browser.follow(secret, name);
  if (entered.status !== 200) throw new Error(`The guest was refused: ${entered.text}`);
  return browser;
}
