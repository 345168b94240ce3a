/** Quotes that leave as JSON-LD are found, by a strict matcher, at the address that goes with them and in the HTML copy. */
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const HTML = `<h1>The pier</h1><p>Built by<br>the <b>council</b> in 1904.</p><ul><li>one</li><li>two<ol><li>three</li></ol></li></ul>
<table><tr><th>Year</th><th>Length</th></tr><tr><td>1904</td><td>120 m</td></tr></table><hr>
<figure><img src="https://e.org/a.png" alt="A pier"><figcaption>The pier today</figcaption></figure>
<pre>a = 1\n\nb = 2</pre><blockquote><p>It <a href="https://e.org/">stands <b>well</b> still</a>.</p></blockquote><p>The end.</p>`;

let server: TestServer;
let article: ArticleReply;
beforeAll(async () => {
  server = await testServer();
  article = await server.article(HTML, 'html');
  const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
  for (let from = 0; from + 6 < text.length; from += 5) {
    const target = { from, to: from + 6 };
    const note = { layer: article.layers[0]!.id, kind: 'highlight', target };
    expect((await server.ask('POST', `/api/articles/${article.id}/annotations`, note)).status).toBe(
      201,
    );
  }
});
afterAll(() => server.close());

interface Target {
  readonly source: string;
  readonly selector: readonly { type: string; exact: string; prefix: string; suffix: string }[];
}

async function exported(format: string): Promise<string> {
  return (await server.ask('GET', `/api/articles/${article.id}/export?format=${format}`)).text;
}

async function targets(): Promise<Target[]> {
  const page = JSON.parse(await exported('jsonld')) as { items: { target: Target }[] };
  expect(page.items.length).toBeGreaterThan(20);
  return page.items.map(({ target }) => target);
}

/** As Apache Annotator matches: the context and the words must be there to the letter, and once. */
function expectQuotes(text: string, sought: readonly Target[]): void {
  for (const { selector } of sought) {
    const { prefix, exact, suffix } = selector.find(({ type }) => type === 'TextQuoteSelector')!;
    expect(text.split(`${prefix}${exact}${suffix}`)).toHaveLength(2);
  }
}

const textOf = (html: string, selector: string) =>
  parseHTML(html).document.querySelector(selector)!.textContent;

test('X22 the source of a draft is its plain text, and has every quote', async () => {
  const sought = await targets();
  const [source] = new Set(sought.map((target) => target.source));
  expect(new URL(source!).pathname).toBe(`/api/articles/${article.id}/text`);
  expectQuotes((await server.ask('GET', new URL(source!).pathname)).text, sought);
});

test('X22 the source of a published article is its page, and has every quote; so has the HTML copy', async () => {
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  const sought = await targets();
  const [source] = new Set(sought.map((target) => target.source));
  expect(new URL(source!).pathname).toBe(`/read/${article.slug}`);
  const page = await server.ask('GET', new URL(source!).pathname, undefined, '');
  expectQuotes(textOf(page.text, 'article'), sought);
  expectQuotes(textOf(await exported('html'), 'main'), sought);
});
