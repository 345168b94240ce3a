/** A long article with many threads in a server's store. */
import * as Y from 'yjs';
import { describe } from '../../shared/anchor/describe.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import { writeDifference } from '../../shared/annotation/layer-document.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { SERVER_WRITER } from '../../server/sync/writers.ts';
import { randomFrom } from '../support/random.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';

const random = randomFrom(7);

/** Paragraphs of 100 words with a heading above every tenth. */
export function longText(words: number): string {
  const paragraphs = Array.from({ length: words / 100 }, (_none, at) =>
    at % 10 === 0 ? `## ${sentence(5)}\n\n${sentence(95)}` : sentence(100),
  );
  return `# ${sentence(4)}\n\n${paragraphs.join('\n\n')}`;
}

/** What nobody has done anything about yet. */
const UNTOUCHED = {
  replacement: null,
  color: null,
  tags: [],
  status: 'open',
  via: null,
  pinned: false,
  edited: null,
  revision: 0,
  anchors: [],
  statusBy: null,
  statusAt: null,
  assignee: null,
  replies: [],
  reactions: [],
} as const;

/**
 * Comments by a member on stretches of 3 to 80 characters all over the text. Put into the store before anybody has
 * opened the layer: asked for one by one they would take minutes.
 */
export async function annotate(
  { store }: TestServer,
  { id, layers }: ArticleReply,
  author: string,
  threads: number,
): Promise<void> {
  const index = textIndex((await storedText(store, id)).getXmlFragment(ARTICLE_ROOT));
  const layer = new Y.Doc();
  layer.clientID = SERVER_WRITER;
  layer.transact(() => {
    for (let nth = 0; nth < threads; nth += 1) {
      const from = Math.floor((nth * (index.length - 120)) / threads) + random(20);
      const anchor = describe(index, { from, to: from + 3 + random(78) });
      const at = new Date(Date.UTC(2026, 0, 1) + nth * 60_000).toISOString();
      const note = { id: `thread-${nth}`, kind: 'comment', author, anchor } as const;
      const body = sentence(4 + random(20));
      const made = { ...note, ...UNTOUCHED, created: at, modified: at, body };
      writeDifference(layer, null, made);
    }
  });
  const room = roomName(id, layers[0]?.id ?? '');
  await store.log.commit([{ do: 'append', room, update: Y.encodeStateAsUpdate(layer) }]);
}

async function storedText({ log }: TestServer['store'], article: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const stored = await log.load(roomName(article));
  for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update);
  return doc;
}

const WORDS = Array.from({ length: 3000 }, () =>
  Array.from({ length: 2 + random(9) }, () => 'etaoinshrdlucmfwyp'[random(18)]).join(''),
);

function sentence(words: number): string {
  return `${Array.from({ length: words }, () => WORDS[random(WORDS.length)]).join(' ')}.`;
}
