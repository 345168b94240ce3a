/** Whole characters and one kind of line end: what annotations are about, and what is taken in. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOf } from '../../../server/articles/target.ts';
import { indexOf, liveParagraphs } from '../../support/live-text.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { stockClient } from '../../support/sync-client.ts';
import { Random } from '../../fuzz/random.ts';

const CHARACTERS = [
  'a',
  ' ',
  '漢',
  '😀',
  '👩‍🚀', // joined by ZWJ
  '👨‍👩‍👧‍👦',
  '👍🏽', // with a skin tone
  '🇨🇭', // a flag
  '🇳🇱🇧🇪', // two in a row
  'e\u0301', // with a combining mark
  'q\u0307\u0323',
  'ที่', // Thai
  'நி', // Tamil
  '각'.normalize('NFD'), // Hangul in parts
  '❤️', // with a variation selector
];

describe('CH1 no annotation is about half of a grapheme', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

  test('CH1 by offsets, positions or a quote, at random', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = new Random(seed);
      const line = () =>
        Array.from({ length: 1 + random.below(12) }, () => random.pick(CHARACTERS)).join('');
      const index = indexOf(liveParagraphs(line(), line(), line()));
      const edges = new Set([
        ...[...segmenter.segment(index.text)].map((segment) => segment.index),
        index.text.length,
      ]);
      for (let round = 0; round < 20; round += 1) {
        const one = random.below(index.text.length);
        const [from, to] = [one, Math.min(index.text.length, one + 1 + random.below(6))];
        const exact = index.text.slice(from, to);
        const encode = (position: Y.RelativePosition) =>
          Buffer.from(Y.encodeRelativePosition(position)).toString('base64');
        const start = encode(index.positionAt(from, 'start'));
        const end = encode(index.positionAt(to, 'end'));
        for (const target of [
          { from, to },
          { start, end, exact },
          { exact, from },
        ]) {
          const found = anchorOf(index, target);
          if (!found.ok) {
            // A quote may be unclear, and so are positions around nothing but the edge of a block.
            expect('exact' in target && (!('start' in target) || exact === '\n')).toBe(true);
            continue;
          }
          const anchor = found.value;
          expect(edges.has(anchor.from) && edges.has(anchor.to)).toBe(true);
          expect(anchor.exact).toBe(index.text.slice(anchor.from, anchor.to));
          expect(anchor.exact).toContain(exact.replace(/^\n|\n$/g, ''));
          expect(anchor.exact).not.toMatch(/\p{Surrogate}/u);
        }
      }
    }
  });
});

describe('over HTTP', () => {
  let server: TestServer;
  let article: ArticleReply;

  beforeAll(async () => {
    server = await testServer();
  });
  beforeEach(async () => {
    article = await server.article('# Tale\n\nA 😀 face and beta.\n\n```\nalpha\ncode\n```');
    await server.ask('PATCH', at(''), { status: 'published' });
  });
  afterAll(() => server.close());

  const at = (rest: string) => `/api/articles/${article.id}${rest}`;
  const text = async () => (await server.ask('GET', at('/text'))).text;
  const suggest = (fields: object): Promise<Reply> =>
    server.ask('POST', at('/annotations'), {
      layer: article.layers[0]!.id,
      kind: 'suggestion',
      target: { exact: 'beta' },
      replacement: 'x',
      ...fields,
    });
  const settle = (id: string, status: string) =>
    server.ask('POST', at(`/annotations/${id}/status`), { status });

  test('CH1 a suggestion for half of an emoji is one for the whole', async () => {
    const { json } = await suggest({ target: { from: 7, to: 8 }, replacement: '🙂' });
    expect(json.anchor.exact).toBe('😀');
    expect((await settle(json.id, 'accepted')).status).toBe(200);
    expect(await text()).toContain('A 🙂 face');
  });

  test('CH1 a word that got an accent since is not replaced without it', async () => {
    const { json } = await suggest({ replacement: 'gamma' });
    const editor = await server.member('Edith', 'editor');
    const client = stockClient(server, article.id, editor.token);
    await client.synced;
    const paragraph = client.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    const words = paragraph.get(0) as Y.XmlText;
    words.insert(words.toString().indexOf('beta') + 4, '\u0301');
    await expect.poll(text).toContain('beta\u0301');
    const reply = await settle(json.id, 'accepted');
    expect([reply.status, reply.json.present]).toEqual([409, 'beta\u0301']);
    client.destroy();
  });

  test('CH2 CR LF and CR become line feeds, in notes, replacements, quotes and articles', async () => {
    const { json } = await suggest({ replacement: 'one\r\ntwo\rthree', body: 'why\r\nnot' });
    expect(json).toMatchObject({ replacement: 'one\ntwo\nthree', body: 'why\nnot' });
    const replied = await server.ask('POST', at(`/annotations/${json.id}/replies`), {
      body: 'a\r\nb',
    });
    expect(replied.json.replies ?? [replied.json]).toMatchObject([{ body: 'a\nb' }]);
    const quoted = await suggest({ target: { exact: 'alpha\r\ncode' } });
    expect(quoted.json.anchor.exact).toBe('alpha\ncode');
    const made = await server.article('# One\r\n\r\n```\r\na\r\nb\r\n```\r\n');
    const stored = await server.ask('GET', `/api/articles/${made.id}/text`);
    expect(stored.text).toBe('One\na\nb');
  });

  test('LB1 an accepted report of two lines is two lines in the text, on the page and in copies', async () => {
    const sent = await fetch(`${server.url}${at('/reports')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ exact: 'beta', suggestion: 'one\r\ntwo' }),
    });
    expect(sent.status).toBe(202);
    const { json } = await server.ask('GET', at('/annotations?kind=report'));
    expect((await settle(json.items[0].id, 'accepted')).status).toBe(200);
    expect(await text()).toContain('and one\ntwo.');
    const { slug } = (await server.ask('GET', at(''))).json;
    const page = await server.ask('GET', `/read/${slug}`, undefined, '');
    expect(page.text).toMatch(/and one<br\s*\/?>\s*two\./);
    const markdown = await server.ask('GET', at('/export?format=md&status=open'));
    expect(markdown.text).toMatch(/and one(\\| {2})\ntwo\./);
    expect((await settle(json.items[0].id, 'open')).status).toBe(200);
    expect(await text()).toContain('and beta.');
  });

  const HALF = 'a \ud83d b';
  test.each<[string, () => Promise<Reply>]>([
    ['note', () => suggest({ body: HALF })],
    ['replacement', () => suggest({ replacement: HALF })],
    ['quote', () => suggest({ target: { exact: '\ude00 face' } })],
    ['tag', () => suggest({ tags: [HALF] })],
    [
      'layer',
      () => server.ask('POST', at('/layers'), { name: HALF, color: 'blue', audience: 'members' }),
    ],
    ['title', () => server.ask('PATCH', at(''), { title: HALF })],
    ['report', () => server.ask('POST', at('/reports'), { exact: 'beta', suggestion: HALF })],
  ])('CH2 half a surrogate pair in a %s is refused', async (_name, send) => {
    const reply = await send();
    expect([reply.status, reply.text]).toEqual([
      400,
      expect.stringContaining('half of a character'),
    ]);
  });

  test('CH2 around a quote half a character is left out', async () => {
    const target = { exact: ' face', prefix: '\ude00', suffix: ' and \ud83d' };
    const reply = await suggest({ target });
    expect([reply.status, reply.json.anchor?.exact]).toEqual([201, ' face']);
  });
});
