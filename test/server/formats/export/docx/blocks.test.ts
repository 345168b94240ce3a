/** The blocks, marks, directions and parts of a Word file. */
import { describe, expect, test } from 'vitest';
import { docxExporter } from '../../../../../server/formats/export/docx/docx.ts';
import { stretches } from '../../../../../server/formats/export/docx/scripts.ts';
import type { AnnotatedCopy } from '../../../../../server/formats/format.ts';
import type { Color } from '../../../../../shared/annotation/annotation.ts';
import { copyOf, marked, node, p, reply } from '../../../../support/copy.ts';
import type { Thread } from '../../../../support/copy.ts';
import { randomCopyOfThreads } from '../../../../support/docx/random-copy.ts';
import { readDocx, styleOf } from '../../../../support/docx/read-docx.ts';
import { all, children, textOf, visit } from '../../../../support/docx/read-xml.ts';
import type { XmlElement } from '../../../../support/docx/read-xml.ts';
import { readable } from '../../../../support/readable.ts';
import { richCopy } from '../../../../support/rich-copy.ts';
import { HOSTILE_TEXT, rightToLeftCopy, sampleCopy } from '../../../../support/sample-copies.ts';

async function read(copy: AnnotatedCopy) {
  return readDocx(await docxExporter.write(copy));
}

/** The paragraphs of the article as the file has them. */
async function paragraphsOf(...blocks: Parameters<typeof copyOf>[0]): Promise<XmlElement[]> {
  const { parts } = await read(copyOf(blocks));
  const found = all(parts.get('word/document.xml')!, 'w:p');
  return found.slice(0, found.findIndex((one) => styleOf(one) === 'Origin') - 1);
}

const item = (...content: Parameters<typeof p>) => node('list_item', content);

/** What is right in an element of Word's, in the order of wml.xsd of ECMA-376 part 4, as far as we write it. */
const ORDER: Readonly<Record<string, string>> = {
  'w:pPr': 'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  'w:rPr': 'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  'w:tblPr': 'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook',
  'w:tcPr': 'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  'w:tbl': 'tblPr tblGrid tr',
  'w:tr': 'tblPrEx trPr tc',
  'w:sectPr': 'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid',
  'w:style': 'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
  'w:styles': 'docDefaults latentStyles style',
  'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
  'w:numbering': 'numPicBullet abstractNum num numIdMacAtCleanup',
  'w:settings': 'writeProtection view zoom defaultTabStop characterSpacingControl compat themeFontLang',
}; // prettier-ignore

describe('the parts', () => {
  const copies = (): AnnotatedCopy[] => [
    richCopy(),
    sampleCopy(),
    rightToLeftCopy(),
    copyOf([p()]),
    ...Array.from({ length: 20 }, (_, seed) => randomCopyOfThreads(seed + 500)),
  ];

  test('X34 have everything in its order', async () => {
    for (const copy of copies()) {
      for (const [path, root] of (await read(copy)).parts)
        visit(root, (element) => {
          const order = ORDER[element.name]?.split(' ');
          if (order === undefined) return;
          const places = children(element).map(({ name }) => order.indexOf(name.slice(2)));
          expect(places, `${path} ${element.name}`).toEqual(places.toSorted((a, b) => a - b));
          expect(places.includes(-1), `${path} ${element.name}`).toBe(false);
        });
    }
  });

  test('X34 have a paragraph at the end of each cell and between tables, and cells in each row', async () => {
    for (const copy of copies()) {
      const document = (await read(copy)).parts.get('word/document.xml')!;
      for (const cell of all(document, 'w:tc')) expect(children(cell).at(-1)?.name).toBe('w:p');
      for (const row of all(document, 'w:tr')) expect(all(row, 'w:tc').length).toBeGreaterThan(0);
      visit(document, (element) => {
        const names = children(element).map(({ name }) => name);
        for (const [at, name] of names.entries())
          if (name === 'w:tbl') expect(names[at + 1]).toBe('w:p');
      });
    }
  });

  test('X34 are the same bytes for the same copy', async () => {
    const [one, other] = [
      await docxExporter.write(richCopy()),
      await docxExporter.write(richCopy()),
    ];
    expect(Buffer.compare(one, other)).toBe(0);
  });

  test('X34 nothing hostile gets out of its place, and none is too much', async () => {
    const bad = `${HOSTILE_TEXT}\u0000\u0008\uFFFE\uD800"'`;
    const thread = {
      words: 'words',
      body: bad,
      tags: [bad],
      reactions: [`${bad} x`],
      created: '+275760-09-13T00:00:00Z',
      statusAt: bad,
      replacement: bad,
      color: bad as Color,
      layer: bad,
      replies: [{ ...reply('r', bad, bad), created: bad }],
    } satisfies Thread;
    const blocks = [
      node('title', [bad]),
      p('Some words.'),
      p(marked('a', { href: `https://e.org/${'x'.repeat(3000)}`, title: bad }), marked('b', { href: 'https://[', title: 'x' }), marked('c', { href: 'https://e.org/\u{1F600} "<>', title: 'x'.repeat(400) })),
      node('heading', ['x'], { level: -3 }),
      node('ordered_list', [item(p('x'))], { order: 1e9, kind: bad }),
      node('table', [node('table_row', []), node('table_row', [node('table_cell', [p('wide')], { colspan: 1e9, rowspan: 1e9, colwidth: [bad] })])]),
      node('table', [node('table_row', [])]),
      node('figure', [node('image', [], { src: 'file:///etc/passwd', alt: [bad] }), node('image', [], { src: '//e.org/a b.png', alt: bad })]),
      node('code_block', [bad]),
    ]; // prettier-ignore
    for (const kind of ['suggestion', 'highlight', 'report'] as const) {
      const copy = copyOf(blocks, [{ ...thread, kind }], 'und');
      const article = { ...copy.article, title: bad, language: bad };
      const file = await read({ ...copy, article, nameOf: () => bad.repeat(20) });
      expect(file.text).toContain('Some words.');
      expect(file.comments.length).toBe(2);
      expect(file.comments[0]?.author.length).toBeLessThan(255);
    }
  });

  test("X34 nothing tells a member's id", async () => {
    const id = 'member-7f3a';
    const copy = copyOf([p('Some words.')], [
      { words: 'words', author: id, assignee: id, status: 'resolved', statusBy: id, reactions: [`👍 ${id}`], replies: [reply('r', id, 'No.')] },
    ]); // prettier-ignore
    const bytes = await docxExporter.write({ ...copy, nameOf: () => 'Participant 1' });
    expect(await readable(bytes)).toContain('Participant 1');
    expect(await readable(bytes)).not.toContain(id);
  });
});

describe('the blocks', () => {
  test('X39 lines of the head and headings have Word’s styles, with levels for its outline', async () => {
    const names = ['title', 'standfirst', 'byline', 'paragraph', 'code_block'] as const;
    const headings = [1, 2, 6].map((level) => node('heading', ['x'], { level }));
    const found = await paragraphsOf(...names.map((name) => node(name, ['x'])), ...headings, node('blockquote', [p('x')])); // prettier-ignore
    expect(found.map(styleOf)).toEqual(['Title', 'Subtitle', 'Byline', '', 'Code', 'Heading1', 'Heading2', 'Heading6', 'Quote']); // prettier-ignore
    const styles = all((await read(richCopy())).parts.get('word/styles.xml')!, 'w:style');
    const used = new Set(styles.map(({ attributes }) => attributes.get('w:styleId')));
    for (const { attributes } of all((await read(richCopy())).parts.get('word/document.xml')!, 'w:pStyle')) expect(used).toContain(attributes.get('w:val')); // prettier-ignore
    const levels = styles.flatMap((one) => all(one, 'w:outlineLvl').map(({ attributes }) => attributes.get('w:val'))); // prettier-ignore
    expect(levels).toEqual(['0', '1', '2', '3', '4', '5', '1']);
  });

  test('X39 lists have their kinds, starts and levels, and each its own count', async () => {
    const blocks = [
      node('ordered_list', [item(p('a')), item(p('b'), p('more'), node('ordered_list', [item(p('c'))], { kind: 'i', order: 3 }))], { kind: 'A', order: 7 }),
      node('ordered_list', [item(p('d'))]),
      node('bullet_list', [item(node('bullet_list', [item(p('e'))]))]),
    ]; // prettier-ignore
    const { parts } = await read(copyOf(blocks));
    const numbering = parts.get('word/numbering.xml')!;
    const numbers = new Map(all(numbering, 'w:num').map((one) => [one.attributes.get('w:numId'), one]));
    const formats = new Map(all(numbering, 'w:abstractNum').map((one) => [one.attributes.get('w:abstractNumId'), one]));
    const value = (element: XmlElement | undefined, name: string) => element && all(element, name)[0]?.attributes.get('w:val');
    const found = all(parts.get('word/document.xml')!, 'w:p').slice(0, 7).map((paragraph) => {
      const number = numbers.get(value(paragraph, 'w:numId'));
      const format = formats.get(value(number, 'w:abstractNumId'));
      return [textOf(paragraph), value(format, 'w:numFmt'), value(paragraph, 'w:ilvl'), value(number, 'w:startOverride'), value(paragraph, 'w:numId')];
    });
    expect(found).toEqual([
      ['a', 'upperLetter', '0', '7', '2'],
      ['b', 'upperLetter', '0', '7', '2'],
      ['more', undefined, undefined, undefined, undefined],
      ['c', 'lowerRoman', '1', '3', '3'],
      ['d', 'decimal', '0', '1', '4'],
      ['', 'bullet', '0', undefined, '1'],
      ['e', 'bullet', '1', undefined, '1'],
    ]);
  }); // prettier-ignore

  test('X39 tables have their spans, each row the places of the whole grid, and rows of headings at the top again', async () => {
    const cell = (name: string, text: string, attrs = {}) => node(name, [p(text)], attrs);
    const table = node('table', [
      node('table_row', [cell('table_header', 'a', { colspan: 2 }), cell('table_header', 'b')]),
      node('table_row', [cell('table_cell', 'c', { rowspan: 3 }), cell('table_cell', 'd')]),
      node('table_row', [cell('table_cell', 'e', { colspan: 2, rowspan: 9 })]),
      node('table_row', []),
    ]);
    const { parts } = await read(copyOf([table]));
    const rows = all(parts.get('word/document.xml')!, 'w:tr');
    const said = (element: XmlElement, name: string) => all(element, name)[0]?.attributes.get('w:val') ?? '';
    expect(rows.map((row) => [all(row, 'w:tblHeader').length, said(row, 'w:gridAfter'), ...all(row, 'w:tc').map((one) => `${textOf(one)} ${said(one, 'w:gridSpan')} ${said(one, 'w:vMerge')}`)])).toEqual([
      [1, '', 'a 2 ', 'b  '],
      [0, '1', 'c  restart', 'd  '],
      [0, '', '  continue', 'e 2 restart'],
      [0, '', '  continue', ' 2 continue'],
    ]);
    const widths = all(parts.get('word/document.xml')!, 'w:gridCol').map((one) => Number(one.attributes.get('w:w')));
    expect(widths).toEqual([3008, 3008, 3008]);
  }); // prettier-ignore

  test('X39 marks are Word’s own, a picture is a link with its words', async () => {
    const marks = ['strong', 'em', 'strike', 'underline', 'superscript', 'subscript', 'code'];
    const blocks = [
      p(...marks.map((mark) => marked('x', mark)), 'a\tb', node('hard_break'), 'c'),
      node('figure', [node('image', [], { src: '/pictures/a b', alt: 'Cat' })]),
      node('image', [], { src: 'data:x', alt: '' }),
    ];
    const { parts } = await read(copyOf(blocks));
    const [words, figure, none] = all(parts.get('word/document.xml')!, 'w:p');
    const runs = all(words!, 'w:r').map((one) => children(one).flatMap((part) => (part.name === 'w:rPr' ? children(part) : part)).map(({ name }) => name.slice(2)).join(' '));
    expect(runs).toEqual(['b bCs t', 'i iCs t', 'strike t', 'u t', 'vertAlign t', 'vertAlign t', 'rStyle t', 't tab t', 'br', 't']);
    expect([textOf(figure!), all(figure!, 'w:hyperlink').length, textOf(none!), all(none!, 'w:hyperlink').length]).toEqual(['[Picture: Cat]', 1, '[Picture]', 0]);
    const targets = all(parts.get('word/_rels/document.xml.rels')!, 'Relationship').map(({ attributes }) => attributes.get('Target'));
    expect(targets).toContain('https://desk.example/pictures/a%20b');
  }); // prettier-ignore
});

describe('directions and scripts', () => {
  test.each<[string, 'ltr' | 'rtl', string]>([
    ['plain words', 'ltr', 'plain words'],
    ['a שלום ב b', 'ltr', 'a |<שלום ב| b'],
    ['שלום (UDHR 1948) ב', 'rtl', '<שלום (|UDHR 1948|<) ב'],
    ['ב 12 a', 'ltr', '<ב 12| a'],
    ['1. ab', 'rtl', '<1. |ab'],
    ['渡轮，“没有人”。 ok', 'ltr', '^渡轮，“没有人”。| ok'],
    ['“a” 渡', 'ltr', '“a” |^渡'],
  ])('X40 %j in a paragraph that is %s', (text, direction, parts) => {
    let from = 0;
    const written = stretches(text, direction).map(({ to, isRightToLeft, isEastAsian }) => {
      const part = `${isRightToLeft ? '<' : ''}${isEastAsian ? '^' : ''}${text.slice(from, to)}`;
      from = to;
      return part;
    });
    expect(written.join('|')).toBe(parts);
    expect(from).toBe(text.length);
  });

  test('X40 a paragraph has the direction of its block, and code is from left to right', async () => {
    const blocks = [p('Latin'), p('שלום'), node('bullet_list', [item(p('שלום'), p('ab'))]), node('code_block', ['ש']), p('12')]; // prettier-ignore
    const sides = async (language: string) => {
      const { parts } = await read(copyOf(blocks, [], language));
      const document = parts.get('word/document.xml')!;
      const page = all(all(document, 'w:sectPr')[0]!, 'w:bidi').length;
      return [...all(document, 'w:p').slice(0, 6).map((one) => all(one, 'w:bidi').length), page]; // prettier-ignore
    };
    expect(await sides('en')).toEqual([0, 1, 1, 0, 0, 0, 0]);
    expect(await sides('ar')).toEqual([0, 1, 1, 0, 0, 1, 1]);
  });

  test.each([
    ['en', { 'w:val': 'en-US' }],
    ['be', { 'w:val': 'be-BY' }],
    ['pt-PT', { 'w:val': 'pt-PT' }],
    ['ar', { 'w:bidi': 'ar-EG' }],
    ['zh-Hant', { 'w:eastAsia': 'zh-TW' }],
    ['ja', { 'w:eastAsia': 'ja-JP' }],
    ['und', {}],
    ['x-y', {}],
    ['no language', {}],
  ])('X40 the language %s is %j', async (language, said) => {
    const copy = copyOf([p('x')]);
    const { parts } = await read({ ...copy, article: { ...copy.article, language } });
    const [tags] = all(parts.get('word/styles.xml')!, 'w:lang');
    expect(Object.fromEntries(tags!.attributes)).toEqual(said);
  });
});
