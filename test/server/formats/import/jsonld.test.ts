/** JSON-LD with the words of an article becomes an article, and nothing in it runs. */
import { describe, expect, test } from 'vitest';
import { jsonldExporter } from '../../../../server/formats/export/jsonld.ts';
import { jsonldImporter } from '../../../../server/formats/import/jsonld.ts';
import type { ImportedArticle } from '../../../../server/formats/format.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import { written } from '../../../support/copy.ts';
import { rightToLeftCopy } from '../../../support/sample-copies.ts';
import { hostileStrings } from './corpora.ts';
import { linksOf } from './documents.ts';

async function read(content: unknown): Promise<Result<ImportedArticle>> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return jsonldImporter.read(new TextEncoder().encode(text), null);
}

const AS = 'https://www.w3.org/ns/activitystreams#';

describe('JSON-LD', () => {
  test('I24 our own has its language, direction and name', async () => {
    const copy = rightToLeftCopy();
    const result = await read(written(jsonldExporter, copy));
    expect(result.ok && result.value).toMatchObject({
      title: copy.article.title,
      language: 'ar',
      direction: 'rtl',
    });
  });

  test.each<[string, unknown]>([
    ['ActivityStreams', { '@context': AS, type: 'Note', name: 'T', content: '<p>a <b>b</b></p>' }],
    ['a prefix', { 'as:content': '<p>a <b>b</b></p>', 'as:mediaType': 'text/html' }],
    ['expanded', [{ [`${AS}content`]: [{ '@value': '<p>a <b>b</b></p>' }] }]],
    ['in an activity', { type: 'Create', object: { content: '<p>a <b>b</b></p>' } }],
  ])('I24 is read from that of others: %s', async (_name, content) => {
    const result = await read(content);
    expect(result.ok && result.value.doc.toString()).toBe('doc(paragraph("a ", strong("b")))');
  });

  test('I24 what others have written is read as any foreign HTML, not to the letter', async () => {
    const content = '<h1>Real title</h1>\n<p>First line\nwrapped   here\u0001</p>\n<p> </p>';
    const result = await read({ '@context': AS, type: 'Article', content });
    expect(result.ok && result.value.doc.toString()).toBe(
      'doc(title("Real title"), paragraph("First line wrapped here"))',
    );
  });

  test.each<[string, unknown, RegExp]>([
    ['annotations alone', { type: 'AnnotationPage', items: [{ body: { value: 'x' } }] }, /no text of an article/],
    ['content that is no HTML', { content: 'a', mediaType: 'text/markdown' }, /no text of an article/],
    ['content that is no text', { content: { a: 1 } }, /no text of an article/],
    ['no object', '3', /no text of an article/],
    ['no JSON', '{"a": ', /no JSON/],
    ['HTML without words', { content: '<p> </p>' }, /empty/],
  ])('I24 is refused with a sentence: %s', async (_name, content, sentence) => {
    const result = await read(content);
    expect(result.ok ? null : result.problem).toMatchObject({ status: 400, detail: expect.stringMatching(sentence) }); // prettier-ignore
  }); // prettier-ignore

  test('I7 nothing in it leads to a script, as exact as it looks', async () => {
    for (const content of [
      '<p><a href="javascript:alert(1)">a</a></p>',
      '<p><a href="https://e.org/" data-address="java\nscript:alert(1)">a</a></p>',
      '<p><a href="https://e.org/" data-address="vbscript:a">a</a>b</p><script>alert(1)</script>',
      '<figure><img src="/x" data-address="data:text/html,a" alt="a"></figure><p>a</p>',
    ]) {
      const result = await read({ content });
      if (!result.ok) throw new Error(content);
      for (const href of linksOf(result.value.doc)) expect(href).toBe('https://e.org/');
      expect(JSON.stringify(result.value.doc)).not.toMatch(/script:|alert|data:/);
    }
  });

  test('I7 hostile strings come out as harmless text or as a problem', async () => {
    for (const string of hostileStrings().slice(0, 300)) {
      await read(string);
      const result = await read({ content: string });
      if (result.ok) result.value.doc.check();
    }
  });

  test('I8 deep nesting ends in time', async () => {
    expect((await read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).ok).toBe(false);
    const content = `${'<blockquote>'.repeat(200)}<p>a</p>${'</blockquote>'.repeat(200)}`;
    const result = await read({ content });
    expect(result.ok && result.value.doc.textContent).toBe('a');
  });
});
