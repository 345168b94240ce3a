/** Reads a Word file of ours as Word would: its words, comments with their ranges and threads, and tracked changes. */
import { posix } from 'node:path';
import { unzipSync } from 'fflate';
import { all, children, readXml, textOf } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';

/** A comment or a reply. */
export interface ReadComment {
  readonly author: string;
  readonly date: string | undefined;
  readonly initials: string;
  /** Its paragraphs. */
  readonly text: string;
  /** Of which comment it is a reply, by the order of comments; null for none. */
  readonly parent: number | null;
  readonly done: boolean;
  /** The words that it is on, as they were before any tracked change; null where it is on none of the article's. */
  readonly quote: string | null;
}

/** What one author proposed. */
export interface ReadChanges {
  readonly deleted: string;
  readonly inserted: string;
}

/** The file as it is read. */
export interface ReadDocx {
  readonly parts: ReadonlyMap<string, XmlElement>;
  /** The article as it is, tracked changes not taken; U+FFFC for a picture or a rule. */
  readonly text: string;
  /** The article as it is when all changes are taken. */
  readonly accepted: string;
  readonly comments: readonly ReadComment[];
  readonly changes: ReadonlyMap<string, ReadChanges>;
  /** All words below the article. */
  readonly closing: string;
}

/** Paragraphs that stand for none of the article's. */
const FILLERS = new Set(['Spacer', 'ListMarker']);
const OBJECTS = new Set(['Figure', 'Rule']);
const OBJECT = '\uFFFC';

/** Throws where the file isn't what Word opens: parts that aren't well-formed, types or targets that aren't there. */
export function readDocx(bytes: Uint8Array): ReadDocx {
  const files = Object.entries(unzipSync(bytes));
  const parts = new Map(
    files.map(([path, file]) => [path, readXml(new TextDecoder('utf-8', { fatal: true }).decode(file))]), // prettier-ignore
  );
  checkPackage(parts);
  const paragraphs = all(parts.get('word/document.xml')!, 'w:p');
  const origin = paragraphs.findIndex((one) => styleOf(one) === 'Origin');
  const lost = paragraphs.findIndex((one) => styleOf(one) === 'NotesHeading');
  const end = lost === -1 ? origin - 1 : lost; // a rule stands before the origin
  const read = readParagraphs(paragraphs.slice(0, end));
  return {
    parts,
    text: read.text,
    accepted: read.accepted,
    comments: commentsOf(parts, read),
    changes: read.changes,
    closing: paragraphs.slice(end).map(textOf).join('\n'),
  };
}

/** The style of a paragraph; '' for none. */
export function styleOf(paragraph: XmlElement): string {
  return all(paragraph, 'w:pStyle')[0]?.attributes.get('w:val') ?? '';
}

interface ReadText {
  readonly text: string;
  readonly accepted: string;
  readonly starts: ReadonlyMap<string, number>;
  readonly ends: ReadonlyMap<string, number>;
  readonly changes: ReadonlyMap<string, ReadChanges>;
}

function readParagraphs(paragraphs: readonly XmlElement[]): ReadText {
  let [text, accepted, isFirst] = ['', '', true];
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  const changes = new Map<string, { deleted: string; inserted: string }>();
  for (const paragraph of paragraphs) {
    const style = styleOf(paragraph);
    if (FILLERS.has(style)) continue;
    if (!isFirst) [text, accepted] = [`${text}\n`, `${accepted}\n`];
    isFirst = false;
    const isObject = OBJECTS.has(style);
    let isShown = !isObject;
    const show = (): void => {
      if (!isShown) [text, accepted] = [text + OBJECT, accepted + OBJECT];
      isShown = true;
    };
    const take = (element: XmlElement, change: XmlElement | null): void => {
      switch (element.name) {
        case 'w:commentRangeStart':
          starts.set(element.attributes.get('w:id')!, text.length);
          return;
        case 'w:commentRangeEnd':
          if (style === 'Rule') show();
          ends.set(element.attributes.get('w:id')!, text.length);
          return;
        case 'w:ins':
        case 'w:del':
          for (const one of children(element)) take(one, element);
          return;
        case 'w:pPr':
        case 'w:rPr':
          return;
        case 'w:t':
        case 'w:delText':
        case 'w:br':
        case 'w:tab': {
          if (isObject) {
            show();
            return;
          }
          const sign = element.name === 'w:tab' ? '\t' : '\n';
          const words = /w:(t|delText)$/.test(element.name) ? textOf(element) : sign;
          const author = change?.attributes.get('w:author') ?? '';
          const own = changes.get(author) ?? { deleted: '', inserted: '' };
          if (change !== null) changes.set(author, own);
          if (change?.name === 'w:ins') own.inserted += words;
          else text += words;
          if (change?.name === 'w:del') own.deleted += words;
          else accepted += words;
          if (element.name === 'w:delText' && change?.name !== 'w:del') throw new Error('Deleted words outside of a deletion.'); // prettier-ignore
          if (element.name === 'w:t' && change?.name === 'w:del') throw new Error('Standing words in a deletion.'); // prettier-ignore
          return;
        }
        default:
          for (const one of children(element)) take(one, change);
      }
    };
    take(paragraph, null);
    show();
  }
  return { text, accepted, starts, ends, changes };
}

function commentsOf(parts: ReadDocx['parts'], { text, starts, ends }: ReadText): ReadComment[] {
  const root = parts.get('word/comments.xml');
  if (root === undefined) return [];
  const document = parts.get('word/document.xml')!;
  const said = all(parts.get('word/commentsExtended.xml')!, 'w15:commentEx');
  const lasts = children(root).map(({ content }) => paraId(content.at(-1)!));
  if (new Set(lasts).size !== lasts.length) throw new Error('Two paragraphs have one id.');
  for (const name of ['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference']) {
    const ids = all(document, name).map(({ attributes }) => attributes.get('w:id'));
    const own = children(root).map(({ attributes }) => attributes.get('w:id'));
    if (ids.length !== own.length || own.some((id) => !ids.includes(id))) throw new Error(`Not one ${name} for each comment.`); // prettier-ignore
  }
  return children(root).map((comment, index) => {
    const id = comment.attributes.get('w:id')!;
    const [from, to] = [starts.get(id), ends.get(id)];
    const more = said[index]!.attributes;
    if (more.get('w15:paraId') !== lasts[index]) throw new Error('The threads are of other comments.'); // prettier-ignore
    const parent = more.get('w15:paraIdParent');
    return {
      author: comment.attributes.get('w:author')!,
      date: comment.attributes.get('w:date'),
      initials: comment.attributes.get('w:initials')!,
      text: children(comment).map(textOf).join('\n'),
      parent: parent === undefined ? null : lasts.indexOf(parent),
      done: more.get('w15:done') === '1',
      quote: from === undefined || to === undefined ? null : text.slice(from, to),
    };
  });
}

function paraId(paragraph: XmlElement | string): string {
  const id = typeof paragraph === 'string' ? undefined : paragraph.attributes.get('w14:paraId');
  if (id === undefined || !/^[0-7][0-9A-F]{7}$/.test(id)) throw new Error(`No id of a paragraph: ${id}`); // prettier-ignore
  return id;
}

/** Each part has a type, each target inside is there, and each id that a part uses is in its list. */
function checkPackage(parts: ReadDocx['parts']): void {
  const [first] = parts.keys();
  if (first !== '[Content_Types].xml') throw new Error('The types are not the first part.');
  const types = all(parts.get('[Content_Types].xml')!, 'Override').map(({ attributes }) => attributes.get('PartName')); // prettier-ignore
  for (const [path, root] of parts) {
    if (path.endsWith('.rels')) continue;
    if (path !== first && !types.includes(`/${path}`)) throw new Error(`${path} has no type.`);
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const list = parts.get(`${folder}_rels/${path.slice(folder.length)}.rels`);
    const ids = new Set<string>();
    for (const { attributes } of list === undefined ? [] : children(list)) {
      const [id, target] = [attributes.get('Id')!, attributes.get('Target')!];
      if (ids.has(id)) throw new Error(`${path} has two of ${id}.`);
      ids.add(id);
      const isOutside = attributes.get('TargetMode') === 'External';
      if (!isOutside && !parts.has(posix.join(folder, target)))
        throw new Error(`There is no ${target}.`);
      if (isOutside && !/^(https?|mailto):[\x21-\x7E]+$/.test(target)) throw new Error(`It leads to ${target}.`); // prettier-ignore
    }
    for (const name of ['w:hyperlink', 'w:footerReference'])
      for (const { attributes } of all(root, name))
        if (!ids.has(attributes.get('r:id')!)) throw new Error(`${path} leads nowhere.`);
  }
}
