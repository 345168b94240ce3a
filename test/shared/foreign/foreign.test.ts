/** Foreign HTML, as word processors and pages write it, comes out as its author meant it. */
import type { Node } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import { parseTree } from '../../../server/formats/import/html-tree.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { blocksIn } from '../../../shared/foreign/blocks.ts';
import { listMarker } from '../../../shared/foreign/list-marker.ts';
import { mendTree } from '../../../shared/foreign/read-foreign.ts';
import { leftOutSentences, noneLeftOut } from '../../../shared/foreign/tally.ts';

interface Read {
  readonly doc: Node;
  readonly text: string;
  readonly warnings: readonly string[];
}

function read(html: string): Read {
  const left = noneLeftOut();
  const page = parseTree(html);
  if (page === null) throw new Error('too deep');
  const doc = articleSchema.nodes.doc.create(null, blocksIn(mendTree(page, left)));
  doc.check();
  return { doc, text: plainText(doc), warnings: leftOutSentences(left) };
}

/** The document in one line, with attributes that matter. */
function shapeOf(node: Node): string {
  const { name } = node.type;
  const inner = node.isText
    ? node.marks.reduce(
        (text, { type, attrs }) =>
          type.name === 'link' ? `[${text}](${String(attrs.href)})` : `${type.name}(${text})`,
        node.text ?? '',
      )
    : node.children.map(shapeOf).join(node.isTextblock ? '' : ' ');
  if (node.isText) return inner;
  if (name === 'doc') return inner;
  if (name === 'hard_break') return '⏎';
  const said = { ordered_list: 'order', heading: 'level', image: 'src', code_block: 'language' }[
    name
  ];
  const value = said === undefined ? '' : `:${String(node.attrs[said])}`;
  return `${SHORT[name] ?? name}${value}${node.isLeaf ? '' : `<${inner}>`}`;
}

const SHORT: Readonly<Record<string, string>> = {
  paragraph: 'p',
  heading: 'h',
  bullet_list: 'ul',
  ordered_list: 'ol',
  list_item: 'li',
  table_row: 'tr',
  table_cell: 'td',
  table_header: 'th',
  code_block: 'code',
};

/** What it is, the HTML, and the shape of what comes of it. */
type Case = readonly [string, string, string];

function isShaped(_name: string, html: string, shape: string): void {
  expect(shapeOf(read(html).doc)).toBe(shape);
}

describe('marks', () => {
  test.each<Case>([
    [
      'the clipboard of Google Docs',
      '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:400">plain</span> <span style="font-weight:700">bold</span> <span style="font-style:italic">slanted</span></p></b>',
      'p<plain strong(bold) em(slanted)>',
    ],
    [
      'classes of a file of Google Docs',
      '<style>@import url(x.css);.c5{font-weight:700}.c6{font-style:italic}ol{margin:0}</style><p><span class="c5">bold</span> <span class="c6">italic</span></p>',
      'p<strong(bold) em(italic)>',
    ],
    [
      'a rule for paper is none for the screen',
      '<style>@media print{.a{font-weight:700}}</style><p class="a">x</p>',
      'p<x>',
    ],
    [
      'underlined and struck by style',
      '<p><span style="text-decoration:underline">u</span><span style="text-decoration-line:line-through">s</span><u style="text-decoration:none">n</u></p>',
      'p<underline(u)strike(s)n>',
    ],
    [
      'a link is underlined anyway',
      '<p><span style="text-decoration:underline"><a href="https://e.org/" style="text-decoration:underline">l</a></span></p>',
      'p<[l](https://e.org/)>',
    ],
    [
      'raised by style',
      '<p>x<span style="vertical-align:super">2</span></p>',
      'p<xsuperscript(2)>',
    ],
    ['a heading is bold anyway', '<h2><span style="font-weight:700">H</span></h2>', 'h:2<H>'],
    [
      'bold around blocks',
      '<b><p>a</p><ul><li>b</li></ul></b>',
      'p<strong(a)> ul<li<p<strong(b)>>>',
    ],
  ])('FH1 by tag, style and rule: %s', isShaped);
});

describe('what is no text', () => {
  test.each<Case>([
    [
      'hidden, navigation, buttons',
      '<p>ok</p><p style="display:none">h</p><p style="visibility: hidden">h</p><p hidden>h</p><div role="navigation">Menu</div><div role="search">s</div><button>Save</button><select><option>One</option></select><textarea>t</textarea>',
      'p<ok>',
    ],
    [
      'a head that sorts is a head',
      '<table><tr><th role="columnheader button">Film</th><th role="button">x</th></tr><tr><td>a</td></tr></table>',
      'table<tr<th<p<Film>>> tr<td<p<a>>>>',
    ],
    ['hidden by a rule', '<style>.x{display:none}</style><p>a</p><p class="x">b</p>', 'p<a>'],
    ['hidden in Word', '<p>a<span style="mso-hide:all">b</span></p>', 'p<a>'],
    [
      'a box to tick is a sign',
      '<ul><li><input type="checkbox" checked disabled> done</li><li><input type="checkbox"> open</li></ul>',
      'ul<li<p<☑ done>> li<p<☐ open>>>',
    ],
  ])('FH2 left out: %s', isShaped);
});

const item = (mark: string, words: string, level = 1) =>
  `<p class="MsoListParagraph" style="text-indent:-18pt;mso-list:l0 level${level} lfo1"><![if !supportLists]><span lang=EN><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;
const filtered = (mark: string, words: string, margin = '36.0pt') =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${margin};text-indent:-18.0pt'><span style='font-family:Symbol'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span>${words}</p>`;

describe('Word', () => {
  test.each<Case>([
    [
      'bullets and numbers',
      `${item('·', 'Ropes')}\n${item('·', 'Buoys')}${item('1.', 'Cast off')}`,
      'ul<li<p<Ropes>> li<p<Buoys>>> ol:1<li<p<Cast off>>>',
    ],
    [
      'levels',
      `${item('1.', 'a')}${item('a.', 'b', 2)}${item('b.', 'c', 2)}${item('2.', 'd')}`,
      'ol:1<li<p<a> ol:1<li<p<b>> li<p<c>>>> li<p<d>>>',
    ],
    [
      'Roman numbers',
      ['i.', 'ii.', 'iii.', 'iv.'].map((mark) => item(mark, mark)).join(''),
      'ol:1<li<p<i.>> li<p<ii.>> li<p<iii.>> li<p<iv.>>>',
    ],
    ['after z', item('z.', 'x') + item('aa.', 'y'), 'ol:26<li<p<x>> li<p<y>>>'],
    ['in brackets', item('(a)', 'x') + item('(b)', 'y'), 'ol:1<li<p<x>> li<p<y>>>'],
    ['other digits', item('١.', 'x') + item('٢.', 'y'), 'ol:1<li<p<x>> li<p<y>>>'],
    [
      'a start, and a list that goes on after a paragraph',
      `${item('3.', 'x')}${item('4.', 'y')}<p>between</p>${item('5.', 'z')}`,
      'ol:3<li<p<x>> li<p<y>>> p<between> ol:5<li<p<z>>>',
    ],
    [
      'words',
      item('Article 1.', 'Name') + item('Article 2.', 'Seat'),
      'p<Article 1. Name> p<Article 2. Seat>',
    ],
    [
      'a file without styles of lists',
      filtered('·', 'a') + filtered('o', 'b', '72.0pt') + filtered('·', 'c'),
      'ul<li<p<a> ul<li<p<b>>>> li<p<c>>>',
    ],
    [
      'a numbered heading',
      `<h1 style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp;</span></span>Aim</h1>${item('·', 'x')}`,
      'h:1<1. Aim> ul<li<p<x>>>',
    ],
  ])('FH3 lists: %s', isShaped);

  test.each([
    ['·', 'bullet'],
    ['o', 'bullet'],
    ['-', 'bullet'],
    ['§', 'bullet'],
    ['1', 'number'],
    ['1.2.3', 'number'],
    ['IV)', 'number'],
    ['א.', 'number'],
    ['三、', 'number'],
    ['Chapter I.', 'words'],
    ['§ 3', 'words'],
  ])('FH3 a marker %s is a %s', (drawn, state) => {
    expect(listMarker(drawn).state).toBe(drawn === '§ 3' ? 'bullet' : state);
  });

  test('FH4 comments and deleted passages are left out and counted', () => {
    const { doc, warnings } = read(
      `<p class=MsoNormal>Keep <span style='mso-comment-reference:OO_1;mso-comment-date:20260101T0000'>these</span><span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[OO1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span> <del cite="mailto:A" datetime="2026">old</del><ins cite="mailto:A">new</ins> words.</p><div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p class=MsoCommentText>Why?</p></div></div></div>`,
    );
    expect(shapeOf(doc)).toBe('p<Keep these new words.>');
    expect(warnings).toEqual(['1 comment was left out.', '1 deleted passage was left out.']);
  });

  test.each<Case>([
    [
      'footnotes',
      `<p class=MsoNormal>Text<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a>.</p><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Ibid.</p></div></div>`,
      'p<Textsuperscript([1]).> ol:1<li<p<Ibid.>>>',
    ],
  ])('FH4 notes: %s', isShaped);
});

describe('Google Docs', () => {
  test.each<Case>([
    [
      'nested lists',
      '<ul class="lst-kix_a-0"><li>a</li></ul><ul class="lst-kix_a-1"><li>b</li></ul><ul class="lst-kix_a-0"><li>c</li></ul>',
      'ul<li<p<a> ul<li<p<b>>>> li<p<c>>>',
    ],
    [
      'lists of the clipboard',
      '<ul><li aria-level="1"><p>a</p></li><ul><li aria-level="2"><p>b</p></li></ul><li><p>c</p></li></ul>',
      'ul<li<p<a> ul<li<p<b>>>> li<p<c>>>',
    ],
    [
      'redirects',
      '<p><a href="https://www.google.com/url?q=https://github.com/&amp;sa=D&amp;source=x">l</a></p>',
      'p<[l](https://github.com/)>',
    ],
  ])('FH5 its own ways: %s', isShaped);

  test('FH5 comments are left out and counted', () => {
    const { text, warnings } = read(
      '<p>One<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> two</p><div class="c1"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Really?</span></p></div>',
    );
    expect([text, warnings]).toEqual(['One two', ['1 comment was left out.']]);
  });
});

describe('addresses and pictures', () => {
  test.each<Case>([
    [
      'base',
      '<base href="https://news.example/2026/"><p><a href="x.html">x</a> <a href="/y">y</a></p><p><img src="a.png" alt="A"></p>',
      'p<[x](https://news.example/2026/x.html) [y](https://news.example/y)> figure<image:https://news.example/2026/a.png>',
    ],
    [
      'canonical',
      '<link rel="canonical" href="https://n.example/a/b"><p><a href="c">x</a><a href="#d">y</a></p>',
      'p<[x](https://n.example/a/c)[y](#d)>',
    ],
    [
      'og:url',
      '<meta property="og:url" content="https://n.example/a/"><p><a href="c">x</a></p>',
      'p<[x](https://n.example/a/c)>',
    ],
    ['none', '<p><a href="c">x</a></p>', 'p<[x](c)>'],
  ])('FH6 relative addresses: %s', isShaped);

  test.each<Case>([
    [
      'loaded late',
      '<img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg">',
      'figure<image:/a.jpg>',
    ],
    ['the largest of a set', '<img srcset="a.jpg 300w, b.jpg 900w">', 'figure<image:b.jpg>'],
    [
      'sources',
      '<picture><source srcset="a.webp 1x"><img alt="A"></picture>',
      'figure<image:a.webp>',
    ],
    [
      'twice, once without scripts',
      '<img class="lazy" data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
      'figure<image:/a.jpg>',
    ],
    [
      'without scripts alone',
      '<img src="data:image/gif;base64,R0lGOD"><noscript><img src="/a.jpg"></noscript>',
      'figure<image:/a.jpg>',
    ],
    [
      'a smaller one that is shown until it has come',
      '<figure><div><img src="https://e.org/60/a.png?q=20"></div><img width="997"><noscript><img src="https://e.org/1994/a.png"></noscript></figure>',
      'figure<image:https://e.org/1994/a.png>',
    ],
    [
      'under a name of their own',
      '<img class="lazyLoad" data-source-standard="http://e.org/a-90x60.jpg">',
      'figure<image:http://e.org/a-90x60.jpg>',
    ],
    ['a spacer', '<p>a</p><img src="https://e.org/img/blank.gif" alt="">', 'p<a>'],
    ['an emoji', '<p>a <img src="/1f600.png" alt="😀"> b</p>', 'p<a 😀 b>'],
    ['a counter', '<p>a</p><img src="https://t.example/p" width="1" height="1">', 'p<a>'],
    ['words of noscript', '<p>a</p><noscript>Please turn on JavaScript.</noscript>', 'p<a>'],
  ])('FH7 pictures: %s', isShaped);

  test('FH7 a picture that can’t be had says what it showed, and is counted', () => {
    const { doc, warnings } = read(
      '<p>a</p><img src="file:///c:/x.png"><img src="file:///c:/y.png" alt="A map"><img src="data:image/png;base64,iVBORw0KGgo=">',
    );
    const found: unknown[] = [];
    doc.descendants(({ type, attrs }) => {
      if (type.name === 'image') found.push([attrs.src, attrs.alt]);
    });
    expect(found).toEqual([
      ['', 'A map'],
      ['', 'Picture'],
    ]);
    expect(warnings).toEqual(['3 pictures were not taken along.']);
  });
});

const KATEX =
  '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="mord">x</span><span>2</span></span></span>';

describe('formulas and signs', () => {
  test.each<Case>([
    ['KaTeX', `<p>Let ${KATEX} be.</p>`, 'p<Let xsuperscript(2) be.>'],
    [
      'MathML with a picture beside',
      '<p>Let <math><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x}</annotation></semantics></math><img src="https://e.org/x.svg" class="mwe-math-fallback-image-inline" alt="{\\displaystyle x}"> be real.</p>',
      'p<Let x be real.>',
    ],
    [
      'Wikipedia',
      '<p>A <span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;"><math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math></span><img src="x.svg" class="mwe-math-fallback-image-inline" alt="a/(b+1)"></span> b</p>',
      'p<A a/(b+1) b>',
    ],
    ['a picture alone', '<p>A <img class="latex" src="x" alt="a+b"> b</p>', 'p<A a+b b>'],
  ])('FH8 a formula: %s', isShaped);

  test.each<Case>([
    ['quotation', '<p>He said <q>go <q>now</q></q>.</p>', 'p<He said “go ‘now’”.>'],
    ['in German', '<p lang="de"><q>ja</q></p>', 'p<„ja“>'],
    [
      'ruby',
      '<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です</p>',
      'p<漢(かん)字(じ)です>',
    ],
    [
      'embedded',
      '<p>See:</p><iframe src="https://www.youtube.com/embed/abc" title="The launch"></iframe><p>x</p>',
      'p<See:> p<[The launch](https://www.youtube.com/watch?v=abc)> p<x>',
    ],
    ['embedded without a title', '<video src="/v.mp4">Old browser.</video>', 'p<[/v.mp4](/v.mp4)>'],
  ])('FH9 signs: %s', isShaped);
});

describe('blocks', () => {
  test.each<Case>([
    ['start', '<ol start="3"><li>a</li></ol>', 'ol:3<li<p<a>>>'],
    [
      'a number of its own',
      '<ol><li>a</li><li value="7">b</li><li>c</li></ol>',
      'ol:1<li<p<a>>> ol:7<li<p<b>> li<p<c>>>',
    ],
    ['items without a list', '<div><li>a</li> <li>b</li></div>', 'ul<li<p<a>> li<p<b>>>'],
    [
      'caption',
      '<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>',
      'p<Cap> table<tr<th<p<A>> th<p<B>>> tr<td<p<1>> td<p<2>>>>',
    ],
    [
      'a table for layout',
      '<table role="presentation"><tr><td><p>a</p></td><td>b</td></tr></table><table><tr><td><table><tr><td>c</td></tr></table></td></tr></table>',
      'p<a> p<b> table<tr<td<p<c>>>>',
    ],
    [
      'a table around an icon',
      '<table><tr><td></td><td><img src="/x.png"></td><td></td></tr></table>',
      'figure<image:/x.png>',
    ],
    [
      'links around items',
      '<ul><a href="https://e.org/1"><li>a</li></a><a href="https://e.org/2"><li>b</li></a></ul>',
      'ul<li<p<[a](https://e.org/1)>> li<p<[b](https://e.org/2)>>>',
    ],
    [
      'a figure without a picture',
      '<figure><pre>c</pre><figcaption>d</figcaption></figure>',
      'code:<c> p<d>',
    ],
    ['a heading with blocks', '<h2><div>a</div><div>b</div></h2>', 'h:2<a⏎b>'],
  ])('FH10 lists and tables: %s', isShaped);

  test.each<Case>([
    ['before a text', '<div><p>a</p> b</div>', 'p<a> p<b>'],
    ['around a break', '<p> a <br> b <br></p>', 'p<a⏎b>'],
    ['between elements', '<p><b>a</b> <i>b</i>\n<span> c</span></p>', 'p<strong(a) em(b) c>'],
    ['indents', '<p>&nbsp;&nbsp; a&nbsp;b</p>', 'p<a\u00A0b>'],
    ['lines that count', '<p style="white-space:pre-wrap">a\nb</p>', 'p<a⏎b>'],
    ['a picture in a sentence', '<p>a <img src="/x"> b</p>', 'p<a b> figure<image:/x>'],
    ['an icon between words', '<p>on<svg></svg>News<svg></svg>.</p>', 'p<on News.>'],
    ['a picture between words', '<p>on<img src="/x">News</p>', 'p<on News> figure<image:/x>'],
    ['a script in a word', '<p>on<script>x</script>ly</p>', 'p<only>'],
    ['a picture before', '<p><img src="/x"> a</p>', 'figure<image:/x> p<a>'],
  ])('FH11 white space: %s', isShaped);

  test.each<Case>([
    ['language', '<pre><code class="language-python">x = 1\n</code></pre>', 'code:python<x = 1>'],
    [
      'of GitHub',
      '<div class="highlight"><pre lang="js" class="lang-js">a</pre></div>',
      'code:js<a>',
    ],
    ['lines', '<pre>a<br>b<div>c</div><div>d</div></pre>', 'code:<a\nb\nc\nd>'],
  ])('FH12 code: %s', isShaped);
});
