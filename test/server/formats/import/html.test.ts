/** HTML pages become articles, with all of their words and nothing that runs. */
import { describe, expect, test } from 'vitest';
import type { Node } from 'prosemirror-model';
import { loadExporter } from '../../../../server/formats/export/exporters.ts';
import { htmlImporter, readHtml } from '../../../../server/formats/import/html.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';
import { bare, declarations, hostileStrings } from './corpora.ts';
import { cpuMs, depthOf, linksOf } from './documents.ts';

function read(content: string): Node {
  const { doc } = readHtml(content);
  doc.check();
  return doc;
}

describe('structure', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['fragment', 'a <b>b</b>', 'paragraph("a ", strong("b"))'],
    [
      'page',
      '<!doctype html><html><head><title>T</title></head><body><h1>A</h1><p>b</p></body></html>',
      'title("A"), paragraph("b")',
    ],
    ['open head', '<!DOCTYPE html><head><title>T</title><p>b', 'paragraph("b")'],
    ['only the first h1', '<h1>A</h1><h1>B</h1>', 'title("A"), heading("B")'],
    [
      'a first h1 below words stays where it is',
      '<p>k</p><h1>A</h1><p>b</p>',
      'paragraph("k"), heading("A"), paragraph("b")',
    ],
    [
      'unless the page names it as its title',
      '<title>A | Paper</title><p>k</p><h1>A</h1><p>b</p>',
      'title("A"), paragraph("k"), paragraph("b")',
    ],
    [
      'our own classes',
      '<h1 class="title">A</h1><p class="standfirst">S</p><p class="byline">By B</p>',
      'title("A"), standfirst("S"), byline("By B")',
    ],
    ['subtitle', '<h1>A</h1><h2 class="subtitle">S</h2>', 'title("A"), standfirst("S")'],
    ['lead', '<h1>A</h1><p class="article-lead x">S</p>', 'title("A"), standfirst("S")'],
    [
      'other words in a class',
      '<h1>A</h1><p class="leading-6 authority">S</p>',
      'title("A"), paragraph("S")',
    ],
    [
      'author link',
      '<h1>A</h1><p>By <a rel="author" href="/b">B</a></p>',
      'title("A"), byline("By ", link("B"))',
    ],
    ['address', '<h1>A</h1><address>B</address>', 'title("A"), byline("B")'],
    [
      'an address in the footer',
      '<h1>A</h1><footer><address>B</address></footer>',
      'title("A"), paragraph("B")',
    ],
    [
      'article',
      '<p>x</p><article><h1>A</h1><p>b</p></article><p>y</p>',
      'title("A"), paragraph("b")',
    ],
    [
      'headline outside the article',
      '<h1>A</h1><article><p>b</p></article>',
      'title("A"), paragraph("b")',
    ],
    [
      'several articles',
      '<main><article>a</article><article>b</article></main>',
      'paragraph("a"), paragraph("b")',
    ],
    [
      'what is not text',
      '<nav>n</nav><script>s</script><style>t</style><svg><text>v</text></svg><template>e</template><iframe>f</iframe><p hidden>h</p>a',
      'paragraph("a")',
    ],
    [
      'image in a paragraph',
      '<p>a <b>b <img src="/c" alt="d"> e</b></p>',
      'paragraph("a ", strong("b e")), figure(image)',
    ],
    ['image in a heading', '<h1><img src="/c">A</h1>', 'title("A"), figure(image)'],
    [
      'figure',
      '<figure><img src="/c"><figcaption>d</figcaption></figure>',
      'figure(image, caption("d"))',
    ],
    ['an image that shows nothing', '<p>a<img src="data:x"></p>', 'paragraph("a")'],
    [
      'neighbouring blocks',
      'a<div>b</div>c<dl><dt>d</dt><dt>e</dt><dd>f</dd></dl><details><summary>g</summary>h</details>',
      'paragraph("a"), paragraph("b"), paragraph("c"), paragraph("d"), paragraph("e"), paragraph("f"), paragraph("g"), paragraph("h")',
    ],
    [
      'table with a caption',
      '<table><caption>a</caption><tr><td>b</table>',
      'paragraph("a"), table(table_row(table_cell(paragraph("b"))))',
    ],
    ['controls behind entities', 'a&#1;b', 'paragraph("ab")'],
    ['names that objects have', '<constructor>a</constructor>b', 'paragraph("ab")'],
    ['empty', '', 'paragraph'],
  ];
  test.each(cases)('I10 HTML becomes the article schema: %s', (_name, content, shape) => {
    expect(read(content).toString()).toBe(`doc(${shape})`);
  });

  test('I10 the page title is the name where there is no headline, and no words of the article', () => {
    const { doc, title } = readHtml('<title>A &amp; B</title><p>c</p>');
    expect(title).toBe('A & B');
    expect(plainText(doc)).toBe('c');
  });

  const languages: readonly (readonly [string, string, string])[] = [
    ['<html lang="ar"><p>Some English words are here to mislead.', 'ar', 'rtl'],
    ['<html lang="en"><article lang="HE">שלום</article>', 'he', 'rtl'],
    ['<html lang="en" dir="rtl"><p>a', 'en', 'rtl'],
    ['<html dir="auto"><p>שלום', 'und', 'rtl'],
    ['<html lang="?"><p>The lamps on the river turn from green to red.', 'en', 'ltr'],
  ];
  test.each(languages)(
    'I6 a declared language wins over detection: %s',
    (content, language, direction) => {
      expect(readHtml(content)).toMatchObject({ language, direction });
    },
  );
});

describe('the article of a page', () => {
  const story = '<p>One two three four five six seven eight.</p>';
  test.each<readonly [string, string, string]>([
    [
      'an empty main',
      '<main></main><h3>Head</h3><p>All the words.</p>',
      'heading("Head"), paragraph("All the words.")',
    ],
    [
      'an article with a small share',
      `<article><p>Ad.</p></article><div>${story}${story}</div>`,
      `paragraph("Ad."), paragraph("One two three four five six seven eight."), paragraph("One two three four five six seven eight.")`,
    ],
    [
      'teasers beside the story',
      `<main><article>${story}</article><article>More</article><article>Else</article></main>`,
      'paragraph("One two three four five six seven eight.")',
    ],
    [
      'a role',
      `<p>x</p><div role="main">${story}</div>`,
      'paragraph("One two three four five six seven eight.")',
    ],
  ])('I16 is what has its words: %s', (_name, content, shape) => {
    expect(read(content).toString()).toBe(`doc(${shape})`);
  });

  test.each<readonly [string, string, string]>([
    [
      'several headings below words',
      '<p>Intro.</p><h1>Section 1</h1><p>x</p><h1>Section 2</h1><p>y</p>',
      'paragraph("Intro."), heading("Section 1"), paragraph("x"), heading("Section 2"), paragraph("y")',
    ],
    [
      'outside of the article, named by og:title',
      `<meta property="og:title" content="A: b"><header><h1>The Paper</h1></header><h1>A: b</h1><article>${story}</article>`,
      'title("A: b"), paragraph("One two three four five six seven eight.")',
    ],
    [
      'outside, and not named',
      `<title>Story</title><h1>The Paper</h1><article>${story}</article>`,
      'paragraph("One two three four five six seven eight.")',
    ],
    [
      'of a document by Word',
      '<p class=MsoTitle>A</p><p class=MsoSubtitle>S</p><p class=MsoNormal>b</p>',
      'title("A"), standfirst("S"), paragraph("b")',
    ],
    [
      'of a document by Google Docs',
      '<p class="c3 title" id="h.x"><span class="c1">A</span></p><p class="c2">b</p>',
      'title("A"), paragraph("b")',
    ],
    [
      'an author in the metadata',
      '<meta name="author" content="Ann Li"><h1>A</h1><p>b</p>',
      'title("A"), byline("Ann Li"), paragraph("b")',
    ],
    [
      'an author who is named in the text',
      '<meta name="author" content="Ann Li"><h1>A</h1><p>With Ann Li</p>',
      'title("A"), paragraph("With Ann Li")',
    ],
    [
      'a standfirst that the metadata repeat',
      '<meta name="description" content="In short."><h1>A</h1><p>In short.</p><p>b</p>',
      'title("A"), standfirst("In short."), paragraph("b")',
    ],
    [
      'what the metadata repeat from the midst of the text',
      `<meta name="description" content="In short."><h1>A</h1><p>${'b '.repeat(200)}</p><p>In short.</p>`,
      `title("A"), paragraph("${'b '.repeat(200).trim()}"), paragraph("In short.")`,
    ],
    [
      'a subtitle of something further down',
      `<h1>A</h1><p>${'b '.repeat(200)}</p><h2 class="subtitle">C</h2><h3 class="author">D</h3>`,
      `title("A"), paragraph("${'b '.repeat(200).trim()}"), heading("C"), heading("D")`,
    ],
  ])('I17 title and byline: %s', (_name, content, shape) => {
    expect(read(content).toString()).toBe(`doc(${shape})`);
  });

  test.each([
    ['rich', sampleCopy()],
    ['right to left', rightToLeftCopy()],
  ])('I18 an annotated HTML copy comes back as its text: %s', async (_name, copy) => {
    const bytes = await (await loadExporter('html')).write(copy);
    const read = await htmlImporter.read(bytes, null);
    expect(read.ok && plainText(read.value.doc)).toBe(copy.text);
    // Two links of the sample have no address that may be in a file.
    const [unsafe, bare] = [
      'link("bad link"), " and ", link("odd link"), " and H',
      '"bad link and odd link and H',
    ];
    expect(read.ok && read.value.doc.toString()).toBe(copy.doc.toString().replace(unsafe, bare));
  });
});

describe('hostile input', () => {
  test('I7 no link of HTML leads to a script', () => {
    const addresses = [
      'javascript:a',
      'JaVaScRiPt&#58;a',
      '&#106;avascript:a',
      'java&#10;script:a',
      'java\tscript:a',
      '&#1;javascript:a',
      'data:text/html,a',
      'vbscript:a',
    ];
    for (const address of addresses) {
      const doc = read(
        `<p><a href="${address}">words</a><a href=${address.replace(/\s/g, '')}>more</a></p>`,
      );
      expect(linksOf(doc), address).toEqual([]);
      expect(doc.textContent).toBe('wordsmore');
      expect(read(`<img src="${address}" alt="b">`).firstChild?.firstChild?.attrs.src).toBe('');
    }
    expect(linksOf(read('<a href="https://x.example/">a</a>'))).toEqual(['https://x.example/']);
  });

  test('I7 hostile strings come out as harmless text', () => {
    const strings = hostileStrings();
    for (const content of [
      ...strings,
      ...strings.map((words) => `<p>${words}</p>`),
      strings.join('<p>'),
    ]) {
      for (const href of linksOf(read(content)))
        expect(href).not.toMatch(/^\W*(?:javascript|data|vbscript)/i);
      expect(readHtml(content).title).not.toBe('');
    }
    for (const content of strings) {
      const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      expect(bare(plainText(read(`<p>${escaped}</p>`)))).toBe(bare(content));
    }
  });

  const bombs: readonly (readonly [string, string])[] = [
    ['div', '<div>'.repeat(20_000)],
    ['b', '<b>'.repeat(20_000)],
    ['b, a megabyte', '<b>'.repeat(333_000)],
    ['closed', `${'<i>'.repeat(20_000)}x${'</i>'.repeat(20_000)}`],
    ['stray ends', '<b></i>'.repeat(20_000)],
    ['ends in attributes', '<b a="</b>">'.repeat(20_000)],
    ['quotes', '<blockquote>'.repeat(200)],
    ['lists', '<ul><li>'.repeat(120)],
    ['tables', '<table><tr><td>'.repeat(80)],
    ['unclosed comments', '<!-- -->'.repeat(100_000)],
  ];
  test.each(bombs)(
    'I8 deep nesting of HTML ends in time and keeps its words: %s',
    (_name, bomb) => {
      const start = cpuMs();
      const doc = read(`<p>first</p>${bomb}last &amp; least`);
      expect(cpuMs() - start).toBeLessThan(2000);
      expect(depthOf(doc)).toBeLessThan(64);
      expect(plainText(doc)).toMatch(/first[^]*last & least/);
    },
  );

  test('I8 a page with many unclosed elements is not taken for a deep one', () => {
    const doc = read(`<ul>${'<li><b>a</b>'.repeat(400)}</ul>${'<p>b'.repeat(400)}`);
    expect(doc.childCount).toBe(401);
    expect(doc.firstChild?.childCount).toBe(400);
  });
});

describe('words', () => {
  test.each(declarations())('I9 $name as HTML keeps all its words', ({ html, lines }) => {
    const doc = read(html);
    expect(plainText(doc)).toBe(lines.join('\n'));
    expect(doc.firstChild?.type.name).toBe('title');
    expect(lines.length).toBeGreaterThan(60);
  });
});

describe('clean-up', () => {
  const sentence =
    'The ferry leaves the harbour at nine, and nobody knows why it does, or where to. ';
  const body = `<div class="story"><p>${sentence.repeat(5)}</p><p>${sentence.repeat(6)}</p></div>`;
  const menu =
    '<div class="menu"><ul><li><a href="/1">Sport</a></li><li><a href="/2">Weather</a></li></ul></div>';

  test('I22 what is around the text goes, and is said', () => {
    const { doc, gone, warnings } = readHtml(`${menu}<h1>A</h1>${body}${menu}`, true);
    expect(doc.textContent).not.toContain('Sport');
    expect(gone.map(({ type }) => type.name)).toEqual(['bullet_list', 'bullet_list']);
    expect(warnings).toEqual(['The clean-up left out 4 words.']);
  });

  test('I22 title, standfirst and byline stay whatever they look like', () => {
    const head =
      '<header class="sidebar"><h1>Ferry</h1><p class="subtitle">S</p><p class="byline">By B</p></header>';
    const { doc } = readHtml(`<title>Ferry</title>${head}${body}${menu}`, true);
    expect(doc.children.slice(0, 3).map(({ type }) => type.name)).toEqual([
      'title',
      'standfirst',
      'byline',
    ]);
  });

  test('I22 what goes and what stays are all words of the page', () => {
    const html = `<h1>A</h1>${menu}${body}<p>end <a href="/x">link</a></p><aside>More <b>words</b></aside>`;
    const words = (text: string): string[] => (text.match(/\w+/g) ?? []).sort();
    const whole = articleSchema.nodes.doc.create(null, readHtml(html).doc.content);
    const { doc, gone } = readHtml(html, true);
    const parts = [...doc.children, ...gone].map((block) =>
      plainText(articleSchema.nodes.doc.create(null, block)),
    );
    expect(words(parts.join(' '))).toEqual(words(plainText(whole)));
  });

  test.each(['', 'word', '<p></p>', '<table><tr><td>1</td></tr></table>'])(
    'I22 nothing is left to take out of %j',
    (html) => {
      expect(readHtml(html, true).gone).toEqual([]);
    },
  );
});
