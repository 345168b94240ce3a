/** The Markdown copy: footnotes in place, and hostile text stays text. */
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownExporter } from '../../../../server/formats/export/markdown.ts';
import type { Node } from 'prosemirror-model';
import { copyOf, marked, node, p, written } from '../../../support/copy.ts';
import type { Thread } from '../../../support/copy.ts';
import { wordsOf } from '../../../support/html-check.ts';
import { HOSTILE_TEXT, rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const NAUGHTY = new URL('../../../fixtures/corpora/blns.json', import.meta.url);
const naughtyStrings = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];

// HTML on: what a reader with the loosest settings makes of the file.
const reader = new MarkdownIt({ html: true });

function articlePart(blocks: readonly Node[], threads: readonly Thread[] = []): string {
  const file = written(markdownExporter, copyOf(blocks, threads));
  return file.slice(0, file.search(/\n\n---\n\n(\[\^1\]|---|## Notes)/));
}

/** The texts and line breaks that a Markdown reader finds, and the names of everything else. */
function readMarkdown(markdown: string): { text: string; tags: string[] } {
  const tags: string[] = [];
  let text = '';
  for (const token of reader
    .parse(markdown, {})
    .flatMap((block) => [block, ...(block.children ?? [])])) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'fence')
      text += token.content; // prettier-ignore
    else if (/break$|_close$/.test(token.type) || /^<br\/?>$/.test(token.content)) text += '\n';
    if (token.type.startsWith('html')) tags.push(token.content);
    else if (token.tag !== '' && token.nesting >= 0) tags.push(token.tag);
  }
  return { text, tags };
}

describe('the Markdown export', () => {
  const cases: { name: string; blocks: Node[]; threads: Thread[]; markdown: string }[] = [
    {
      name: 'in a paragraph, right behind the words',
      blocks: [p('One two three.')],
      threads: [{ words: 'two' }],
      markdown: 'One two[^1] three.',
    },
    {
      name: 'within emphasis, which goes on',
      blocks: [p('a ', marked('one two', 'em'), ' b')],
      threads: [{ words: 'one' }],
      markdown: 'a *one[^1] two* b',
    },
    {
      name: 'in a heading',
      blocks: [node('heading', ['One two'], { level: 3 })],
      threads: [{ words: 'One' }],
      markdown: '### One[^1] two',
    },
    {
      name: 'within a link, which it parts',
      blocks: [p(marked('one two', { href: 'https://a.example/(b) c', title: '' }))],
      threads: [{ words: 'one' }],
      markdown: '[one](https://a.example/\\(b\\)&#32;c)[^1][ two](https://a.example/\\(b\\)&#32;c)',
    },
    {
      name: 'within code, which it parts',
      blocks: [p(marked('one two', 'code'))],
      threads: [{ words: 'one' }],
      markdown: '`one`[^1]` two`',
    },
    {
      name: 'behind a code block',
      blocks: [node('code_block', ['one\ntwo'], { language: 'js"`x' })],
      threads: [{ words: 'one' }],
      markdown: '```js&#34;&#96;x\none\ntwo\n```\n\n[^1]',
    },
    {
      name: 'in a table cell',
      blocks: [
        node('table', [node('table_row', [node('table_cell', [p('one|two'), p('three')])])]),
      ],
      threads: [{ words: 'two' }, { words: 'three' }],
      markdown: '|  |\n| --- |\n| one\\|two[^1]<br/>three[^2] |',
    },
    {
      name: 'before a bracket and behind an exclamation mark',
      blocks: [p('One!(two)')],
      threads: [{ words: 'One!' }],
      markdown: 'One\\![^1]\\(two)',
    },
    {
      name: 'behind a rule',
      blocks: [node('rule'), p('One.')],
      threads: [{ words: '\uFFFC' }],
      markdown: '___\n\n[^1]\n\nOne.',
    },
    {
      name: 'behind emphasis that asterisks can not express',
      blocks: [
        p(marked('「引用」', 'strong'), 'です ', marked('a.', 'em'), ' ', marked('b!', 'strike')),
      ],
      threads: [{ words: 'a.' }],
      markdown: '<strong>「引用」</strong>です *a.*[^1] ~~b!~~',
    },
    {
      name: 'in a nested list that begins with another number',
      blocks: [node('bullet_list', [node('list_item', [p('One'), node('ordered_list', [node('list_item', [p('Two')])], { order: 7 })])])], // prettier-ignore
      threads: [{ words: 'Two' }],
      markdown: '- One\n\n  7. Two[^1]',
    },
  ];
  for (const { name, blocks, threads, markdown } of cases) {
    it(`X13 a footnote stands ${name}`, () => expect(articlePart(blocks, threads)).toBe(markdown));
  }

  it('X13 a cell that spans others is followed by empty ones, so that no column moves', () => {
    const cell = (text: string, attrs = {}) => node('table_cell', [p(text)], attrs);
    const table = node('table', [
      node('table_row', [node('table_header', [p('A')]), node('table_header', [p('B')])]),
      node('table_row', [cell('a', { rowspan: 2 }), cell('b')]),
      node('table_row', [cell('c'), cell('too many')]),
      node('table_row', [cell('d', { colspan: 1e9 })]),
    ]);
    const [head, , one, two, three] = articlePart([table]).split('\n');
    expect(one).toMatch(/^\| a <!-- rowspan=2 --> \| b \|( <!-- none --> \|)+$/);
    expect(two).toMatch(/^\| {2}\| c \| too many \|( <!-- none --> \|)+$/);
    expect(three).toMatch(/^\| d <!-- colspan=100 --> \|( {2}\|)+$/);
    expect(new Set([head, one, two, three].map((line) => line?.match(/\|/g)?.length))).toEqual(new Set([101])); // prettier-ignore
  });

  it('X14 reading the file again loses no word of the article', () => {
    for (const copy of [sampleCopy(), rightToLeftCopy()]) {
      const file = written(markdownExporter, copy);
      const article = file
        .slice(0, file.indexOf('\n\n---\n\n[^1]:'))
        .replace(/\[\^\d+\](?!\\)/g, '');
      const { text } = readMarkdown(article.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ''));
      expect(wordsOf(text)).toEqual(wordsOf(copy.text));
    }
  });

  const starts = ['# a', '- a', '+ a', '* a', '> a', '1. a', '1) a', '===', '---', '    code', '~~~', '| a |', ':-: | b', '[^1]: a', '[a]: b', '<b>', '&lt;', '\ta', 'a  ', '<!-- a']; // prettier-ignore
  for (const text of [HOSTILE_TEXT, ...starts]) {
    it(`X14 ${JSON.stringify(text.slice(0, 20))} stays text wherever it stands`, () => {
      const link = { href: 'javascript:alert(1)', title: '' };
      const blocks = [
        p(text),
        p('a | b', node('hard_break'), text),
        p(marked(text, 'strong')),
        p(marked(text, link)),
        node('blockquote', [p(text)]),
        node('bullet_list', [node('list_item', [p(text)])]),
        node('table', [node('table_row', [node('table_header', [p(text)])])]),
        node('heading', [text], { level: 2 }),
      ];
      const { text: read, tags } = readMarkdown(articlePart(blocks));
      const bare = (value: string) => value.replace(/\s+/g, '');
      const expected = blocks
        .map((block) => bare(block.textBetween(0, block.content.size)))
        .join('');
      expect(bare(read)).toBe(expected);
      expect(tags.filter((tag) => !/^(<?\/?strong>?|br|t[a-z]+)$/.test(tag))).toEqual(
        ['p', 'p', 'p', 'p', 'blockquote', 'p', 'ul', 'li', 'p', 'h2'], // prettier-ignore
      );
    });
  }

  it('X14 each of the naughty strings is read again as it was', () => {
    for (const string of naughtyStrings.filter((item) => item.trim() !== '')) {
      const { text, tags } = readMarkdown(articlePart([p(string), p('end')]));
      const bare = (value: string) => value.replace(/[\s\p{Cc}\uFFFD\p{Noncharacter_Code_Point}]+/gu, ''); // prettier-ignore
      expect(bare(text)).toBe(`${bare(string)}end`);
      expect(tags).toEqual(['p', 'p']);
    }
  });

  it('X15 a note keeps its Markdown, and nothing in it gets out of the note', () => {
    const body =
      '**b** <script> [x](javascript:1)\n\n[^2]: no\n\n# no\n\n```\nopen <b>\n\n[^3]: no';
    const file = written(markdownExporter, copyOf([p('One two.')], [{ words: 'One', body }]));
    const note = file.slice(file.indexOf('\n[^1]: ') + 1, file.indexOf('\n\n---\n\nAnnotated'));
    expect(note.split('\n').slice(1).every((line) => line === '' || line.startsWith('    '))).toBe(true); // prettier-ignore
    const { tags, text } = readMarkdown(note.replace('[^1]: ', '').replace(/^ {4}/gm, ''));
    expect(tags.filter((tag) => tag !== 'p')).toEqual(['strong', 'blockquote', 'strong', 'code']);
    expect(text).toContain('open <b>\n\n[^3]: no');
  });

  it('X15 threads without a place come behind the footnotes, with the old words', () => {
    const file = written(markdownExporter, sampleCopy());
    const apart = file.slice(file.indexOf('## Notes without a place'));
    expect(file.indexOf('[^14]: ')).toBeLessThan(file.indexOf('## Notes without a place'));
    expect(apart).toContain('> words that \\*went\\* \\<away>');
    expect(apart).toContain('*The words are no longer in the text.*');
    expect(apart).toContain('**16.** **Ann Kowalska**');
  });
});
