/** The pictures of an article in its copies. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** One red pixel. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const TEXT = `# Dots\n\nBefore.\n\n![A red dot](data:image/png;base64,${DOT})\n\n![Far away](https://other.example/far.png)\n\nAfter.`;

async function copyOf(id: string, format: string, query = ''): Promise<Uint8Array> {
  const headers = { authorization: 'Bearer the-owner-of-the-test-workspace' };
  const response = await fetch(`${server.url}/api/articles/${id}/export?format=${format}${query}`, { headers }); // prettier-ignore
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe('an article with a picture of its own, and one of another host', () => {
  test('X46 the HTML copy has the picture itself and says where the other one is', async () => {
    const { id } = await server.article(TEXT);
    const html = strFromU8(await copyOf(id, 'html'));
    expect(html).toContain(`<img src="data:image/png;base64,${DOT}" data-address="/pictures/`);
    expect(html).toContain('src="https://other.example/far.png"');
    expect(html).toContain('img-src data: https: http:');
  });

  test('X46 the HTML copy comes back with it', async () => {
    const { id } = await server.article(TEXT);
    const before = JSON.parse(strFromU8(await copyOf(id, 'json')));
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await copyOf(id, 'html'))]), 'copy.html');
    const { json } = await server.ask('POST', '/api/articles', form);
    const after = JSON.parse(strFromU8(await copyOf(json.id, 'json')));
    expect(after.doc).toEqual(before.doc);
    expect(after.pictures).toEqual(before.pictures);
    expect(after.pictures).toHaveLength(1);
  });

  test('X46 a forged copy shows no other picture than it has', async () => {
    const { id } = await server.article(TEXT);
    const html = strFromU8(await copyOf(id, 'html')).replace(/data-address="\/pictures\/\w+"/, 'data-address="/pictures/elsewhere"'); // prettier-ignore
    const form = new FormData();
    form.set('file', new Blob([html]), 'copy.html');
    const { json } = await server.ask('POST', '/api/articles', form);
    const { doc, pictures } = JSON.parse(strFromU8(await copyOf(json.id, 'json')));
    expect(JSON.stringify(doc)).toContain(pictures[0].address);
    expect(JSON.stringify(doc)).not.toContain('elsewhere');
  });

  test('X46 the Word file draws it, with its words for who doesn’t see it', async () => {
    const { id } = await server.article(TEXT);
    const parts = unzipSync(await copyOf(id, 'docx'));
    expect(Buffer.from(parts['word/media/picture1.png']!).toString('base64')).toBe(DOT);
    const document = strFromU8(parts['word/document.xml']!);
    expect(document).toMatch(/<wp:docPr id="1" name="Picture 1" descr="A red dot"\/>/);
    expect(document).toContain('[Picture: Far away]');
    expect(strFromU8(parts['word/_rels/document.xml.rels']!)).toMatch(/relationships\/image" Target="media\/picture1.png"/); // prettier-ignore
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await copyOf(id, 'docx'))]), 'copy.docx');
    const { json } = await server.ask('POST', '/api/articles', form);
    const { pictures } = JSON.parse(strFromU8(await copyOf(json.id, 'json')));
    expect(pictures).toHaveLength(1);
  });

  test('X46 the PDF draws it, and says it to who doesn’t see it', async () => {
    const { id } = await server.article(TEXT);
    const [own, none] = [await copyOf(id, 'pdf'), await copyOf((await server.article(TEXT.replace(DOT, 'AAAA'))).id, 'pdf')]; // prettier-ignore
    const images = (pdf: Uint8Array): number =>
      [
        ...Buffer.from(pdf)
          .toString('latin1')
          .matchAll(/\/Subtype \/Image\b/g),
      ].length;
    expect(images(own)).toBeGreaterThan(0);
    expect(images(none)).toBe(0);
  });

  test('X46 a picture that was taken out of the text is in no copy', async () => {
    const { id } = await server.article('# Dots\n\nBefore.');
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(DOT, 'base64')]), 'dot.png');
    expect((await server.ask('POST', `/api/articles/${id}/pictures`, form)).status).toBeLessThan(300); // prettier-ignore
    for (const format of ['html', 'docx', 'json'])
      expect(Buffer.from(await copyOf(id, format)).includes(DOT)).toBe(false);
    expect(Object.keys(unzipSync(await copyOf(id, 'docx'))).some((name) => name.includes('media'))).toBe(false); // prettier-ignore
  });
});
