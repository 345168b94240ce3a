/** Markdown becomes articles, however deep and hostile. */
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import type { Node } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import { loadExporter } from '../../../../server/formats/export/exporters.ts';
import { markdownImporter, readMarkdown } from '../../../../server/formats/import/markdown.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';
import { bare, hostileStrings, readCorpus } from './corpora.ts';
import { cpuMs, depthOf, linksOf } from './documents.ts';

const SAMPLE = new URL('../../../../data/samples/the-bridge-at-night.md', import.meta.url);

function read(content: string): Node {
  const { doc } = readMarkdown(content);
  doc.check();
  return doc;
}

describe('structure', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['title', '# A\n\nb', 'title("A"), paragraph("b")'],
    ['underlined title', 'A\n===\n\nb', 'title("A"), paragraph("b")'],
    ['a later # is a heading', 'b\n\n# A', 'paragraph("b"), heading("A")'],
    ['standfirst', '# A\n\n*One two*', 'title("A"), standfirst("One two")'],
    [
      'standfirst with bold',
      '# A\n\n*One **two***',
      'title("A"), standfirst("One ", strong("two"))',
    ],
    [
      'byline after it',
      '# A\n\n*S*\n\nBy Eve Li',
      'title("A"), standfirst("S"), byline("By Eve Li")',
    ],
    [
      'byline before it',
      '# A\n\nBy Eve Li\n\n*S*',
      'title("A"), byline("By Eve Li"), standfirst("S")',
    ],
    ['no standfirst without a title', '*S*', 'paragraph(em("S"))'],
    ['no standfirst: partly emphasised', '# A\n\n*S* t', 'title("A"), paragraph(em("S"), " t")'],
    ['front matter', '---\ntitle: "A b"\nlang: de\n---\nx', 'title("A b"), paragraph("x")'],
    ['other front matter', '---\ntags: x\n---\n# A', 'title("A")'],
    ['another title in it', '---\ntitle: B\n---\n# A', 'title("B"), heading("A")'],
    ['the same title in a lower heading', '---\ntitle: A\n---\n## A', 'title("A")'],
    ['the same title in it', '---\ntitle: A\n---\n# A', 'title("A")'],
    [
      'a rule is no front matter',
      '---\nSome words\n\n---\n',
      'rule, paragraph("Some words"), rule',
    ],
    [
      'image in a paragraph',
      'a **b ![c](/d) e** f',
      'paragraph("a ", strong("b e"), " f"), figure(image)',
    ],
    ['image alone', '![c](/d)', 'figure(image)'],
    ['image in a list', '- ![c](/d)', 'bullet_list(list_item(figure(image)))'],
    [
      'image in a cell',
      '|a|\n|-|\n|![c](/d)|',
      'table(table_row(table_header(paragraph("a"))), table_row(table_cell(figure(image))))',
    ],
    [
      'cells beyond the header',
      '|a|b|\n|-|-|\n|1|2|3|4|',
      'table(table_row(table_header(paragraph("a")), table_header(paragraph("b"))), table_row(table_cell(paragraph("1")), table_cell(paragraph("2 | 3 | 4"))))',
    ],
    ['strikethrough', '~~a~~', 'paragraph(strike("a"))'],
    ['HTML', '<b>a</b>\n\n<script>x</script>', 'paragraph(strong("a"))'],
    [
      'inline HTML',
      '# T\n\nH<sub>2</sub>O<br>next\n\n<!-- comment -->\n\n<div align="center"><b>Bold</b></div>',
      'title("T"), paragraph("H", subscript("2"), "O", hard_break, "next"), paragraph(strong("Bold"))',
    ],
    [
      'what only looks like a tag',
      'a List<String> of <your-name> in a <table>\n\n<Tabs>\n\nb\n\n</Tabs>',
      'paragraph("a List<String> of <your-name> in a <table>"), paragraph("b")',
    ],
    ['a comment without an end', '<!-- a\n\nb', 'paragraph("<!-- a b")'],
    [
      'lines like references',
      '[Q]: Why?\n[A]: No.\n[Mayor]: "Never!"\n\n[1]: https://e.org/\n\n[//]: # (comment)',
      'paragraph("[Q]: Why?"), paragraph("[A]: No."), paragraph("[Mayor]: \\"Never!\\""), paragraph("[1]: ", link("https://e.org/"))',
    ],
    ['references', '[a] [b][c]\n\n[a]: /x\n[c]: <y> "t"', 'paragraph(link("a"), " ", link("b"))'],
    [
      'footnotes in their order',
      'As said.[^b] More.[^2]\n\n[^2]: Ibid.\n\n[^b]: https://e.org\n\n[^c]: Smith',
      'paragraph("As said.", superscript("[1]"), " More.", superscript("[2]")), ordered_list(list_item(paragraph(link("https://e.org"))), list_item(paragraph("Ibid.")), list_item(paragraph("Smith")))',
    ],
    [
      'a footnote in its sentence',
      'a^[b *c*]',
      'paragraph("a", superscript("[1]")), ordered_list(list_item(paragraph("b ", em("c"))))',
    ],
    [
      'boxes to tick',
      '- [ ] a\n- [x] b',
      'bullet_list(list_item(paragraph("☐ a")), list_item(paragraph("☑ b")))',
    ],
    ['definitions', 'Term\n: Meaning', 'paragraph("Term"), paragraph("Meaning")'],
    [
      'divs of Pandoc',
      'a\n\n::: {.callout-note title="Mind"}\nb\n:::\n\n:::tip The tip\nc\n:::',
      'paragraph("a"), paragraph("Mind"), paragraph("b"), paragraph("The tip"), paragraph("c")',
    ],
    [
      'attributes',
      '## A {#a .b}\n\n[b](/c){target="_blank"} `d`{.e}\n\n![](/f.png){width=50%}\n\n{kept}',
      'heading("A"), paragraph(link("b"), " ", code("d")), figure(image), paragraph("{kept}")',
    ],
    [
      'formulas',
      'Let $a_1 * b_1 * c$ cost $5 or $6.',
      'paragraph("Let $a_1 * b_1 * c$ cost $5 or $6.")',
    ],
    [
      'a picture with its data in a reference',
      '# R\n\n![][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>',
      'title("R"), figure(image)',
    ],
    ['soft breaks', 'a\nb\n\n中\n文', 'paragraph("a b"), paragraph("中文")'],
    ['hard break', 'a  \nb', 'paragraph("a", hard_break, "b")'],
    [
      'rule, list, quote, code',
      '---\n\n3. a\n\n> b\n\n```js x\nc\n```',
      'rule, ordered_list(list_item(paragraph("a"))), blockquote(paragraph("b")), code_block("c")',
    ],
    ['empty', '', 'paragraph'],
  ];
  test.each(cases)('I5 Markdown becomes the article schema: %s', (_name, content, shape) => {
    expect(read(content).toString()).toBe(`doc(${shape})`);
  });

  test('I5 an image keeps its address, title and alternative words', () => {
    const image = read('a ![b *c*](http://x/y.png "T")').child(1).firstChild;
    expect(image?.attrs).toEqual({ src: 'http://x/y.png', alt: 'b c', title: 'T' });
    const list = read('7. a').firstChild;
    expect(list?.attrs.order).toBe(7);
    for (const info of ['js x', '{js}', '{.js .numbers}', 'js{1,3}', '{js, echo=FALSE}'])
      expect(read(`\`\`\`${info}\nc\n\`\`\``).firstChild?.attrs.language).toBe('js');
  });

  test('I6 the language of the front matter wins over the detected one', () => {
    const words = 'A quiet evening by the river, with lamps on the water and nobody about.';
    expect(readMarkdown(words).language).toBe('en');
    expect(readMarkdown(`---\nlang: FA-ir\n---\n${words}`)).toMatchObject({
      language: 'fa-IR',
      direction: 'rtl',
    });
    expect(readMarkdown(`---\nlang: no such tag\n---\n${words}`).language).toBe('en');
  });

  test('I5 the sample article has all that an article may have', () => {
    const doc = read(readFileSync(SAMPLE, 'utf8'));
    const types = doc.children.map((node) => node.type.name);
    expect(types.slice(0, 3)).toEqual(['title', 'standfirst', 'byline']);
    for (const type of ['heading', 'blockquote', 'bullet_list', 'table'])
      expect(types).toContain(type);
    expect(plainText(doc)).toContain('the the');
  });
});

describe('front matter', () => {
  test.each<readonly [string, string, string]>([
    ['double quotes', '---\ntitle: "He said \\"go\\""\n---\nx', 'title("He said \\"go\\"")'],
    ['single quotes', "---\ntitle: 'It''s over'\n---\nx", 'title("It\'s over")'],
    ['a comment', '---\ntitle: My title # draft\n---\nx', 'title("My title")'],
    ['folded lines', '---\ntitle: >-\n  One\n  two\n---\nx', 'title("One two")'],
    [
      'people and a day',
      '---\ntitle: T\nsubtitle: Sub\nauthor:\n  - Ann Li\n  - name: Bo\ndate: 2026-01-02\ndraft: false\n---\nx',
      'title("T"), standfirst("Sub"), byline("Ann Li, Bo, 2026-01-02")',
    ],
    ['keys of two words', '---\ndate created: 2026\nog.title: x\ntitle: T\n---\nx', 'title("T")'],
    ['a colon too many', '---\ntitle: A: b\ntags: [x\n---\nx', 'title("A: b")'],
    [
      'TOML',
      "+++\ntitle = 'T'\ndate = 2026-01-02\n[params]\na = 1\n+++\nx",
      'title("T"), byline("2026-01-02")',
    ],
    ['JSON', '{\n"title": "T"\n}\nx', 'title("T")'],
    ['Pandoc', '% T\n% Ann Li; Bo\n% May 2026\n\nx', 'title("T"), byline("Ann Li, Bo, May 2026")'],
    ['a note to themselves', '---\n_comment: Keep this.\n---\nx', ''],
    ['a comment alone', '---\n# Keep this.\n---\nx', ''],
    ['nothing that tells of the text', '---\nlayout: post\n---\nx', ''],
    [
      'of a text that says the same',
      '---\ntitle: T\nauthor: By Ann Li\n---\n# T\n\nBy Ann Li\n\nx',
      'title("T"), byline("By Ann Li")',
    ],
  ])('I19 is read and not shown: %s', (_name, content, head) => {
    expect(read(content).toString()).toBe(`doc(${head === '' ? '' : `${head}, `}paragraph("x"))`);
  });

  test.each<readonly [string, string, string]>([
    [
      'words between rules',
      '---\nShe said: go\n\nNote that: all\n\n---\nx',
      'rule, paragraph("She said: go"), heading("Note that: all"), paragraph("x")',
    ],
    ['a share', '%5 of all', 'paragraph("%5 of all")'],
  ])('I19 is not what only looks like it: %s', (_name, content, shape) => {
    expect(read(content).toString()).toContain(shape.slice(0, 20));
  });
});

describe('our own copies', () => {
  test.each([
    ['rich', sampleCopy()],
    ['right to left', rightToLeftCopy()],
  ])('I18 an annotated Markdown copy comes back as its text: %s', async (_name, copy) => {
    const bytes = await (await loadExporter('md')).write(copy);
    const read = await markdownImporter.read(bytes, null);
    expect(read.ok && bare(plainText(read.value.doc))).toBe(bare(copy.text));
  });
});

describe('hostile input', () => {
  test('I7 no link of Markdown leads to a script', () => {
    const addresses = [
      'javascript:a',
      'JaVaScRiPt:a',
      '&#106;avascript:a',
      'java&#10;script:a',
      'data:text/html,a',
      'vbscript:a',
      ' \u0001javascript:a',
    ];
    for (const address of addresses) {
      for (const source of [
        `[words](${address})`,
        `[words](<${address}>)`,
        `[words][r]\n\n[r]: ${address}`,
        `<${address}>`,
      ]) {
        expect(linksOf(read(source)), source).toEqual([]);
      }
      expect(read(`![words](${address})`).toString(), address).not.toContain('image');
    }
    expect(linksOf(read('[a](https://x.example/) <https://y.example>'))).toEqual([
      'https://x.example/',
      'https://y.example',
    ]);
  });

  test('I7 hostile strings come out as harmless text', () => {
    const strings = hostileStrings();
    for (const content of [...strings, strings.join('\n\n')]) {
      for (const href of linksOf(read(content)))
        expect(href).toMatch(/^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i);
      expect(readMarkdown(content).title).not.toBe('');
    }
  });

  const bombs: readonly (readonly [string, string])[] = [
    ['>', '>'.repeat(1_000_000)],
    ['> with spaces', '> '.repeat(500_000)],
    ['[', '['.repeat(1_000_000)],
    ['*', '*a '.repeat(333_333)],
    ['![', '!['.repeat(500_000)],
    ['- -', '- '.repeat(500_000)],
    [
      'an indented list',
      Array.from({ length: 900 }, (_, level) => `${'  '.repeat(level)}- a`).join('\n'),
    ],
    ['nested images', `${'!['.repeat(50_000)}${'](a)'.repeat(50_000)}`],
  ];
  test.each(bombs)(
    'I8 deep nesting of Markdown ends in time and keeps its words: %s',
    (_name, bomb) => {
      const start = cpuMs();
      const doc = read(`${bomb}last`);
      expect(cpuMs() - start).toBeLessThan(2000);
      expect(depthOf(doc)).toBeLessThan(64);
      expect(doc.textContent).toContain('last');
    },
  );

  test('I8 what is nested too deeply becomes a paragraph', () => {
    const doc = read(`${'> '.repeat(60)}deep\n\nafter`);
    expect(plainText(doc)).toBe(`${'> '.repeat(20)}deep\nafter`);
  });
});

describe('words', () => {
  test('I9 the CommonMark specification is read whole, word by word', () => {
    const source = readCorpus('commonmark-0.31.2-spec.txt');
    const doc = read(source);
    // The same grammar, but shown by its own renderer: this proves what comes after the tokens.
    const body = source.slice(source.indexOf('\n...\n') + 5).replace('<!-- END TESTS -->', '');
    const shown = new MarkdownIt('commonmark', { html: false })
      .enable(['table', 'strikethrough'])
      .render(body)
      .replace(/<[^>]*>/g, '')
      .replace(
        /&(lt|gt|quot|amp);/g,
        (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"' })[entity] ?? '&',
      );
    expect(bare(plainText(doc)).replaceAll('\uFFFC', '')).toContain(bare(shown));
    expect(plainText(doc)).toContain('\nJohn MacFarlane, 2024-01-28\n');
    expect(doc.firstChild?.textContent).toBe('CommonMark Spec');
    expect(bare(shown).length).toBeGreaterThan(120_000);
  });
});
