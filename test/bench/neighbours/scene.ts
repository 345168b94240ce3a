/** What attackers and the others find on the server: two articles, and the people who come to them. */
import type { KillableServer } from '../killable-server.ts';

/** Somebody who asks: headers that say who, and nothing where that is nobody. */
export interface Asker {
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything that an attacker needs to know. It goes to another process as JSON. */
export interface Scene {
  readonly port: number;
  /** Where everything happens; it is published at `slug`, and long. */
  readonly article: string;
  readonly layer: string;
  readonly slug: string;
  /** Another one, of which the attackers know nothing. */
  readonly elsewhere: string;
  readonly people: {
    readonly viewer: Asker;
    readonly commenter: Asker;
    readonly importer: Asker;
    readonly guest: Asker;
    readonly reader: Asker;
  };
}

/** How long the article is. */
const PARAGRAPHS = 400;

export async function makeScene(server: KillableServer): Promise<Scene> {
  const words = 'The council has said that nobody was asked about the new bridge over the river. ';
  const long = Array.from({ length: PARAGRAPHS }, (_, at) => `${at}. ${words.repeat(6)}`);
  const article = await server.article(`# Neighbours\n\n${long.join('\n\n')}`);
  const elsewhere = await server.article('# Elsewhere\n\nA quiet place.');
  await demand(server, 'PATCH', `/api/articles/${article}`, { status: 'published' });
  const about = await demand<{
    slug: string;
    layers: readonly { readonly id: string; readonly name: string }[];
  }>(server, 'GET', `/api/articles/${article}`);
  const member = async (name: string, role: string): Promise<Asker> => {
    const { id } = await demand<{ id: string }>(server, 'POST', '/api/members', { name, role });
    const path = `/api/members/${id}/tokens`;
    const { token } = await demand<{ token: string }>(server, 'POST', path, { label: 'bench' });
    return { headers: { authorization: `Bearer ${token}` } };
  };
  return {
    port: server.port,
    article,
    elsewhere,
    slug: about.slug,
    layer: about.layers.find(({ name }) => name === 'Comments')?.id ?? '',
    people: {
      viewer: await member('Vic', 'viewer'),
      commenter: await member('Cora', 'commenter'),
      importer: await member('Ivo', 'editor'),
      guest: await guest(server, article),
      reader: { headers: {} },
    },
  };
}

/** Somebody who came by a link that lets them edit. */
async function guest(server: KillableServer, article: string): Promise<Asker> {
  const path = `/api/articles/${article}/shares`;
  const { url } = await demand<{ url: string }>(server, 'POST', path, { role: 'editor' });
  const origin = `http://127.0.0.1:${server.port}`;
  const entered = await fetch(`${origin}/api/shares/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: new URL(url).hash.replace('#share=', ''), name: 'Gus' }),
  });
  const [cookie = ''] = entered.headers.getSetCookie();
  return { headers: { cookie: cookie.split(';', 1)[0] ?? '', origin } };
}

async function demand<T>(
  server: KillableServer,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await server.ask(method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T; // as the caller asked for it
}
