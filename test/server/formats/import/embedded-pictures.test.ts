/** Pictures whose data stand in the file become pictures of the store, never text. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../../server/formats/import/read-article.ts';
import type { ArticleSource, ReadArticle } from '../../../../server/formats/jobs.ts';
import { documentOf } from '../../../../server/sync/stored-document.ts';
import { ARTICLE_ROOT } from '../../../../shared/article/schema.ts';
import { DOT, DOTS, pictureBytes } from '../../../support/pictures.ts';

async function read(content: string, format: ArticleSource['format']): Promise<ReadArticle> {
  const bytes = new TextEncoder().encode(content);
  const result = await readArticle({
    format,
    bytes,
    encoding: null,
    title: null,
    language: null,
    cleanUp: false,
  });
  if (!result.ok) throw new Error(result.problem.title);
  return result.value;
}

function textOf({ update }: ReadArticle): string {
  return documentOf([update]).getXmlFragment(ARTICLE_ROOT).toJSON();
}

const HASH = createHash('sha256').update(pictureBytes()).digest('hex');
const DATA = `data:image/png;base64,${DOT}`;
/** In lines of 76, as mail has it. */
const IN_LINES = DOT.replace(/.{76}/g, '$&\r\n');

describe('pictures in a file', () => {
  test.each<[string, ArticleSource['format'], string]>([
    ['Markdown by reference', 'markdown', `# R\n\n![][image1]\n\n[image1]: <${DATA}>`],
    ['Markdown in place', 'markdown', `# R\n\nA ![map](${DATA}) of it.`],
    ['HTML', 'html', `<h1>R</h1><p>A <img src="${DATA}"> of it.</p>`],
    [
      'HTML in lines',
      'html',
      `<h1>R</h1><p>A</p><img src="data:image/png;charset=x;base64,${IN_LINES}">`,
    ],
    ['HTML, percent signs', 'html', `<h1>R</h1><p>A</p><img src="${DATA.replaceAll('+', '%2B')}">`],
  ])('I21 of %s are in the store', async (_from, format, content) => {
    const article = await read(content, format);
    expect(article.pictures.map(({ hash, mediaType }) => [hash, mediaType])).toEqual([
      [HASH, 'image/png'],
    ]);
    expect(Buffer.from(article.pictures[0]!.bytes).equals(pictureBytes())).toBe(true);
    expect(textOf(article)).toContain(`src="/pictures/${HASH}"`);
    expect(textOf(article)).not.toMatch(/base64|iVBOR/);
    expect(article.warnings).toEqual([]);
  });

  test('I21 one that is shown twice is kept once, and one outside of the article not at all', async () => {
    const gif = pictureBytes(DOTS['image/jpeg']).toString('base64');
    const words = 'Words of the article. '.repeat(40);
    const article = await read(
      `<nav><img src="data:image/jpeg;base64,${gif}"></nav><article><h1>R</h1><p>${words}</p><img src="${DATA}"><p>${words}</p><img src="${DATA}"></article>`,
      'html',
    );
    expect(article.pictures.map(({ hash }) => hash)).toEqual([HASH]);
    expect(textOf(article).split(HASH)).toHaveLength(3);
  });

  test.each<[string, string]>([
    ['SVG', 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4='],
    ['what is no picture', 'data:image/png;base64,aGVsbG8gd29ybGQ='],
    ['what is no base64', 'data:image/png;base64,%%%'],
    ['SVG in words', 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E'],
  ])('I21 %s is not kept: its words stand for it, and it is counted', async (_what, address) => {
    const article = await read(`<h1>R</h1><p>A</p><img alt="A map" src="${address}">`, 'html');
    expect(article.pictures).toEqual([]);
    expect(article.warnings).toEqual(['1 picture was not taken along.']);
    expect(textOf(article)).toContain('A map');
    expect(textOf(article)).not.toContain('data:');
  });

  test('I21 an empty picture that keeps a place shows nothing', async () => {
    const article = await read(
      `<h1>R</h1><p>A</p><img src="data:image/gif;base64,${DOTS['image/gif']}">`,
      'html',
    );
    expect([article.pictures, article.warnings]).toEqual([[], []]);
  });

  test('I21 megabytes of pictures are read in time', async () => {
    const large = Buffer.concat([pictureBytes(), Buffer.alloc(3 << 20, 'words')]);
    const data = `data:image/png;base64,${large.toString('base64')}`;
    const begun = performance.now();
    const article = await read(`# R\n\n![][image1]\n\n[image1]: <${data}>`, 'markdown');
    expect(article.pictures.map(({ bytes }) => bytes.byteLength)).toEqual([large.byteLength]);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
