/** The pages for readers as HTML. */
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderProblemPage } from '../../../server/reader/problem-page.ts';
import { renderReadPage } from '../../../server/reader/read-page.ts';
import { renderReceiptPage } from '../../../server/reader/receipt-page.ts';
import { STATUSES } from '../../../shared/annotation/annotation.ts';
import type { Article } from '../../../shared/article/article.ts';
import { articleSchema, OBJECT_CHARACTER } from '../../../shared/article/schema.ts';
import { readerWords } from '../../../shared/reader/words.ts';
import type { ReceiptAnswer } from '../../../shared/wire/routes/reports.ts';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;

const ARTICLE: Article = {
  id: 'a1',
  title: 'On rivers',
  slug: 'on-rivers',
  status: 'published',
  language: 'en',
  direction: 'ltr',
  created: '2026-01-02T00:00:00Z',
  modified: '2026-05-04T08:00:00Z',
  author: 'm1',
};

const RECEIPT: ReceiptAnswer = {
  status: 'open',
  exact: 'teh',
  suggestion: 'the',
  received: '2026-05-04T08:00:00Z',
  settled: null,
  article: { title: 'On rivers', url: '/read/on-rivers', language: 'en', direction: 'ltr' },
};

const styles = ['/assets/reader.css'];
const { title, standfirst, paragraph } = articleSchema.nodes;
const line = (type: typeof title, words: string) => type.create(null, articleSchema.text(words));

function readPage(article: Partial<Article> = {}, words = 'The river is wide.') {
  const doc = articleSchema.node('doc', null, [line(title, 'On rivers'), line(paragraph, words)]);
  const assets = { script: '/assets/reader.js', styles };
  const url = 'https://paper.example/read/on-rivers';
  return renderReadPage({
    article: { ...ARTICLE, ...article },
    doc,
    version: 'v7',
    assets,
    pictureHosts: [],
    url,
  });
}

function receiptPage(receipt: Partial<ReceiptAnswer> = {}) {
  const answer = { ...RECEIPT, ...receipt };
  const { language, direction } = answer.article;
  return renderReceiptPage({ receipt: answer, language, direction, assets: { styles } });
}

const parse = (html: string) => parseHTML(html).document;

describe('R13 pictures of other hosts', () => {
  function pageWith(src: string, alt = '', pictureHosts: string[] = []) {
    const { figure, image } = articleSchema.nodes;
    const picture = figure.create(null, image.create({ src, alt }));
    const html = renderReadPage({
      article: { ...ARTICLE, language: 'de' },
      doc: articleSchema.node('doc', null, [line(title, 'On rivers'), picture]),
      version: 'v7',
      assets: { script: '/assets/reader.js', styles },
      pictureHosts,
      url: 'https://paper.example/read/on-rivers',
    });
    return parse(html).querySelector('figure');
  }

  test('R13 a placeholder says what the picture shows and whose it is, and counts as one character', () => {
    const figure = pageWith('https://cdn.example:8080/a.png?b="c', 'A <map>');
    expect(figure?.querySelector('img')).toBeNull();
    const place = figure?.querySelector('span.foreign-picture');
    expect(place?.getAttribute('data-from')).toBe('10');
    expect(place?.textContent).toBe(OBJECT_CHARACTER);
    expect(place?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
      'A <map> · Bild von cdn.example:8080',
    );
    const held = place?.querySelector('.held');
    expect(held?.getAttribute('data-show')).toBe('Anzeigen');
    expect(held?.getAttribute('data-address')).toBe('https://cdn.example:8080/a.png?b=%22c');
  });

  test.each<[string, string, string]>([
    ['our own', '/pictures/abc', '/pictures/abc'],
    ['our own by its whole address', 'https://paper.example/pictures/abc', '/pictures/abc'],
    ['one beside the page', 'a.png', '/read/a.png'],
    ['one of a listed host', 'https://a.example/a.png', 'https://a.example/a.png'],
    ['one of a host below a listed one', 'https://x.b.example/a.png', 'https://x.b.example/a.png'],
  ])('R13 %s loads at once', (_which, src, address) => {
    const figure = pageWith(src, '', ['a.example', '*.b.example']);
    expect(figure?.querySelector('img')?.getAttribute('src')).toBe(address);
  });

  test.each([
    'https://a.example.evil.example/a.png',
    'https://b.example/a.png',
    'https://evilb.example/a.png',
    'https://a.example:8080/a.png',
    '//other.example/a.png',
    'https://a.example@other.example/a.png',
    '/\\\\other.example/a.png',
  ])('R13 %s is of no listed host', (src) => {
    const figure = pageWith(src, '', ['a.example', '*.b.example']);
    expect(figure?.querySelector('img')).toBeNull();
    expect(figure?.querySelector('.foreign-picture')).not.toBeNull();
  });
});

describe('R7 the published page', () => {
  test('R7 is in the language and direction of its article', () => {
    const page = parse(readPage({ language: 'ar', direction: 'rtl' }));
    expect(page.documentElement.lang).toBe('ar');
    expect(page.documentElement.dir).toBe('rtl');
    expect(page.querySelector('.invitation')?.getAttribute('lang')).toBe('ar');
  });

  test('R7 marks words as English and left to right where it does not speak the language', () => {
    const invitation = parse(readPage({ language: 'ckb', direction: 'rtl' })).querySelector(
      'aside',
    );
    expect([invitation?.getAttribute('lang'), invitation?.getAttribute('dir')]).toEqual([
      'en',
      'ltr',
    ]);
  });

  test('R7 tells the script all that it needs', () => {
    const page = parse(readPage({ language: 'ru' }));
    const article = page.querySelector('article');
    expect(article?.getAttribute('data-article')).toBe('a1');
    expect(article?.getAttribute('data-version')).toBe('v7');
    expect(article?.querySelector('p')?.getAttribute('data-from')).toBe('10');
    const { language, report } = readerWords('ru');
    const json = page.querySelector('#reader-words')?.textContent ?? '';
    expect(JSON.parse(json)).toEqual({ language, report });
  });

  test('R7 is described to search engines by its standfirst, else by its first paragraph, cut', () => {
    const description = (html: string) =>
      parse(html).querySelector('meta[name=description]')?.getAttribute('content');
    expect(description(readPage())).toBe('The river is wide.');
    expect(description(readPage({}, 'word '.repeat(100)))).toMatch(/^(word ){35,40}word…$/);
    const doc = articleSchema.node('doc', null, [
      line(paragraph, 'Later.'),
      line(standfirst, 'A river\nloses its name.'),
    ]);
    const parts = { article: ARTICLE, doc, version: '1', url: 'https://paper.example/' };
    const html = renderReadPage({
      ...parts,
      pictureHosts: [],
      assets: { script: '/r.js', styles },
    });
    expect(description(html)).toBe('A river loses its name.');
    expect(parse(html).querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(parts.url);
  });
});

describe('R8 the receipt', () => {
  test.each(STATUSES)('R8 says what %s means', (status) => {
    const page = parse(
      receiptPage({
        status,
        settled: '2026-05-06T08:00:00Z',
        article: { ...RECEIPT.article, language: 'pl' },
      }),
    );
    const { statuses, settled } = readerWords('pl').receipt;
    expect(page.querySelector('h1')?.textContent).toBe(statuses[status].title);
    expect(page.querySelector('.outcome')?.textContent).toBe(statuses[status].text);
    expect(page.querySelector('.dates')?.textContent).toContain(
      settled.replace('{date}', '6 maja 2026'),
    );
    expect(page.querySelector('.back a')?.getAttribute('href')).toBe('/read/on-rivers');
  });

  const CHANGES = [
    ['a correction', 'the', ['teh', 'the'], 'ins'],
    ['words to be taken out', '', ['teh', 'teh'], 'del'],
    ['no correction', null, ['teh'], 'mark'],
  ] as const;
  test.each(CHANGES)('R8 shows %s', (_, suggestion, shown, tag) => {
    const rows = [...parse(receiptPage({ suggestion })).querySelectorAll('dd')];
    expect(rows.map((row) => row.textContent)).toEqual(shown);
    expect(rows.at(-1)?.firstElementChild?.localName).toBe(tag);
  });

  test('R8 keeps its secret address from search engines and other sites', () => {
    const page = parse(receiptPage());
    expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
    expect(page.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('no-referrer');
  });
});

const PAGES = [
  ['the published page', readPage({ title: HOSTILE, id: HOSTILE }, HOSTILE)],
  [
    'the receipt',
    receiptPage({
      exact: HOSTILE,
      suggestion: HOSTILE,
      article: { ...RECEIPT.article, title: HOSTILE, url: HOSTILE },
    }),
  ],
  ['the page of a missing article', renderProblemPage({ language: 'en', assets: { styles } })],
] as const;

test.each(PAGES)('R9 %s has nothing inline that runs or styles, whatever the words', (_, html) => {
  const page = parse(html);
  expect(page.querySelectorAll('script:not([src]):not([type="application/json"])')).toHaveLength(0);
  expect(page.querySelectorAll('style, [style], img')).toHaveLength(0);
  expect(html).not.toMatch(/<[^>"]+\son\w+=/i);
  expect(html).not.toContain('<script>alert');
});

test('R9 the page of a missing article speaks the language of the browser', () => {
  const page = parse(renderProblemPage({ language: 'he-IL', assets: { styles } }));
  expect(page.documentElement.dir).toBe('rtl');
  expect(page.querySelector('h1')?.textContent).toBe(readerWords('he').missing.title);
});
