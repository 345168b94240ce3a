/** How a Word file looks: a calm page with serifs. The styles have Word's own names where it has one, so that it knows them. */
import { properties } from './properties.ts';
import type { Properties } from './properties.ts';
import type { WordLanguage } from './languages.ts';
import { element } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

interface Style {
  readonly id: string;
  readonly name: string;
  readonly type: 'paragraph' | 'character' | 'table';
  /** Null for none; `Normal` where it isn't said for a paragraph. */
  readonly on?: string | null;
  readonly next?: string;
  readonly p?: Properties<'pPr'>;
  readonly r?: Properties<'rPr'>;
  readonly table?: Properties<'tblPr'>;
}

/** How far a quote is set in, in twentieths of a point. */
export const QUOTE_INDENT = 425;

const INK = '23211D';
const SOFT = '67625A';
const HAIR = 'D5CFC2';
const SANS = { 'w:ascii': 'Calibri', 'w:hAnsi': 'Calibri', 'w:cs': 'Calibri' };
const MONO = { 'w:ascii': 'Consolas', 'w:hAnsi': 'Consolas', 'w:cs': 'Courier New' };
/** Behind code. */
const PALE = { 'w:val': 'clear', 'w:color': 'auto', 'w:fill': 'F4F1EA' };
const HEADING_SIZES = [18, 15, 13, 11.5, 11, 11];

const TEXT_STYLES: readonly Style[] = [
  { id: 'Title', name: 'Title', type: 'paragraph', next: 'Subtitle', p: { keepNext: true, spacing: { ...gaps(0, 120), ...tall(1.1) } }, r: { ...size(26), color: INK } },
  { id: 'Subtitle', name: 'Subtitle', type: 'paragraph', next: 'Normal', p: { spacing: { ...gaps(0, 160), ...tall(1.25) } }, r: { ...size(14), color: SOFT } },
  { id: 'Byline', name: 'Byline', type: 'paragraph', next: 'Normal', p: { spacing: gaps(0, 360) }, r: { rFonts: SANS, ...size(10), color: SOFT } },
  ...HEADING_SIZES.map((points, index): Style => ({
    id: `Heading${index + 1}`,
    name: `heading ${index + 1}`,
    type: 'paragraph',
    next: 'Normal',
    p: { keepNext: true, keepLines: true, spacing: { ...gaps(index < 2 ? 400 : 300, 120), ...tall(1.15) }, outlineLvl: index },
    r: { ...(index === 5 ? { i: true, iCs: true } : { b: true, bCs: true }), ...size(points), color: index > 3 ? SOFT : INK },
  })),
  { id: 'Quote', name: 'Quote', type: 'paragraph', p: { pBdr: [properties('pBdr', { left: edge(18, 10) })], ind: { 'w:left': QUOTE_INDENT } }, r: { color: SOFT } },
  { id: 'ListParagraph', name: 'List Paragraph', type: 'paragraph', p: { spacing: gaps(0, 80) } },
  { id: 'ListMarker', name: 'List Marker', type: 'paragraph', on: 'ListParagraph', p: { keepNext: true } },
  { id: 'Code', name: 'Code', type: 'paragraph', p: { shd: PALE, spacing: { ...gaps(80, 200), ...tall(1.2) } }, r: { rFonts: MONO, noProof: true, ...size(9.5) } },
  { id: 'Figure', name: 'Figure', type: 'paragraph', p: { keepNext: true, spacing: gaps(200, 80), jc: 'center' } },
  { id: 'Caption', name: 'caption', type: 'paragraph', p: { spacing: { ...gaps(0, 240), ...tall(1.2) }, jc: 'center' }, r: { ...size(9.5), color: SOFT } },
  { id: 'Rule', name: 'Rule', type: 'paragraph', p: { pBdr: [properties('pBdr', { bottom: edge(6, 1) })], spacing: gaps(120, 360) } },
  { id: 'TableHeading', name: 'Table Heading', type: 'paragraph', p: { spacing: { ...gaps(40, 40), ...tall(1.15) } }, r: { b: true, bCs: true, ...size(10) } },
  { id: 'TableText', name: 'Table Text', type: 'paragraph', p: { spacing: { ...gaps(40, 40), ...tall(1.15) } }, r: size(10) },
  { id: 'Spacer', name: 'Spacer', type: 'paragraph', p: { spacing: { ...gaps(0, 0), 'w:line': 160, 'w:lineRule': 'exact' } }, r: size(4) },
  { id: 'NotesHeading', name: 'Notes Heading', type: 'paragraph', on: 'Heading2', next: 'Normal', p: { outlineLvl: 1 } },
  { id: 'NotesText', name: 'Notes Text', type: 'paragraph', r: { ...size(10), color: SOFT } },
  { id: 'LostWords', name: 'Lost Words', type: 'paragraph', on: 'Quote' },
  { id: 'Origin', name: 'Origin', type: 'paragraph', p: { spacing: { ...gaps(0, 0), ...tall(1.2) } }, r: { rFonts: SANS, ...size(8.5), color: SOFT } },
  { id: 'Footer', name: 'footer', type: 'paragraph', p: { spacing: gaps(0, 0), jc: 'center' }, r: { rFonts: SANS, ...size(8.5), color: SOFT } },
  { id: 'CommentText', name: 'annotation text', type: 'paragraph', p: { spacing: { ...gaps(0, 60), ...tall(1.1) } }, r: { rFonts: SANS, ...size(10) } },
  { id: 'Hyperlink', name: 'Hyperlink', type: 'character', r: { color: '1F5FA8', u: 'single' } },
  { id: 'CodeText', name: 'Code Text', type: 'character', r: { rFonts: MONO, noProof: true, ...size(10), shd: PALE } },
  { id: 'CommentReference', name: 'annotation reference', type: 'character', r: size(8) },
  { id: 'CommentFacts', name: 'Comment Facts', type: 'character', r: { ...size(9), color: SOFT } },
  { id: 'ArticleTable', name: 'Article Table', type: 'table', on: 'TableNormal', table: { tblBorders: [grid()] } },
]; // prettier-ignore

/** The root of the part. */
export function stylesXml(language: WordLanguage): Xml {
  const space = { 'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' };
  return element('w:styles', space, defaults(language), ...normal(), ...TEXT_STYLES.map(styleXml));
}

function defaults({ tags, eastAsianFont }: WordLanguage): Xml {
  const letters = {
    rFonts: { 'w:ascii': 'Georgia', 'w:hAnsi': 'Georgia', 'w:eastAsia': eastAsianFont, 'w:cs': 'Times New Roman' }, // prettier-ignore
    color: INK,
    ...size(11),
    lang: tags,
  };
  const spacing = { ...gaps(0, 160), ...tall(1.32) };
  return element(
    'w:docDefaults',
    {},
    element('w:rPrDefault', {}, properties('rPr', letters)),
    element('w:pPrDefault', {}, properties('pPr', { widowControl: true, spacing })),
  );
}

/** Those that others rest on, as Word expects them. */
function normal(): Xml[] {
  const margins = properties('tblCellMar', {
    top: { 'w:w': 0, 'w:type': 'dxa' },
    left: { 'w:w': 115, 'w:type': 'dxa' },
    bottom: { 'w:w': 0, 'w:type': 'dxa' },
    right: { 'w:w': 115, 'w:type': 'dxa' },
  });
  const table = properties('tblPr', { tblInd: { 'w:w': 0, 'w:type': 'dxa' }, tblCellMar: [margins] }); // prettier-ignore
  return [
    ['paragraph', 'Normal', { name: 'Normal', qFormat: true }] as const,
    ['character', 'DefaultParagraphFont', { name: 'Default Paragraph Font' }] as const,
    ['table', 'TableNormal', { name: 'Normal Table', tblPr: [table] as const }] as const,
    ['numbering', 'NoList', { name: 'No List' }] as const,
  ].map(([type, id, own]) =>
    properties('style', own, { 'w:type': type, 'w:default': 1, 'w:styleId': id }),
  );
}

function styleXml({ id, name, type, on = type === 'paragraph' ? 'Normal' : null, next, p, r, table }: Style): Xml {
  const own: Properties<'style'> = {
    name,
    basedOn: on,
    next: next ?? null,
    qFormat: type === 'paragraph' ? true : null,
    pPr: p ? [properties('pPr', p)] : null,
    rPr: r ? [properties('rPr', r)] : null,
    tblPr: table ? [properties('tblPr', table)] : null,
  };
  return properties('style', own, { 'w:type': type, 'w:styleId': id });
} // prettier-ignore

/** In points; scripts from right to left have a size of their own, which is the same. */
function size(points: number): Properties<'rPr'> {
  return { sz: points * 2, szCs: points * 2 };
}

/** Above and below, in twentieths of a point. */
function gaps(before: number, after: number): Attributes {
  return { 'w:before': before, 'w:after': after };
}

/** How tall a line is in lines of the font. */
function tall(times: number): Attributes {
  return { 'w:line': Math.round(240 * times), 'w:lineRule': 'auto' };
}

function edge(eighths: number, space: number): Attributes {
  return { 'w:val': 'single', 'w:sz': eighths, 'w:space': space, 'w:color': HAIR };
}

function grid(): Xml {
  const line = edge(4, 0);
  return properties('tblBorders', { top: line, left: line, bottom: line, right: line, insideH: line, insideV: line }); // prettier-ignore
}
