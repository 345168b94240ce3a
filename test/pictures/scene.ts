/** A newsroom with a few people and threads, for the pictures. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ArticleReply, TestServer } from '../support/server.ts';

export interface Scene {
  readonly article: ArticleReply;
  readonly rightToLeft: ArticleReply;
  /** API tokens by first name. */
  readonly tokens: { readonly ann: string; readonly ben: string; readonly mira: string };
  /** The thread that is looked at. */
  readonly thread: string;
}

/** What is said on some words: by whom, as which kind, and what was answered. */
interface Note {
  readonly by: keyof Scene['tokens'];
  readonly words: string;
  readonly kind?: 'highlight' | 'suggestion';
  readonly body?: string;
  readonly replacement?: string;
  readonly replies?: readonly (readonly [by: keyof Scene['tokens'], body: string])[];
}

const NOTES: readonly Note[] = [
  {
    by: 'ben',
    words: 'for nineteen years',
    body: 'The harbour office told me twenty. Could you check with them?',
    replies: [
      ['ann', 'I asked: the three of them began in May 2006, so nineteen is right.'],
      ['ben', 'Thank you. Then this can be resolved.'],
    ],
  },
  { by: 'mira', words: 'somebody nearly always does', kind: 'highlight' },
  {
    by: 'ben',
    words: 'It now carries eleven thousand.',
    kind: 'suggestion',
    replacement: 'It now carries eleven thousand a day.',
    body: 'Per day, I suppose?',
  },
  {
    by: 'mira',
    words: 'They change places every two hours',
    body: 'Let us ask Ilse Brandt for a photograph of the engine room.',
    replies: [['ann', 'She said yes, on Tuesday at nine.']],
  },
];

const REPORTS = [
  { exact: 'the the great wheels', suggestion: 'the great wheels', note: 'A word is there twice.' },
  { exact: 'what the skippers shout up to her', note: 'They whistle, mostly. I am one of them.' },
];

const ARABIC_NOTES: readonly Note[] = [
  {
    by: 'ben',
    words: 'الاعتراف بالكرامة المتأصلة',
    body: 'هل نستخدم هذه العبارة في المقدمة أيضًا؟',
    replies: [['mira', 'نعم، أقترح ذلك.']],
  },
  {
    by: 'mira',
    words: 'أفضيا إلى أعمال همجية',
    kind: 'suggestion',
    replacement: 'أدّيا إلى أعمال همجية',
  },
  { by: 'ann', words: 'حرية القول والعقيدة', kind: 'highlight' },
];

/** Fills a new server with people, two articles and what they say about them. */
export async function setScene(server: TestServer): Promise<Scene> {
  const tokens = {
    ann: (await server.member('Ann Kowalska', 'editor')).token,
    ben: (await server.member('Ben Okafor', 'commenter')).token,
    mira: (await server.member('Mira Sato', 'moderator')).token,
  };
  const article = await server.article(await fileText('data/samples/the-bridge-at-night.md'));
  const [thread = ''] = await addNotes(server, article, NOTES, tokens);
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  for (const report of REPORTS) {
    // The queue shows them in this order.
    await sent(server, `/api/articles/${article.id}/reports`, report, '');
  }
  const declaration = await fileText('test/fixtures/corpora/udhr/arb.html');
  const rightToLeft = await server.article(declaration, 'html');
  await addNotes(server, rightToLeft, ARABIC_NOTES, tokens);
  return { article, rightToLeft, tokens, thread };
}

async function addNotes(
  server: TestServer,
  article: ArticleReply,
  notes: readonly Note[],
  tokens: Scene['tokens'],
): Promise<string[]> {
  const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
  const path = `/api/articles/${article.id}/annotations`;
  const ids: string[] = [];
  // One after the other, as people would.
  for (const { by, words, replies = [], kind = 'comment', ...fields } of notes) {
    const target = { exact: words };
    const { id } = await sent(server, path, { layer, kind, target, ...fields }, tokens[by]);
    for (const [who, body] of replies) {
      await sent(server, `${path}/${id}/replies`, { body }, tokens[who]);
    }
    ids.push(id);
  }
  return ids;
}

async function sent(
  server: TestServer,
  path: string,
  body: unknown,
  token: string,
): Promise<{ id: string }> {
  const { status, text, json } = await server.ask('POST', path, body, token);
  if (status >= 400) throw new Error(`${path} was refused: ${text}`);
  return json;
}

function fileText(path: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}
