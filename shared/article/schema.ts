/** The article schema: which nodes and marks an article's text may have, for the editor, the gate and every format. */
import { Schema } from 'prosemirror-model';
import type { DOMOutputSpec, MarkSpec, NodeSpec } from 'prosemirror-model';
import { safeImageSource, safeLink } from './addresses.ts';
import { numberKind } from './number-kinds.ts';

/** Raised whenever a client that knows only the older schema would harm newer text. */
export const SCHEMA_VERSION = 2;

/** Name of the Yjs root that holds the text of an article. */
export const ARTICLE_ROOT = 'article';

/** What a plain text has where the article has an image or a rule: OBJECT REPLACEMENT CHARACTER. */
export const OBJECT_CHARACTER = '\uFFFC';

/** The one thing that a parse rule asks of an element, so that no DOM type is needed here. */
interface Attributed {
  getAttribute(name: string): string | null;
}

// Content expressions are loose on purpose: two people's changes may merge into a document with two titles
// or a figure without its image, and y-prosemirror deletes what a strict expression doesn't allow.
const nodes = {
  // Blocks come first: where a new one is needed and nothing says which, ProseMirror takes the first, a paragraph.
  doc: { content: '(block | title | standfirst | byline)+' },
  title: line('h1', 'title', 60),
  standfirst: line('p', 'standfirst', 60),
  byline: line('p', 'byline', 60),
  paragraph: {
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { level: { default: 2, validate: 'number' } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node): DOMOutputSpec => [`h${headingLevel(node.attrs.level)}`, 0],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: {
    content: 'list_item+',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    attrs: {
      order: { default: 1, validate: 'number' },
      kind: { default: '1', validate: 'string' },
    },
    parseDOM: [
      {
        tag: 'ol',
        getAttrs: (element: Attributed) => ({
          order: count(element.getAttribute('start'), 1),
          kind: numberKind(element.getAttribute('type')),
        }),
      },
    ],
    toDOM: (node): DOMOutputSpec => {
      const kind = numberKind(node.attrs.kind);
      const start = node.attrs.order === 1 ? {} : { start: Number(node.attrs.order) };
      return ['ol', { ...start, ...(kind === '1' ? {} : { type: kind }) }, 0];
    },
  },
  list_item: {
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  figure: {
    content: '(image | caption)+',
    group: 'block',
    isolating: true,
    parseDOM: [{ tag: 'figure' }],
    toDOM: () => ['figure', 0],
  },
  image: {
    attrs: {
      src: { default: '', validate: 'string' },
      alt: { default: '', validate: 'string' },
      title: { default: '', validate: 'string' },
    },
    parseDOM: [{ tag: 'img', getAttrs: imageAttributes }],
    toDOM: (node): DOMOutputSpec => [
      'img',
      {
        src: safeImageSource(node.attrs.src) ?? '',
        alt: String(node.attrs.alt),
        ...(node.attrs.title ? { title: String(node.attrs.title) } : {}),
        loading: 'lazy',
        referrerpolicy: 'no-referrer',
      },
    ],
  },
  caption: {
    content: 'inline*',
    defining: true,
    parseDOM: [{ tag: 'figcaption' }],
    toDOM: () => ['figcaption', 0],
  },
  table: {
    content: 'table_row+',
    group: 'block',
    isolating: true,
    tableRole: 'table',
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
  code_block: {
    content: 'text*',
    marks: '',
    group: 'block',
    code: true,
    defining: true,
    attrs: { language: { default: '', validate: 'string' } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', ['code', 0]],
  },
  rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    // A block that becomes code gets line feeds for its breaks, and breaks for them again.
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },
} satisfies Record<string, NodeSpec>;

const marks = {
  strong: mark('strong', ['strong', 'b', 'font-weight=bold']),
  em: mark('em', ['em', 'i', 'font-style=italic']),
  strike: mark('s', ['s', 'del', 'strike', 'text-decoration=line-through']),
  underline: mark('u', ['u', 'ins', 'text-decoration=underline']),
  superscript: mark('sup', ['sup']),
  subscript: mark('sub', ['sub']),
  code: mark('code', ['code', 'kbd', 'samp', 'tt']),
  link: {
    attrs: {
      href: { validate: 'string' },
      title: { default: '', validate: 'string' },
    },
    inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: linkAttributes }],
    toDOM: (mark): DOMOutputSpec => [
      'a',
      {
        href: safeLink(mark.attrs.href) ?? '',
        ...(mark.attrs.title ? { title: String(mark.attrs.title) } : {}),
        rel: 'noopener noreferrer nofollow',
      },
      0,
    ],
  },
} satisfies Record<string, MarkSpec>;

/** Attributes of its nodes come from other people: a heading's level or a link's address is to be checked before it is drawn. */
export const articleSchema = new Schema({ nodes, marks });

/** For tables that must have an entry for every node. */
export type ArticleNodeName = keyof typeof nodes;

/** The level of a heading as HTML knows it, 1 to 6, whatever a raw attribute holds. */
export function headingLevel(level: unknown): number {
  const whole = Math.trunc(Number(level));
  return whole >= 1 && whole <= 6 ? whole : 2;
}

function line(tag: string, name: string, priority: number): NodeSpec {
  return {
    content: 'inline*',
    defining: true,
    parseDOM: [{ tag: `${tag}.${name}`, priority }],
    toDOM: () => [tag, { class: name }, 0],
  };
}

function cell(tag: string, tableRole: string): NodeSpec {
  return {
    content: 'block+',
    isolating: true,
    tableRole,
    attrs: {
      colspan: { default: 1, validate: 'number' },
      rowspan: { default: 1, validate: 'number' },
      colwidth: { default: null },
    },
    parseDOM: [{ tag, getAttrs: cellAttributes }],
    toDOM: (node): DOMOutputSpec => [
      tag,
      {
        ...(node.attrs.colspan > 1 ? { colspan: Number(node.attrs.colspan) } : {}),
        ...(node.attrs.rowspan > 1 ? { rowspan: Number(node.attrs.rowspan) } : {}),
      },
      0,
    ],
  };
}

/** A mark without attributes; a source with `=` is a style, the others are tags. */
function mark(tag: string, sources: readonly string[]): MarkSpec {
  return {
    parseDOM: sources.map((source) => (source.includes('=') ? { style: source } : { tag: source })),
    toDOM: () => [tag, 0],
  };
}

function imageAttributes(element: Attributed) {
  return {
    src: safeImageSource(element.getAttribute('src')) ?? '',
    alt: element.getAttribute('alt') ?? '',
    title: element.getAttribute('title') ?? '',
  };
}

function linkAttributes(element: Attributed) {
  const href = safeLink(element.getAttribute('href'));
  return href === null ? false : { href, title: element.getAttribute('title') ?? '' };
}

function cellAttributes(element: Attributed) {
  return {
    colspan: span(element.getAttribute('colspan')),
    rowspan: span(element.getAttribute('rowspan')),
  };
}

function count(value: string | null, otherwise: number): number {
  const whole = Math.trunc(Number(value ?? otherwise));
  return whole >= 0 && whole <= 1_000_000 ? whole : otherwise;
}

/** Wider cells than any table has would make an editor lay out millions of columns. */
function span(value: string | null): number {
  return Math.min(Math.max(count(value, 1), 1), 100);
}
