/** The door of the formats: what people upload and take away is read and written elsewhere, and problems come back. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { FORMAT_LIMITS, openFormats } from '../../../server/formats/formats.ts';
import type { FormatLimits, Formats } from '../../../server/formats/formats.ts';
import type { ArticleSource, CopySource } from '../../../server/formats/jobs.ts';
import { readArticle } from '../../../server/formats/import/read-article.ts';
import { documentOf } from '../../../server/sync/stored-document.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { ALL } from '../../support/copy.ts';
import { sourcesIn } from '../../support/source-tree.ts';

const SLOW = { timeout: 120_000 };

/** With more time than usual, on a machine that is busy; closed at the end of the test. */
function open(limits: Partial<FormatLimits> = {}): Formats {
  const patient = { maxReadMs: 100_000, maxWriteMs: 100_000 };
  const formats = openFormats({ ...FORMAT_LIMITS, ...patient, ...limits });
  onTestFinished(() => formats.close());
  return formats;
}

function source(text: string, format: ArticleSource['format'] = 'html'): ArticleSource {
  const bytes = new TextEncoder().encode(text);
  return { format, bytes, encoding: null, title: null, language: null, cleanUp: false };
}

/** An article of which nothing is in the store. */
async function copyOf(text: string): Promise<CopySource> {
  const read = await readArticle(source(text, 'markdown'));
  if (!read.ok) throw new Error(read.problem.title);
  const { title, language, direction, update } = read.value;
  const time = '2026-03-01T09:00:00.000Z';
  return {
    format: 'txt',
    article: {
      id: 'a1',
      title,
      slug: 'a',
      status: 'draft',
      language,
      direction,
      created: time,
      modified: time,
      author: 'ann',
    },
    url: 'https://desk.example/articles/a1',
    source: 'https://desk.example/read/drafts',
    text: [update],
    layers: [],
    choices: { ...ALL, names: 'pseudonyms', notes: 'end' },
    pictures: [],
    names: new Map(),
  };
}

/** The updates themselves differ in length with the Yjs client id that each happened to get. */
function wordsIn(update: Uint8Array): string {
  return documentOf([update]).getXmlFragment(ARTICLE_ROOT).toJSON();
}

describe('reading', SLOW, () => {
  test('I13 a large article is read in another process, to the same end, while the event loop goes on', async () => {
    const large = source(`<h1>Title</h1>${'<p>A paragraph of words.</p>'.repeat(20_000)}`);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const read = await open().read(large);
    clearInterval(timer);
    if (!read.ok) throw new Error(read.problem.detail);
    expect(turns).toBeGreaterThan(50);
    expect(read.value).toMatchObject({ title: 'Title', language: 'en', direction: 'ltr' });
    const here = await readArticle(large);
    expect(here.ok && wordsIn(read.value.update) === wordsIn(here.value.update)).toBe(true);
  });

  test('FW2 an article that takes too long is a problem', async () => {
    const formats = open({ maxReadMs: 1 });
    const read = await formats.read(source('<p>word '.repeat(500_000)));
    expect(read).toMatchObject({
      ok: false,
      problem: { type: '/problems/too-large', detail: expect.stringMatching(/too long; split/) },
    });
  });

  test('FW2 an article that takes too much memory is a problem, and the next one is read', async () => {
    const formats = open({ maxHeapMb: 100, maxProcesses: 1 });
    const read = await formats.read(source('<p>word '.repeat(500_000)));
    expect(read).toMatchObject({
      ok: false,
      problem: { type: '/problems/too-large', detail: expect.stringMatching(/memory; split/) },
    });
    expect(await formats.read(source('<p>Small.'))).toMatchObject({ ok: true });
  });

  test('I11 what is no text is a problem of the file', async () => {
    expect(await open().read(source('%PDF-1.7 '))).toMatchObject({
      ok: false,
      problem: { type: '/problems/not-text' },
    });
  });
});

describe('writing', SLOW, () => {
  test('FW1 a copy is the bytes of its file', async () => {
    const written = await open().write(await copyOf('# Title\n\nSome words.'));
    expect(written.ok && new TextDecoder().decode(written.value)).toMatch(/^Title\n\nSome words\./);
  });

  test('FW2 a copy that takes too long is a problem', async () => {
    const formats = open({ maxWriteMs: 1 });
    const written = await formats.write(await copyOf('Some words.\n\n'.repeat(20_000)));
    expect(written).toMatchObject({
      ok: false,
      problem: { type: '/problems/too-large', detail: expect.stringMatching(/too long; choose/) },
    });
  });
});

test(
  'FW4 what is under way at the end, and what comes after it, is asked to come again',
  SLOW,
  async () => {
    const formats = open();
    const reading = formats.read(source('<p>word '.repeat(500_000)));
    formats.close();
    const busy = {
      ok: false,
      problem: { type: '/problems/server-busy', status: 503, retryAfterMs: expect.any(Number) },
    };
    expect(await reading).toMatchObject(busy);
    expect(await formats.write(await copyOf('Words.'))).toMatchObject(busy);
  },
);

test('FW6 no code that reads or writes files is in the server’s own process', () => {
  const files = new Map(sourcesIn('server', 'shared').map((file) => [file.path, file]));
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { kind, path: next } of files.get(path)?.imports ?? [])
      if (next !== null && kind !== 'type') load(next);
  };
  load('server/main.ts');
  expect([...loaded]).toContain('server/formats/formats.ts');
  const inWorkers = /^server\/formats\/((import|export)\/|format-worker|workers\/serve)/;
  expect([...loaded].filter((path) => inWorkers.test(path))).toEqual([]);
});
