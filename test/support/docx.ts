/** Makes Word files of the XML of their parts, right ones and wrong ones. */
import { strToU8, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const NAMESPACES = [
  `xmlns:w="${W}"`,
  `xmlns:r="${OFFICE}/relationships"`,
  `xmlns:m="${OFFICE}/math"`,
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
].join(' ');

/** Parts by the type by which the document refers to them: the content of their root. */
export interface DocxParts {
  readonly styles?: string;
  readonly numbering?: string;
  readonly comments?: string;
  readonly commentsExtended?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
}

/** What else is in the file. */
export interface DocxExtras {
  /** Relationships of the document, beside those of the parts: id, type, target, and whether it is outside. */
  readonly relationships?: readonly (readonly [string, string, string, boolean?])[];
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** Replaces the whole XML of the document. */
  readonly document?: string;
  /** 0 packs nothing. */
  readonly level?: 0 | 6;
}

const ROOTS: Readonly<Record<keyof DocxParts, string>> = {
  styles: 'w:styles',
  numbering: 'w:numbering',
  comments: 'w:comments',
  commentsExtended: 'w15:commentsEx',
  footnotes: 'w:footnotes',
  endnotes: 'w:endnotes',
};

/** The bytes of a Word file whose document has `body` in it. */
export function docx(
  body: string,
  parts: DocxParts = {},
  extras: DocxExtras = {},
): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  const names = Object.keys(parts) as (keyof DocxParts)[];
  const relationships: (readonly [string, string, string, boolean?])[] = [
    ...names.map((name) => [`p-${name}`, name, `${name}.xml`] as const),
    ...(extras.relationships ?? []),
  ];
  for (const name of names)
    files[`word/${name}.xml`] = strToU8(root(ROOTS[name], parts[name] ?? ''));
  files['_rels/.rels'] = strToU8(relations([['r1', 'officeDocument', 'word/document.xml']]));
  files['word/_rels/document.xml.rels'] = strToU8(relations(relationships));
  files['word/document.xml'] = strToU8(
    extras.document ?? root('w:document', `<w:body>${body}</w:body>`),
  );
  for (const [name, content] of Object.entries(extras.files ?? {}))
    files[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(files, { level: extras.level ?? 6 });
}

/** A part's XML. */
export function root(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} ${NAMESPACES}>${content}</${name}>`;
}

function relations(all: readonly (readonly [string, string, string, boolean?])[]): string {
  const rows = all.map(
    ([id, type, target, isOutside = false]) =>
      `<Relationship Id="${id}" Type="${OFFICE}/relationships/${type}" Target="${target}"${isOutside ? ' TargetMode="External"' : ''}/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;
}

/** A paragraph of `style`, or of none; strings in it are XML. */
export function para(content: string, style = '', properties = ''): string {
  const named = style === '' ? '' : `<w:pStyle w:val="${style}"/>`;
  return `<w:p><w:pPr>${named}${properties}</w:pPr>${content}</w:p>`;
}

/** A run with plain words. */
export function run(words: string, properties = ''): string {
  const look = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
  return `<w:r>${look}<w:t xml:space="preserve">${words}</w:t></w:r>`;
}

/** A paragraph of plain words. */
export function words(text: string, style = '', properties = ''): string {
  return para(run(text), style, properties);
}

/** A style by its id and name, with its properties of paragraphs. */
export function style(id: string, name: string, properties = '', basedOn = ''): string {
  const base = basedOn === '' ? '' : `<w:basedOn w:val="${basedOn}"/>`;
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${base}<w:pPr>${properties}</w:pPr></w:style>`;
}

/** A list under an id, with one level for each format. */
export function numbering(id: string, ...levels: readonly (readonly [string, string])[]): string {
  const all = levels.map(
    ([format, text], at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="a${id}">${all.join('')}</w:abstractNum>`;
}

/** A paragraph in a list. */
export function item(text: string, list: string, level = 0): string {
  return words(text, '', `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
}

/** A comment with its body; `paragraph` is the id of its last paragraph. */
export function comment(id: string, author: string, body: string, paragraph = ''): string {
  const own = paragraph === '' ? '' : ` w14:paraId="${paragraph}"`;
  return `<w:comment w:id="${id}" w:author="${author}" w:date="2024-01-02T03:04:05Z"><w:p${own}>${run(body)}</w:p></w:comment>`;
}

/** The words that a comment is on, in a paragraph. */
export function commented(id: string, content: string): string {
  return `<w:commentRangeStart w:id="${id}"/>${content}<w:commentRangeEnd w:id="${id}"/>${sign(id)}`;
}

/** The sign of a comment. */
export function sign(id: string): string {
  return `<w:r><w:commentReference w:id="${id}"/></w:r>`;
}

/** Words that were inserted or deleted while changes were tracked. */
export function changed(how: 'ins' | 'del', text: string, author = 'Ann'): string {
  const piece = how === 'del' ? 'w:delText' : 'w:t';
  return `<w:${how} w:id="1" w:author="${author}" w:date="2024-02-03T04:05:06Z"><w:r><${piece} xml:space="preserve">${text}</${piece}></w:r></w:${how}>`;
}
