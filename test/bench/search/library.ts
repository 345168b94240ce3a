/** A large library in a store's folder, and a naive search of it to hold the server's against. */
import * as Y from 'yjs';
import { describe } from '../../../shared/anchor/describe.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { writeDifference } from '../../../shared/annotation/layer-document.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import type { Article, Layer } from '../../../shared/article/article.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { roomName } from '../../../shared/wire/messages.ts';
import type { SearchKind } from '../../../shared/wire/routes/search.ts';
import { commentsLayer, reportsLayer } from '../../../server/articles/layers.ts';
import { projectAnnotation } from '../../../server/projections/project.ts';
import { projectText, projectThread, textRow } from '../../../server/projections/search-rows.ts';
import { openStore } from '../../../server/storage/open.ts';
import type { Write } from '../../../server/storage/update-log.ts';
import { SERVER_WRITER } from '../../../server/sync/writers.ts';
import { randomFrom } from '../../support/random.ts';

const WORDS_IN_ARTICLE = 1000;
const THREADS_IN_ARTICLE = 5;
const WORDS_IN_THREAD = 30;
const VOCABULARY = 60_000;
/** Every fifth article is Russian, and every tenth has a layer of somebody else's own. */
const RUSSIAN = 5;
const PRIVATE = 10;

const random = randomFrom(11);

/** What the naive search knows: all that the owner may read, by the address of its place. */
export type Sources = Map<string, { readonly kind: SearchKind; readonly words: readonly string[] }>;

const UNTOUCHED = {
  edited: null,
  replacement: null,
  color: null,
  tags: [],
  status: 'open',
  via: null,
  pinned: false,
  revision: 0,
  anchors: [],
  statusBy: null,
  statusAt: null,
  assignee: null,
  replies: [],
  reactions: [],
} as const;

const letters = ['etaoinshrdlucmfwypvbgkjqxz', 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф'] as const;
const vocabularies = letters.map((alphabet) =>
  Array.from({ length: VOCABULARY }, () =>
    Array.from({ length: 3 + random(8) }, () => alphabet[random(random(alphabet.length) + 1)]).join(
      '',
    ),
  ),
);

/** A word as often as words are: the n-th of a language is 1/n as frequent as the first. */
export function word(language: 0 | 1): string {
  const rank = Math.floor(Math.exp((random(1_000_000) / 1_000_000) * Math.log(VOCABULARY))) - 1;
  return vocabularies[language]?.[rank] ?? '';
}

/** Some words in a row. */
export function words(language: 0 | 1, many: number): string {
  return Array.from({ length: many }, () => word(language)).join(' ');
}

/** Fills an empty folder, with an owner, and gives what is in it. */
export async function fillLibrary(folder: string, articles: number): Promise<Sources> {
  const sources: Sources = new Map();
  const store = await openStore(folder);
  const rows: { article: Article; layers: Layer[] }[] = [];
  const batch: Write[] = [];
  for (let nth = 0; nth < articles; nth += 1) {
    const made = makeArticle(nth, sources);
    rows.push(made);
    batch.push(...made.writes);
    if (nth % 50 !== 49 && nth !== articles - 1) continue;
    await store.log.commit(batch.splice(0));
  }
  await store.log.commit([{ do: 'put', space: 'search', key: 'made', value: 1 }]);
  await store.transaction(async ({ catalogue }) => {
    for (const [id, role] of [
      ['owner', 'owner'],
      ['other', 'commenter'],
    ] as const)
      catalogue.put('members', { id, name: id, email: null, role, created: TIME });
    for (const { article, layers } of rows) {
      catalogue.put('articles', article);
      for (const layer of layers) catalogue.put('layers', layer);
    }
  });
  await store.close();
  return sources;
}

const TIME = '2026-01-01T00:00:00.000Z';

function makeArticle(nth: number, sources: Sources) {
  const id = `article-${nth}`;
  const language = nth % RUSSIAN === 0 ? 1 : 0;
  const title = words(language, 4);
  const article: Article = {
    id,
    title,
    slug: id,
    status: 'draft',
    language: language === 1 ? 'ru' : 'en',
    direction: 'ltr',
    created: TIME,
    modified: TIME,
    author: 'owner',
  };
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment(ARTICLE_ROOT);
  const paragraphs = Array.from({ length: WORDS_IN_ARTICLE / 100 }, () => words(language, 100));
  fragment.insert(0, [
    element('title', title),
    ...paragraphs.map((paragraph) => element('paragraph', paragraph)),
  ]);
  const index = textIndex(fragment);
  sources.set(`/articles/${id}`, { kind: 'titles', words: wordsOf(title) });
  sources.set(`/articles/${id}#text`, { kind: 'texts', words: wordsOf(paragraphs.join(' ')) });
  const comments = commentsLayer(`c-${nth}`, id, TIME);
  const layers = [comments, reportsLayer(`r-${nth}`, id, TIME)];
  const writes: Write[] = [
    { do: 'append', room: roomName(id), update: Y.encodeStateAsUpdate(doc) },
    projectText(id, textRow(fragment, index.text, 2)),
  ];
  if (nth % PRIVATE === 0)
    layers.push({ ...comments, id: `p-${nth}`, audience: 'private', owner: 'other' });
  for (const layer of layers) {
    const notes = new Y.Doc();
    notes.clientID = SERVER_WRITER;
    for (let at = 0; at < THREADS_IN_ARTICLE && layer.purpose !== 'reports'; at += 1) {
      const from = random(index.length - 40);
      const body = words(language, WORDS_IN_THREAD);
      const annotation: Annotation = {
        ...UNTOUCHED,
        id: `${layer.id}-${at}`,
        kind: 'comment',
        author: layer.owner ?? 'owner',
        anchor: describe(index, { from, to: from + 10 }),
        created: TIME,
        modified: TIME,
        body,
      };
      writeDifference(notes, null, annotation);
      writes.push(
        ...projectAnnotation(layer, annotation.id, annotation),
        projectThread(layer, annotation.id, annotation),
      );
      if (layer.owner === null)
        sources.set(`/articles/${id}#thread-${annotation.id}`, {
          kind: 'threads',
          words: wordsOf(body),
        });
    }
    writes.push({
      do: 'append',
      room: roomName(id, layer.id),
      update: Y.encodeStateAsUpdate(notes),
    });
  }
  doc.destroy();
  return { article, layers, writes };
}

function element(name: string, content: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, [new Y.XmlText(content)]);
  return made;
}

/** The words of a text, as simply as can be: it has letters, digits and nothing that has to be folded but case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Looks through everything for the words of a question, of which the last may go on; those in quotes follow each other. */
export function naiveSearch(sources: Sources, question: string): string[] {
  const isOpen = !question.endsWith('"');
  const parts = question
    .split('"')
    .flatMap((piece, at) => (at % 2 === 1 ? [wordsOf(piece)] : wordsOf(piece).map((one) => [one])));
  return [...sources]
    .filter(([, source]) =>
      parts.every((part, at) => has(source.words, part, isOpen && at === parts.length - 1)),
    )
    .map(([url]) => url);
}

function has(all: readonly string[], part: readonly string[], isOpen: boolean): boolean {
  return all.some((_, from) =>
    part.every((one, offset) => {
      const there = all[from + offset];
      // One letter may not go on.
      const mayGoOn = isOpen && offset === part.length - 1 && one.length > 1;
      return mayGoOn ? there?.startsWith(one) : there === one;
    }),
  );
}
