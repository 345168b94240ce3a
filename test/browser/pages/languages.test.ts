/** Fourteen languages, each imported, annotated, laid out in its direction, and taken away in every format. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { hurriedTime } from '../../support/hurried-time.ts';
import type { TestServer } from '../../support/server.ts';
import { textbox } from '../../support/workspace.ts';

const FOLDER = new URL('../../fixtures/corpora/udhr/', import.meta.url);
const FILES = readdirSync(FOLDER);

const browser = testBrowser();
let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await builtServer({ now: hurriedTime() });
  token = (await server.member('Polly Glott', 'editor')).token;
});
afterAll(() => server.close());

describe('the Declaration of Human Rights', () => {
  test.each(FILES)('U11 %s', async (name) => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const declared = /dir="(\w+)" lang="([\w-]+)"/.exec(bytes.toString());
    const [direction, language] = [declared?.[1], declared?.[2]];
    const form = new FormData();
    form.set('file', new Blob([bytes], { type: 'text/html' }), name);
    const { json: article, status } = await server.ask('POST', '/api/articles', form);
    expect(status).toBe(201);
    expect(article).toMatchObject({ language, direction });

    const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
    const middle = [...text.matchAll(/[\p{L}\p{M}]{3,}/gu)].at(50)!;
    const target = { from: middle.index, to: middle.index + middle[0].length };
    const made = await server.ask('POST', `/api/articles/${article.id}/annotations`, {
      layer: article.layers[0].id,
      kind: 'comment',
      target,
      body: `About ${middle[0]}`,
    });
    expect(made.json).toMatchObject({ anchoring: { state: 'exact', ...target, exact: middle[0] } });

    for (const { name: format } of COPY_FORMATS) {
      const copy = await server.ask('GET', `/api/articles/${article.id}/export?format=${format}`);
      expect(copy.status, format).toBe(200);
      expect(copy.text, format).toContain(middle[0]);
      expect(copy.text, format).toContain('About');
    }

    await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
    const page = await browser.newPerson(server, token);
    await page.goto(`${server.url}/articles/${article.id}`);
    await textbox(page).locator('h1').waitFor();
    const laidOut = textbox(page).evaluate((element) => {
      const { direction: written, textAlign } = getComputedStyle(element.querySelector('p')!);
      return { written, textAlign, language: element.closest('[lang]')?.getAttribute('lang') };
    });
    expect(await laidOut).toMatchObject({ written: direction, textAlign: 'start', language });
    expect(await page.locator('mark[data-annotation]').innerText()).toBe(middle[0]);
    await page.goto(`${server.url}/read/${article.slug}`);
    expect(
      await page.evaluate(() => getComputedStyle(document.querySelector('article p')!).direction),
    ).toBe(direction);
  });
});
