/** The HTML copy: valid, complete, readable without scripts. */
import { describe, expect, it } from 'vitest';
import { htmlExporter } from '../../../../server/formats/export/html.ts';
import { copyOf, marked, node, p, written } from '../../../support/copy.ts';
import type { Thread } from '../../../support/copy.ts';
import { readHtml, wordsOf } from '../../../support/html-check.ts';
import { HOSTILE_TEXT, rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const COPIES = [
  { name: 'left to right', copy: sampleCopy(), head: '<html lang="en" dir="ltr">' },
  { name: 'right to left', copy: rightToLeftCopy(), head: '<html lang="ar" dir="rtl">' },
  {
    name: 'without threads',
    copy: copyOf([p('Nothing said.')], [], 'und'),
    head: '<html lang="" dir="ltr">',
  },
];

/** The body alone, as pieces; its nesting is checked on the way. */
function bodyOf(html: string) {
  const body = html.slice(html.indexOf('<body>') + 6, html.indexOf('</body>'));
  return readHtml(body.replace(/<script [^>]*>[^<]*<\/script>/, ''));
}

describe('the HTML export', () => {
  for (const { name, copy, head } of COPIES) {
    it(`X6 ${name}: valid, alone, without a script, in the article's language and direction`, () => {
      const html = written(htmlExporter, copy);
      // Data in it is no script.
      const source = html
        .replace(/<style>[^<]*<\/style>/, '')
        .replace(/<script type="application\/json" id="galley-copy">[^<]*<\/script>/, '');
      expect(html.startsWith('<!doctype html>\n')).toBe(true);
      expect(html).toContain(head);
      expect(html).toContain(
        `content="default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:"`,
      );
      readHtml(source.replace('<!doctype html>', ''));
      expect(source).not.toMatch(/<(script|iframe|link|base|form|object|embed)\b/i);
      expect(source).not.toMatch(/<[^>]* on[a-z]+=|(href|src)="(?!https?:|#)/i);
      expect(html).not.toMatch(/url\(|@import/);
    });

    it(`X6 ${name}: the article part has the words of the plain text in order, and the numbers`, () => {
      const article = bodyOf(written(htmlExporter, copy)).filter(
        ({ around }) =>
          around.some(({ tag }) => tag === 'main') &&
          !around.some(({ attributes }) => /^(ref|no-image)$/.test(attributes.get('class') ?? '')),
      );
      expect(wordsOf(article.map(({ text }) => text).join(''))).toEqual(wordsOf(copy.text));
    });

    it(`X7 ${name}: each thread has a note, and number and note lead to one another`, () => {
      const html = written(htmlExporter, copy);
      const notes = [...html.matchAll(/<article class="note[^"]*" id="note-(\d+)"/g)].map(([, number]) => Number(number)); // prettier-ignore
      const references = [...html.matchAll(/<a href="#note-(\d+)" id="ref-\1"/g)].map(([, number]) => Number(number)); // prettier-ignore
      const placed = copy.annotations.filter(({ anchoring }) => anchoring.from !== null).length;
      const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
      expect(notes).toEqual(upTo(copy.annotations.length));
      expect(references).toEqual(upTo(placed));
      for (const number of references)
        expect(html).toContain(`<a class="number" href="#ref-${number}"`);
    });
  }

  it('X7 a highlight of each thread covers its words as they are now', () => {
    const copy = sampleCopy();
    const pieces = bodyOf(written(htmlExporter, copy));
    const covered = (ending: string) =>
      pieces
        .filter(({ around }) => around.some((tag) => tag.attributes.get('title')?.endsWith(ending)))
        .filter(({ around }) => !around.some((tag) => tag.attributes.get('class') === 'ref'))
        .map(({ text }) => text.trim());
    expect(covered('note 2').join(' ')).toBe('most of what its readers know');
    expect(covered('note 10').filter((text) => text !== '')).toEqual(['Cell one', 'Cell two']);
    expect(covered('note 14')).toEqual(['combine\u0301d']);
  });

  it('X7 a thread whose words are gone or ambiguous is listed apart with its old words', () => {
    const html = written(htmlExporter, sampleCopy());
    const apart = html.slice(html.indexOf('<section class="displaced"'));
    expect(apart).toContain('<mark class="words">words that *went* &lt;away&gt;</mark>');
    expect(apart).toContain('The words are no longer in the text.');
    expect(apart).toContain('The words occur 3 times in the text');
    expect(apart.match(/<article /g)).toHaveLength(2);
  });

  it('X7 a number within a link stands behind the link, which is whole', () => {
    const link = marked('all of it', { href: 'https://a.example', title: '' });
    const html = written(htmlExporter, copyOf([p(link)], [{ words: 'all' }]));
    expect(html).toMatch(/<a href="https:\/\/a\.example\/"[^>]*><mark [^>]*>all<\/mark> of it<\/a><sup class="ref"><a href="#note-1"/); // prettier-ignore
  });

  it('X7 a range that holds nothing, ends behind a line end or splits a character still has its number', () => {
    const threads: Thread[] = [
      { words: '', range: [0, 0] },
      { words: 'ab\n', range: [0, 3] },
      { words: '\uD83D', range: [6, 7] },
      { words: '', range: [90, 99] },
    ];
    const html = written(htmlExporter, copyOf([p('ab'), p(), p('cd\u{1F600}')], threads));
    expect(html.match(/id="ref-\d"/g)).toHaveLength(4);
    expect(html).toMatch(/<mark [^>]*>\u{1F600}<\/mark><sup/u);
    expect(html.slice(0, html.indexOf('</main>'))).not.toContain('\uFFFD');
  });

  it('X8 who, when, kind, status, proposal, tags, replies and reactions are told in words', () => {
    const text = bodyOf(written(htmlExporter, sampleCopy())).map((piece) => piece.text).join(''); // prettier-ignore
    for (const said of [
      'Bob <b>Öz</b> & "Co" 2026-03-01 12:30 UTC',
      'Suggestion · accepted by Bob <b>Öz</b> & "Co", 2026-03-02 08:15 UTC',
      'Replace: two readers mark two people mark',
      'Delete: a && b',
      'Report · open',
      'Comment · resolved',
      'Tags: check, <i>',
      'Reactions: 👍 2, 🎉 1',
      'Assigned to: Bob <b>Öz</b> & "Co"',
      'The words were edited since; now: “combine\u0301d”',
      'Annotated copy of “On the Origin of <Drafts>”, text of 2026-03-01 08:00 UTC.',
      'Layers: Comments, Reports.',
      'https://desk.example/articles/a1',
    ]) {
      expect(text).toContain(said);
    }
    expect(written(htmlExporter, sampleCopy())).toContain(
      '<time datetime="2026-03-01T12:30:00.000Z"',
    );
  });

  it('X3 hostile strings in every field come out as text', () => {
    const nasty = HOSTILE_TEXT;
    const copy = copyOf(
      [node('title', [nasty]), p('Some words.')],
      [{ words: 'words', author: nasty, body: nasty, replacement: nasty, tags: [nasty], created: nasty, reactions: [`${nasty} x`] }], // prettier-ignore
      '"><script>',
    );
    const layers = copy.layers.map((layer) => ({ ...layer, name: nasty, color: nasty }));
    const html = written(htmlExporter, { ...copy, layers, nameOf: () => nasty });
    bodyOf(html);
    const data = /<script type="application\/json" id="galley-copy">[^<]*<\/script>/;
    expect(html.replace(data, '')).not.toMatch(/<(script|img)\b/);
    expect(html.slice(0, html.indexOf('</head>'))).toContain('<html lang="" dir="ltr">');
  });
});
