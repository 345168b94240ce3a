/** The offsets that the published page's script finds are those of the server's plain text. */
import { parseHTML } from 'linkedom';
import { DOMParser } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import { offsetAt, pageBlocks, textOf } from '../../../client/reader/page-text.ts';
import type { Boundary, TreeNode } from '../../../client/reader/page-text.ts';
import { wordsBetween, wordsInArticle } from '../../../client/reader/reported-words.ts';
import { renderArticle } from '../../../server/html/render-article.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';

const ARTICLE = `<h1 class="title">The river</h1><p class="standfirst">A <em>name</em></p>
<p>One<br>two <strong>th<em>ree</em></strong> 🏞️ end</p><p></p>
<figure><img src="https://example.org/a.jpg" alt="A mill"><figcaption>The mill</figcaption></figure>
<figure><img src="" alt="Not to be shown"><figcaption>Lost</figcaption></figure>
<ul><li><p>First</p></li><li><p>Second</p></li></ul><blockquote><p>Said</p></blockquote>
<table><tr><th><p>Year</p></th><td><p>1834</p></td></tr></table>
<hr><pre><code>
a
 b</code></pre><p>سلام<br></p>`;

const doc = DOMParser.fromSchema(articleSchema).parse(bodyOf(ARTICLE) as unknown as HTMLElement);
const text = plainText(doc);
// With a masthead and an invitation, which must not count.
const page = bodyOf(
  `<header>Masthead</header><article>${renderArticle(doc, { offsets: true })}</article><p>Invitation</p>`,
);

test('R5 the page gives the plain text that the server counts on', () => {
  expect(textOf(pageBlocks(page))).toBe(text);
  expect(text).toContain('One\ntwo three 🏞️ end\n\n\uFFFC\nThe mill\n\uFFFC\nLost');
});

test('R5 an edge before any character of any text node has its offset', () => {
  let seen = '';
  for (const node of textNodes()) {
    for (let at = 0; at < (node.nodeValue ?? '').length; at += 1) {
      seen += text[offsetAt(page, { node, at })];
    }
  }
  // All characters but line ends between blocks and pictures, each at its place and in order.
  expect(seen).toBe(
    textNodes()
      .map((node) => node.nodeValue)
      .join(''),
  );
});

describe('edges in element nodes', () => {
  const edges: readonly [string, Boundary, string][] = [
    ['before a hard break', { node: element('p:nth-of-type(2)'), at: 1 }, '\ntwo'],
    ['behind a hard break', { node: element('p:nth-of-type(2)'), at: 2 }, '\ntwo'],
    ['inside a hard break', { node: element('br'), at: 0 }, '\ntwo'],
    ['at the end of a block', { node: element('h1'), at: 1 }, '\nA name'],
    ['at the start of a block', { node: element('li p'), at: 0 }, 'First'],
    ['in an empty block', { node: element('p:nth-of-type(3)'), at: 0 }, '\n\uFFFC'],
    ['before a picture', { node: element('figure'), at: 0 }, '\n\uFFFC\nThe mill'],
    ['behind a picture', { node: element('figure'), at: 1 }, '\nThe mill'],
    [
      'in the words for a picture',
      { node: element('.no-image').childNodes[0]!, at: 5 },
      '\uFFFC\nLost',
    ],
    ['before the article', { node: element('header').childNodes[0]!, at: 4 }, 'The river'],
    ['between two blocks', { node: element('article'), at: 1 }, '\nA name'],
    ['behind the article', { node: element('body > p'), at: 1 }, ''],
  ];
  test.each(edges)('R5 an edge %s has its offset', (_, edge, rest) => {
    const offset = offsetAt(page, edge);
    expect(text.slice(offset, offset + rest.length)).toBe(rest);
    if (rest === '') expect(offset).toBe(text.length);
  });
});

const SELECTIONS: readonly [name: string, text: string, words: string | null][] = [
  ['white space at the ends', 'a [ b\n]c', 'b'],
  ['a line end before the next block', 'a [b\n]\uFFFC', 'b'],
  ['a picture at an end', '[\uFFFC\nThe mill]', 'The mill'],
  ['a picture inside', '[a\n\uFFFC\nb]', 'a\n\uFFFC\nb'],
  ['no words', 'a[ \n\uFFFC]b', null],
];

for (const [name, marked, exact] of SELECTIONS) {
  test(`R6 a report is about words alone: ${name}`, () => {
    const plain = marked.replace(/[[\]]/g, '');
    const [one, other] = [marked.indexOf('['), marked.indexOf(']') - 1];
    const words = wordsBetween(plain, one, other);
    expect(words?.exact ?? null).toBe(exact);
    if (words) expect(plain.slice(words.from, words.to)).toBe(exact);
    expect(wordsBetween(plain, other, one)).toEqual(words);
  });
}

test('R6 equal words are told apart by place and neighbours', () => {
  const twice = `${'x'.repeat(40)} teh one and teh other ${'y'.repeat(40)}`;
  const second = twice.lastIndexOf('teh');
  expect(wordsBetween(twice, second, second + 3)).toEqual({
    exact: 'teh',
    from: second,
    to: second + 3,
    prefix: twice.slice(second - 32, second),
    suffix: twice.slice(second + 3, second + 35),
  });
});

const WRITTEN = ['A café by the sea', 'It was empty, quite empty', 'Open'];

// What the page shows instead, with the selected words in brackets, and where they are in the article.
const CHANGED: readonly [name: string, shown: readonly string[], place: number | null][] = [
  ['as it was', [WRITTEN[0]!, 'It was empty, quite [empty]', 'Open'], 38],
  ['longer before', ['1234567A café by the sea', 'It was [empty], quite empty', 'Open'], 25],
  ['longer before in the block', [WRITTEN[0]!, '☞ note It was empty, quite [empty]', 'Open'], 38],
  ['translated beside', ['Ein Café am Meer', 'It was [empty], quite empty', 'Offen'], 25],
  ['translated', [WRITTEN[0]!, 'Es war [leer], ganz leer', 'Open'], null],
  ['translated, with words of another block', [WRITTEN[0]!, 'Un [café] vide', 'Open'], null],
  ['with words that are put in', [WRITTEN[0]!, 'It was [☞ empty], quite empty', 'Open'], null],
  ['without what told equal words apart', [WRITTEN[0]!, '[empty]', 'Open'], null],
  ['over two blocks', ['!A café by the [sea', 'It] was empty, quite empty', 'Open'], 14],
];

for (const [name, shown, place] of CHANGED) {
  test(`R12 words selected on a page that is ${name} are the article's, or none`, () => {
    const article = blocksOf(WRITTEN);
    const text = shown.join('\n');
    const [one, other] = [text.indexOf('['), text.indexOf(']') - 1];
    const now = blocksOf(shown.map((block) => block.replace(/[[\]]/g, '')));
    const selected = wordsBetween(textOf(now), one, other)!;
    const words = wordsInArticle(article, now, selected);
    expect(words?.from ?? null).toBe(place);
    if (words) expect(words.exact).toBe(selected.exact);
  });
}

/** Blocks under the places that the server gave those of the article. */
function blocksOf(texts: readonly string[]) {
  const places = [0, 18, 44];
  return texts.map((block, index) => ({ place: places[index]!, text: block }));
}

function bodyOf(html: string): TreeNode & ParentNode {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return document.body;
}

function element(selector: string): TreeNode {
  const found = page.querySelector(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** Those whose characters count. */
function textNodes(): TreeNode[] {
  const found: TreeNode[] = [];
  for (const block of page.querySelectorAll('[data-from]:not(.no-image)')) collect(block);
  return found;

  function collect(node: TreeNode): void {
    if (node.nodeType === 3) found.push(node);
    for (const child of Array.from(node.childNodes)) collect(child);
  }
}
