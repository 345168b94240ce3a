/**
 * Reads the HTML that we write of an article ourselves (`server/html/render-article.ts`): to the letter, or not at all. What
 * anybody else may have written or changed is for the rules for foreign HTML, which guess.
 */
import type { Mark, Node } from 'prosemirror-model';
import { safeImageSource, safeLink } from '../../../shared/article/addresses.ts';
import { numberKind } from '../../../shared/article/number-kinds.ts';
import { OBJECT_CHARACTER, articleSchema } from '../../../shared/article/schema.ts';
import type { ArticleNodeName } from '../../../shared/article/schema.ts';
import { hasWord, isElement, mapTree } from '../../../shared/foreign/tree.ts';
import { textIn } from '../../../shared/tree.ts';
import type { ForeignElement, ForeignNode } from '../../../shared/foreign/tree.ts';

/** As much as may be in a room, less than a parser is asked for. */
const MAX_DEPTH = 60;
const MAX_SPAN = 100;
const MAX_ORDER = 1_000_000;

const { nodes, marks } = articleSchema;

const MARKS: Readonly<Record<string, Mark>> = {
  strong: marks.strong.create(),
  em: marks.em.create(),
  s: marks.strike.create(),
  u: marks.underline.create(),
  sup: marks.superscript.create(),
  sub: marks.subscript.create(),
  code: marks.code.create(),
};

/** What is around blocks, since some are in one thing alone. */
type Around = 'article' | 'figure' | 'block';

/** The blocks that an element holds in their order, as a document; null where anything in it isn't as we write it. */
export function exactArticle(root: ForeignElement): Node | null {
  const content = blocksOf(withoutNotes(root).children, 'article', 0);
  if (content === null) return null;
  const doc = nodes.doc.create(null, content);
  try {
    doc.check();
    return doc;
  } catch {
    return null; // such as a list without items
  }
}

/** Without numbers of notes, without what marks their words, and without what stands for the character of an image or rule. */
function withoutNotes(root: ForeignElement): ForeignElement {
  return mapTree(root, (element) => {
    if (element.tag === 'sup' && hasWord(element, 'class', /^ref$/)) return [];
    if (element.tag === 'span' && element.attributes.has('hidden') && textIn(element) === OBJECT_CHARACTER) return []; // prettier-ignore
    return element.tag === 'mark' ? element.children : [element];
  });
}

function blocksOf(children: readonly ForeignNode[], around: Around, depth: number): Node[] | null {
  if (depth > MAX_DEPTH) return null;
  return all(children, (child) => {
    // Nothing but line ends is between our blocks: a file that somebody has laid out anew has more there.
    if (!isElement(child)) return /^\n*$/.test(child) ? [] : null;
    const block = blockOf(child, around, depth);
    return block === null ? null : [block];
  });
}

function blockOf(element: ForeignElement, around: Around, depth: number): Node | null {
  const { tag } = element;
  const name = attribute(element, 'class');
  if (around === 'figure') {
    if (tag === 'img' || name === 'no-image') return imageOf(element);
    const isCaption = tag === 'figcaption' || (tag === 'p' && name === 'caption');
    return isCaption ? lineOf('caption', element) : null;
  }
  const inside = (type: ArticleNodeName, attrs: object | null = null, within: Around = 'block') =>
    made(type, blocksOf(element.children, within, depth + 1), attrs); // prettier-ignore
  switch (tag) {
    case 'p':
      if (name === '') return lineOf('paragraph', element);
      if (around !== 'article') return null;
      return name === 'standfirst' || name === 'byline' ? lineOf(name, element) : null;
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      if (name === '') return lineOf('heading', element, { level: Number(tag[1]) });
      return name === 'title' && around === 'article' ? lineOf('title', element) : null;
    case 'blockquote':
      return inside('blockquote');
    case 'figure':
      return inside('figure', null, 'figure');
    case 'ul':
      return made('bullet_list', itemsOf(element, depth));
    case 'ol':
      return made('ordered_list', itemsOf(element, depth), {
        order: whole(element, 'start', 1, 0, MAX_ORDER),
        kind: numberKind(attribute(element, 'type')),
      });
    case 'pre':
      return codeOf(element);
    case 'hr':
      return nodes.rule.create();
    case 'div': {
      const [table, ...others] = element.children.filter((child) => isElement(child) || child !== '\n'); // prettier-ignore
      const isWide = name === 'wide' && isElement(table) && table.tag === 'table';
      return isWide && others.length === 0 ? tableOf(table, depth) : null;
    }
    case 'table':
      return tableOf(element, depth);
    default:
      return null;
  }
}

function itemsOf(list: ForeignElement, depth: number): Node[] | null {
  return ofTag(list, /^li$/, (item) =>
    made('list_item', blocksOf(item.children, 'block', depth + 2)),
  );
}

function tableOf(table: ForeignElement, depth: number): Node | null {
  const [body, ...others] = elements(table) ?? [];
  if (body?.tag !== 'tbody' || others.length > 0) return null;
  const rows = ofTag(body, /^tr$/, (row) =>
    made(
      'table_row',
      ofTag(row, /^t[dh]$/, (cell) =>
        made(
          cell.tag === 'th' ? 'table_header' : 'table_cell',
          blocksOf(cell.children, 'block', depth + 3),
          {
            colspan: whole(cell, 'colspan', 1, 1, MAX_SPAN),
            rowspan: whole(cell, 'rowspan', 1, 1, MAX_SPAN),
            colwidth: widthsOf(cell),
          },
        ),
      ),
    ),
  );
  return made('table', rows);
}

function widthsOf(cell: ForeignElement): number[] | null {
  const said = attribute(cell, 'data-colwidth');
  return /^\d{1,5}(?:,\d{1,5}){0,99}$/.test(said) ? said.split(',').map(Number) : null;
}

function codeOf(pre: ForeignElement): Node | null {
  const [code, ...others] = pre.children;
  if (!isElement(code) || code.tag !== 'code' || others.length > 0) return null;
  if (code.children.some(isElement)) return null;
  const text = textIn(code);
  const named = /^language-(\S+)$/.exec(attribute(code, 'class'))?.[1] ?? '';
  const language = code.attributes.get('data-language') ?? named;
  return nodes.code_block.create({ language }, text === '' ? null : articleSchema.text(text));
}

function imageOf(element: ForeignElement): Node | null {
  const [alt, title] = ['alt', 'title'].map((name) => attribute(element, name));
  if (element.tag === 'span') {
    const label = attribute(element, 'aria-label');
    // Older copies have the words of such a picture as text.
    return element.children.length > 0 ? null : nodes.image.create({ src: '', alt: label, title });
  }
  const said = ownAddress(element, 'src');
  const src = safeImageSource(said);
  return src === null && said !== '' ? null : nodes.image.create({ src: src ?? '', alt, title });
}

function lineOf(type: ArticleNodeName, element: ForeignElement, attrs = {}): Node | null {
  return made(type, wordsOf(element.children, []), attrs);
}

/** The words of a line under the marks around them, its breaks without the line end that follows them in the source. */
function wordsOf(children: readonly ForeignNode[], outer: readonly Mark[]): Node[] | null {
  return all(children, (child, before) => {
    if (!isElement(child)) {
      const isBroken = typeof before === 'object' && before.tag === 'br';
      const words = isBroken ? child.replace(/^\n/, '') : child;
      return words === '' ? [] : [articleSchema.text(words, outer)];
    }
    if (child.tag === 'br') return [nodes.hard_break.create(null, null, outer)];
    const mark = child.tag === 'a' ? linkOf(child) : own(MARKS, child.tag);
    return mark === null ? null : wordsOf(child.children, mark.addToSet(outer));
  });
}

function linkOf(element: ForeignElement): Mark | null {
  const href = safeLink(ownAddress(element, 'href'));
  return href === null ? null : marks.link.create({ href, title: attribute(element, 'title') });
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** The child elements; null where words are between them. */
function elements(parent: ForeignElement): ForeignElement[] | null {
  return all(parent.children, (child) =>
    isElement(child) ? [child] : /^\n*$/.test(child) ? [] : null,
  );
}

function ofTag(
  parent: ForeignElement,
  tag: RegExp,
  make: (element: ForeignElement) => Node | null,
): Node[] | null {
  const children = elements(parent);
  if (children === null) return null;
  return all(children, (child) => {
    const node = tag.test(child.tag) ? make(child) : null;
    return node === null ? null : [node];
  });
}

function made(
  type: ArticleNodeName,
  content: readonly Node[] | null,
  attrs: object | null = null,
): Node | null {
  // An object of attributes by their names, as `create` takes it.
  return content === null ? null : nodes[type].create(attrs as Record<string, unknown>, content);
}

/** What is made of each item, in one list; null where nothing can be made of one. */
function all<T, R>(
  items: readonly T[],
  make: (item: T, before: T | undefined) => readonly R[] | null,
): R[] | null {
  const found: R[] = [];
  for (const [index, item] of items.entries()) {
    const here = make(item, items[index - 1]);
    if (here === null) return null;
    found.push(...here);
  }
  return found;
}

/** As it is written, blanks and all; the empty string where there is none. */
function attribute(element: ForeignElement, name: string): string {
  return element.attributes.get(name) ?? '';
}

function whole(
  element: ForeignElement,
  name: string,
  usual: number,
  least: number,
  most: number,
): number {
  const value = element.attributes.get(name);
  if (value === undefined || !/^\d{1,9}$/.test(value)) return usual;
  return Math.min(Math.max(Number(value), least), most);
}

/**
 * The address before it was made absolute, where we have said it. Whoever forges a copy could show one address and have another
 * imported: so it is relative, or the same in other letters.
 */
function ownAddress(element: ForeignElement, name: 'href' | 'src'): string {
  const shown = attribute(element, name);
  const said = element.attributes.get('data-address');
  if (said === undefined) return shown;
  const isRelative = !/^[\s\p{Cc}]*(?:[a-z][\w+.-]*:|[/\\]{2})/iu.test(said);
  return isRelative || isSame(said, shown) ? said : shown;
}

function isSame(said: string, shown: string): boolean {
  if (!URL.canParse(shown) || !URL.canParse(said, shown)) return false;
  return new URL(said, shown).href === new URL(shown).href;
}
