/** The JSON-LD copy, held against the W3C model. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonldExporter } from '../../../../server/formats/export/jsonld.ts';
import { parseTree } from '../../../../server/formats/import/html-tree.ts';
import { textIn } from '../../../../shared/tree.ts';
import type { AnnotatedCopy } from '../../../../server/formats/format.ts';
import { copyOf, node, p, reply, written } from '../../../support/copy.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

type Json = Record<string, unknown>;

const W3C = new URL('../../../fixtures/w3c/anno.jsonld', import.meta.url);
const w3cTerms = (JSON.parse(readFileSync(W3C, 'utf8')) as { '@context': Json })['@context'];
const MOTIVATIONS = ['highlighting', 'commenting', 'editing', 'replying'];

function pageOf(copy: Parameters<typeof jsonldExporter.write>[0]) {
  const page = JSON.parse(written(jsonldExporter, copy)) as Json;
  return { page, items: page.items as Json[] };
}

/** All keys with their values, at every depth; contexts left out. */
function* fields(value: unknown): Generator<[string, unknown]> {
  if (Array.isArray(value)) for (const item of value) yield* fields(item);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '@context') continue;
      yield [key, inner];
      yield* fields(inner);
    }
  }
}

function selectorOf(annotation: Json | undefined, type: string): Json | undefined {
  const target = annotation?.target as { selector: Json[] } | undefined;
  return target?.selector.find((item) => item.type === type);
}

describe('the Web Annotation export', () => {
  it('X9 every key, and every word of a vocabulary, is defined by one of the two contexts', () => {
    const { page } = pageOf(sampleCopy());
    const [address, own] = page['@context'] as [string, Json];
    expect(address).toBe('http://www.w3.org/ns/anno.jsonld');
    const terms: Json = { ...w3cTerms, ...own };
    for (const [key, value] of fields(page)) {
      expect(Object.keys(terms), key).toContain(key);
      if (['type', 'motivation', 'purpose'].includes(key))
        expect(Object.keys(terms)).toContain(value);
    }
    for (const key of Object.keys(own)) expect(Object.keys(w3cTerms)).not.toContain(key);
    for (const definition of Object.values(own)) {
      const term = typeof definition === 'string' ? definition : (definition as Json)['@id'];
      expect(term).toMatch(/^((galley|as):[a-zA-Z]+|https:\/\/galley\.example\/ns#)$/);
    }
  });

  it('X10 page, collection, annotations, bodies and targets have what the model requires', () => {
    for (const copy of [sampleCopy(), rightToLeftCopy(), copyOf([p('Nothing said.')])]) {
      const { page, items } = pageOf(copy);
      expect(page).toMatchObject({ type: 'AnnotationPage', startIndex: 0 });
      expect(page.partOf).toMatchObject({
        type: 'AnnotationCollection',
        label: copy.article.title,
        total: items.length,
        first: page.id,
        last: page.id,
      });
      const ids = items.map(({ id }) => id as string);
      expect(new Set(ids).size).toBe(ids.length);
      for (const item of items) checkAnnotation(item, copy, ids);
    }
  });

  it('X10 all annotations and replies are there, each with its motivation', () => {
    const { items } = pageOf(sampleCopy());
    const count = (motivation: string) =>
      items.filter((item) => item.motivation === motivation).length;
    expect(MOTIVATIONS.map(count)).toEqual([2, 10, 4, 2]);
  });

  it('X24 the article is there, at the address that the quotes name, and its text is the plain text', () => {
    for (const copy of [sampleCopy(), rightToLeftCopy()]) {
      const { page } = pageOf(copy);
      const { article } = page.partOf as { article: Json };
      const { language, direction, title } = copy.article;
      expect(article).toMatchObject({ type: 'Article', id: copy.source, mediaType: 'text/html', language, label: title, textDirection: direction }); // prettier-ignore
      expect(textIn(parseTree(String(article.content))!)).toBe(copy.text);
    }
  });

  it('X11 positions count code points, whatever the UTF-16 offsets are', () => {
    const text = 'a\u{1F600}b\u{1F469}\u200D\u{1F467} cd';
    const thread = { words: 'cd', body: 'x' };
    const { items } = pageOf(copyOf([p(text)], [thread, { words: '\u{1F600}b' }]));
    const points = Array.from(text);
    for (const item of items) {
      const position = selectorOf(item, 'TextPositionSelector') as { start: number; end: number };
      const quote = selectorOf(item, 'TextQuoteSelector') as { exact: string; prefix: string };
      expect(points.slice(position.start, position.end).join('')).toBe(quote.exact);
      expect(quote.prefix).toBe(points.slice(0, position.start).join(''));
    }
    expect(selectorOf(items[1], 'TextPositionSelector')).toMatchObject({ start: 7, end: 9 });
  });

  it('X11 the neighbourhood of a quote is never cut through a character', () => {
    const text = `${'\u{1F600}'.repeat(20)}x words y${'\u{1F600}'.repeat(20)}`;
    const { items } = pageOf(copyOf([p(text)], [{ words: 'x words' }]));
    const { prefix, suffix } = selectorOf(items[0], 'TextQuoteSelector') as Record<string, string>;
    expect([prefix, suffix].join('')).not.toMatch(/\p{Surrogate}/u);
    expect(text).toContain(`${prefix}x words${suffix}`);
  });

  it('X12 what has no place keeps its old words and has no position', () => {
    const { items } = pageOf(sampleCopy());
    const lost = items.filter(
      ({ anchoring }) => anchoring === 'orphaned' || anchoring === 'ambiguous',
    );
    expect(lost.length).toBe(2);
    for (const item of lost) expect(selectorOf(item, 'TextPositionSelector')).toBeUndefined();
    expect(selectorOf(lost[0], 'TextQuoteSelector')).toEqual({
      type: 'TextQuoteSelector',
      exact: 'words that *went* <away>',
      prefix: 'before ',
      suffix: ' after',
    });
    expect(lost[1]?.candidates).toHaveLength(3);
  });

  it('X12 words edited since are given as they are, with the old ones beside them', () => {
    const edited = pageOf(sampleCopy()).items.find(({ anchoring }) => anchoring === 'changed');
    expect(selectorOf(edited, 'TextQuoteSelector')?.exact).toBe('combine\u0301d');
    expect(edited?.quoted).toBe('combined');
  });

  it('X12 a reply is an annotation of its own about the one it answers', () => {
    const { items } = pageOf(
      copyOf(
        [p('Some words.')],
        [{ words: 'words', id: 'a/b', replies: [reply('r', 'bob', 'No.')] }],
      ),
    );
    const [annotation, answer] = items;
    expect(annotation?.id).toBe('https://desk.example/articles/a1/annotations/a%2Fb');
    expect(answer).toMatchObject({ motivation: 'replying', target: annotation?.id });
    expect(answer?.body).toMatchObject([{ value: 'No.', format: 'text/markdown' }]);
  });

  it('X12 a suggestion carries its proposal, and an empty one too', () => {
    const threads = [
      { words: 'Some', kind: 'suggestion', replacement: 'Few' },
      { words: 'words', kind: 'suggestion', replacement: '' },
    ] as const;
    const { items } = pageOf(copyOf([node('title', ['Some words.'])], threads));
    const proposal = (value: string) => [
      { type: 'TextualBody', purpose: 'editing', value, format: 'text/plain' },
    ];
    expect(items.map(({ body }) => body)).toEqual([proposal('Few'), proposal('')]);
  });
});

/** The requirements of https://www.w3.org/TR/annotation-model/ for what we write. */
function checkAnnotation(item: Json, { url, source }: AnnotatedCopy, ids: readonly string[]): void {
  expect(item).toMatchObject({ type: 'Annotation' });
  expect(new URL(item.id as string).href).toBe(item.id);
  expect((item.id as string).startsWith(`${url}/`)).toBe(true);
  expect(MOTIVATIONS).toContain(item.motivation);
  expect(item.creator).toMatchObject({ type: 'Person', name: expect.stringMatching(/./) });
  for (const key of ['created', 'modified'])
    expect(item[key]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  for (const body of (item.body ?? []) as Json[]) {
    expect(body).toMatchObject({ type: 'TextualBody', value: expect.any(String) });
    expect(body.format).toMatch(/^text\/(plain|markdown)$/);
  }
  if (item.motivation === 'replying') {
    expect(ids).toContain(item.target);
    return;
  }
  const target = item.target as { source: string; selector: Json[] };
  expect(target.source).toBe(source);
  expect(selectorOf(item, 'TextQuoteSelector')).toMatchObject({ exact: expect.any(String) });
  const position = selectorOf(item, 'TextPositionSelector') as { start: number; end: number };
  if (position !== undefined) expect(position.end).toBeGreaterThanOrEqual(position.start);
  expect(target.selector.length).toBe(position === undefined ? 1 : 2);
}
