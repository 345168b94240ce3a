/** Word files become the article schema, and lose no word. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../server/formats/import/docx/docx.ts';
import type { ImportedArticle } from '../../../../../server/formats/format.ts';
import { plainText } from '../../../../../shared/article/plain-text.ts';
import { docx, item, numbering, para, run, style, words } from '../../../../support/docx.ts';
import type { DocxExtras, DocxParts } from '../../../../support/docx.ts';
import { pictureBytes } from '../../../../support/pictures.ts';

function read(body: string, parts: DocxParts = {}, extras: DocxExtras = {}): ImportedArticle {
  return readBytes(docx(body, parts, extras));
}

function readBytes(bytes: Uint8Array): ImportedArticle {
  const result = readDocx(bytes);
  if (!result.ok) throw new Error(result.problem.detail);
  result.value.doc.check();
  return result.value;
}

function shown(...given: Parameters<typeof read>): string {
  return read(...given).doc.toString();
}

const STYLES = [
  style('T', 'Title'),
  style('S', 'Subtitle'),
  style('B', 'Author'),
  style('H1', 'heading 1'),
  style('H2', 'heading 2'),
  style('Mine', 'House heading', '', 'H2'),
  style('Out', 'Outlined', '<w:outlineLvl w:val="2"/>'),
  style('Q', 'Quote'),
  style('C', 'HTML Preformatted'),
  style('K', 'caption'),
].join('');

describe('what a Word file is made of', () => {
  test('I34 styles are title, standfirst, byline, headings, quotes and code', () => {
    const body = [
      words('Crossing', 'T'),
      words('What the bridge cost', 'S'),
      words('Ann Bee', 'B'),
      words('One', 'H1'),
      words('Two', 'Mine'),
      words('Three', 'Out'),
      words('Said', 'Q'),
      words('and said again', 'Q'),
      words('if x:', 'C'),
      words('\u00A0 y', 'C'),
      words('Plain'),
    ];
    expect(shown(body.join(''), { styles: STYLES })).toBe(
      'doc(title("Crossing"), standfirst("What the bridge cost"), byline("Ann Bee"), heading("One"), heading("Two"), heading("Three"), blockquote(paragraph("Said"), paragraph("and said again")), code_block("if x:\\n\u00A0 y"), paragraph("Plain"))',
    );
  });

  test('I34 a first heading is the title, and so is a bold first line of a text without styles', () => {
    expect(shown(words('One', 'H1') + words('Text'), { styles: STYLES })).toBe(
      'doc(title("One"), paragraph("Text"))',
    );
    const bold = para(run('A bridge opens', '<w:b/>')) + words('It opened on Monday, at noon.');
    expect(shown(bold)).toContain('title(strong("A bridge opens"))');
    expect(shown(words('A bridge opens') + words('It opened on Monday.'))).not.toContain('title');
  });

  test('I34 marks come from runs and from styles of characters, and no heading is bold', () => {
    const styles =
      '<w:style w:type="character" w:styleId="V"><w:name w:val="Verbatim Char"/></w:style>' +
      '<w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>';
    const body = [
      words('Head', 'H1'),
      para(
        run('b', '<w:b/>') +
          run('n', '<w:b w:val="0"/>') +
          run('e', '<w:rStyle w:val="E"/>') +
          run('u', '<w:u w:val="single"/>') +
          run('n', '<w:u w:val="none"/>') +
          run('s', '<w:strike/>') +
          run('2', '<w:vertAlign w:val="superscript"/>') +
          run('i', '<w:vertAlign w:val="subscript"/>') +
          run('c', '<w:rStyle w:val="V"/>'),
      ),
    ];
    expect(shown(body.join(''), { styles })).toBe(
      'doc(title("Head"), paragraph(strong("b"), "n", em("e"), underline("u"), "n", strike("s"), superscript("2"), subscript("i"), code("c")))',
    );
  });

  test('I34 lists keep kind, start and nesting, go on after a paragraph, and a marker that is words is text', () => {
    const lists =
      numbering('1', ['decimal', '%1.'], ['lowerLetter', '%2)'], ['bullet', '•']) +
      numbering('2', ['upperRoman', 'Article %1.']) +
      '<w:num w:numId="1"><w:abstractNumId w:val="a1"/></w:num>' +
      '<w:num w:numId="2"><w:abstractNumId w:val="a2"/></w:num>' +
      '<w:num w:numId="3"><w:abstractNumId w:val="a1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>';
    const body = [
      item('one', '1'),
      item('sub', '1', 1),
      item('deep', '1', 2),
      item('two', '1'),
      words('between'),
      item('three', '1'),
      item('seven', '3'),
      item('of the law', '2'),
    ];
    const { doc } = read(body.join(''), { numbering: lists });
    expect(doc.toString()).toBe(
      'doc(ordered_list(list_item(paragraph("one"), ordered_list(list_item(paragraph("sub"), bullet_list(list_item(paragraph("deep")))))), list_item(paragraph("two"))), paragraph("between"), ordered_list(list_item(paragraph("three"))), ordered_list(list_item(paragraph("seven"))), paragraph("Article I. of the law"))',
    );
    expect(doc.child(0).attrs).toEqual({ order: 1, kind: '1' });
    expect(doc.child(0).child(0).child(1).attrs).toEqual({ order: 1, kind: 'a' });
    expect([doc.child(2).attrs.order, doc.child(3).attrs.order]).toEqual([3, 7]);
  });

  test('I34 tables have cells over several columns and rows, and rows that head them', () => {
    const cell = (content: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
    const body = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell(words('Head'), '<w:gridSpan w:val="2"/>')}</w:tr>
      <w:tr>${cell(words('Down'), '<w:vMerge w:val="restart"/>')}${cell(words('b'))}</w:tr>
      <w:tr>${cell('<w:p/>', '<w:vMerge/>')}${cell(words('c'))}</w:tr></w:tbl>`;
    const { doc } = read(body);
    expect(doc.toString()).toBe(
      'doc(table(table_row(table_header(paragraph("Head"))), table_row(table_cell(paragraph("Down")), table_cell(paragraph("b"))), table_row(table_cell(paragraph("c")))))',
    );
    expect(doc.child(0).child(0).child(0).attrs).toMatchObject({ colspan: 2, rowspan: 1 });
    expect(doc.child(0).child(1).child(0).attrs).toMatchObject({ colspan: 1, rowspan: 2 });
  });

  test('I34 pictures are known by their content, stand beside the sentence, and take their caption', () => {
    const drawing = (id: string, alt: string): string =>
      `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="${alt}"/><a:blip r:embed="${id}"/></wp:inline></w:drawing></w:r>`;
    const body =
      para(run('Look: ') + drawing('p', 'A map') + run('here')) +
      words('The map of it', 'K') +
      para(drawing('no', 'Lost') + drawing('e', ''));
    const article = read(
      body,
      { styles: STYLES },
      {
        relationships: [
          ['p', 'image', 'media/a.jpeg'],
          ['no', 'image', 'media/b.emf'],
          ['e', 'image', 'https://e.example/spy.png', true],
        ],
        files: { 'word/media/a.jpeg': pictureBytes(), 'word/media/b.emf': 'no picture' },
      },
    );
    const hash = createHash('sha256').update(pictureBytes()).digest('hex');
    expect(article.pictures.map((one) => [one.hash, one.mediaType])).toEqual([[hash, 'image/png']]);
    expect(article.doc.toString()).toBe(
      'doc(paragraph("Look: here"), figure(image, caption("The map of it")), figure(image))',
    );
    expect(article.doc.child(1).child(0).attrs).toMatchObject({
      src: `/pictures/${hash}`,
      alt: 'A map',
    });
    expect(article.warnings).toEqual(['2 pictures were not taken along.']);
    expect(JSON.stringify(article.doc)).not.toContain('spy');
  });

  test('I34 links lead to allowed addresses alone, by relationship and by field, and a script nowhere', () => {
    const field = (address: string): string =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "${address}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('field')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const body = para(
      `<w:hyperlink r:id="good">${run('good', '<w:u w:val="single"/>')}</w:hyperlink><w:hyperlink r:id="bad">${run('bad')}</w:hyperlink>${field('https://f.example/')}${field('javascript:alert(1)')}${run('end')}`,
    );
    const { doc } = read(
      body,
      {},
      {
        relationships: [
          ['good', 'hyperlink', 'https://g.example/', true],
          ['bad', 'hyperlink', ' java&#x73;cript:alert(1)', true],
        ],
      },
    );
    const links: unknown[] = [];
    doc.descendants((node) => void links.push(...node.marks.map(({ attrs }) => attrs.href)));
    expect(links).toEqual(['https://g.example/', 'https://f.example/']);
    expect(doc.textContent).toBe('goodbadfieldfieldend');
  });

  test('I34 notes are a list at the end, in the order in which the text refers to them', () => {
    const refer = (kind: string, id: string): string =>
      `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
    const body = para(run('Text') + refer('endnote', '2') + run(' more') + refer('footnote', '1'));
    const parts = {
      footnotes: `<w:footnote w:id="1">${para('<w:r><w:footnoteRef/></w:r>' + run(' At the foot'))}</w:footnote>`,
      endnotes: `<w:endnote w:id="2">${words('At the end')}</w:endnote>`,
    };
    expect(shown(body, parts)).toBe(
      'doc(paragraph("Text", superscript("[1]"), " more", superscript("[2]")), ordered_list(list_item(paragraph("At the end")), list_item(paragraph("At the foot"))))',
    );
  });

  test('I34 breaks, tabs, hyphens, signs, formulas and text boxes are read; what is hidden is left out and counted', () => {
    const body =
      para(
        '<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/><w:br w:type="page"/></w:r>' +
          run('secret', '<w:vanish/>') +
          '<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>',
      ) +
      para(
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${words('In a box')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${words('In a box')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      );
    const article = read(body);
    expect(article.doc.toString()).toBe(
      'doc(paragraph("a", hard_break, "b c\u2011✓x=y"), paragraph("In a box"))',
    );
    expect(article.warnings).toEqual(['1 hidden passage was left out.']);
  });

  test('I34 most paragraphs from right to left make the article so, and the file tells a language that the words don’t', () => {
    const bidi = '<w:bidi/>';
    expect(read(words('123 456', '', bidi)).direction).toBe('rtl');
    expect(read(para(run('Ok', '<w:lang w:val="pl-PL"/>'))).language).toBe('pl-PL');
    const english = 'The bridge over the river was opened on Monday after years of building. ';
    const said = (tag: string): string =>
      read(para(run(english.repeat(4), `<w:lang w:val="${tag}"/>`))).language;
    expect([said('en-GB'), said('ru-RU')]).toEqual(['en-GB', 'en']);
  });

  test('I34 the strict kind, other prefixes, a moved document and UTF-16 are read alike', () => {
    const strict =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Strict</x:t></x:r></x:p></x:body></x:document>';
    expect(shown('', {}, { document: strict })).toBe('doc(paragraph("Strict"))');
    const utf16 = Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${strict}`, 'utf16le');
    expect(shown('', {}, { files: { 'word/document.xml': utf16 } })).toBe(
      'doc(paragraph("Strict"))',
    );
  });
});

describe('files of word processors', () => {
  const FOLDER = new URL('../../../../fixtures/docx/', import.meta.url);

  test.each(['libreoffice.docx'])('I35 %s loses no word', (name) => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const files = unzipSync(bytes);
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    const written = [...xml.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)</g)].map(
      ([, text]) => text,
    );
    const { doc, threads } = readBytes(bytes);
    const text = plainText(doc) + threads.map(({ replacement }) => replacement ?? '').join('');
    const wordsOf = (all: string): string[] => all.match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(wordsOf(written.join(' ')).length).toBeGreaterThan(15);
    for (const word of wordsOf(written.join(' '))) expect(text).toContain(word);
  });
});
