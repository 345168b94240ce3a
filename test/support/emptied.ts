/** Takes most of the words out of a live article. */
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { TestServer } from './server.ts';
import { OWNER_TOKEN } from './server.ts';
import { stockClient, until } from './sync-client.ts';

/** So many that a text of them is worth keeping. */
export const MANY_WORDS: string = Array.from({ length: 60 }, (_, n) => `harbour ${n}`).join(' ');

/** Takes a long paragraph out again that it has put behind the text, and gives the id of the text that was kept. */
export async function emptyText(
  server: TestServer,
  article: string,
  token = OWNER_TOKEN,
): Promise<string> {
  const client = stockClient(server, article, token);
  await client.synced;
  const root = client.doc.getXmlFragment(ARTICLE_ROOT);
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText();
  words.insert(0, MANY_WORDS);
  paragraph.insert(0, [words]);
  root.push([paragraph]);
  root.delete(root.length - 1, 1);
  const path = `/api/articles/${article}/earlier-texts`;
  const kept = async () => (await server.ask('GET', path)).json.items as { id: string }[];
  await until(async () => (await kept()).length > 0, 'the text is kept');
  client.destroy();
  return (await kept())[0]?.id ?? '';
}

/** An article out of which most words were taken, and the text that was kept of it. */
export async function emptied(server: TestServer): Promise<{ id: string; text: string }> {
  const { id } = await server.article('# Title\n\nA cat.');
  return { id, text: await emptyText(server, id) };
}
