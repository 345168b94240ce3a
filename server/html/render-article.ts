/** Renders an article's document as HTML text: everything escaped, every address and attribute checked again. */
import type { Node } from 'prosemirror-model';
import { safeImageSource, safeLink } from '../../shared/article/addresses.ts';
import { ownDirection } from '../../shared/article/block-directions.ts';
import type { Direction } from '../../shared/article/language.ts';
import { numberKind } from '../../shared/article/number-kinds.ts';
import { headingLevel, OBJECT_CHARACTER } from '../../shared/article/schema.ts';
import type { ArticleNodeName } from '../../shared/article/schema.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { escapeHtml } from './escape.ts';
import { markWhole, renderInline } from './render-inline.ts';
import type { InlineContext, MarkedRange } from './render-inline.ts';

/** What goes into the HTML besides the article's own text and formatting. */
export interface RenderOptions {
  /** Offsets count UTF-16 units of the plain text. */
  readonly marks?: readonly MarkedRange[];
  /** HTML to put in at offsets of the plain text, behind links and outside of other inline tags; trusted, without text. */
  readonly inserts?: ReadonlyMap<number, string>;
  /** Gives each text block, image and rule its place in the plain text as `data-from`. */
  readonly offsets?: boolean;
  /** Absolute address that relative addresses are resolved against. */
  readonly base?: string;
  /**
   * Says in `data-` attributes what HTML would change: addresses before they are resolved, widths of columns, odd names of
   * languages. The very document can be read from it again (`formats/import/exact-article.ts`).
   */
  readonly isExact?: boolean;
  /** That of the page: a block that is written the other way says so. Without it none does. */
  readonly direction?: Direction;
  /** How a picture is shown whose address is safe; by that address where it isn't given. */
  readonly picture?: (address: string, alt: string) => ShownPicture;
  /** The picture itself, as a `data:` address, by the address that an image has; null where that is all there is of it. */
  readonly data?: (address: string) => string | null;
}

/** The one character of an image or a rule: a quote that runs over them has it, and is sought in the page's text. */
const OBJECT = `<span hidden>${OBJECT_CHARACTER}</span>`;

/** A picture by its address, or markup in its place, which is trusted. */
export type ShownPicture =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'placeholder'; readonly html: string };

/** What one rendering carries along; `offset` is where the next block begins in the plain text. */
interface Pass {
  readonly options: RenderOptions;
  readonly inline: InlineContext;
  offset: number;
  /** Of what is being rendered; null where none is said. */
  around: Direction | null;
}

/**
 * The document's blocks as valid HTML, whose text content is the plain text: one line end between blocks and nowhere else.
 * Raw attributes of wrong types, as Yjs lets them in, do no harm.
 */
export function renderArticle(doc: Node, options: RenderOptions = {}): string {
  const inserts = options.inserts ?? new Map<number, string>();
  const inline: InlineContext = {
    marks: options.marks ?? [],
    inserts,
    insertOffsets: [...inserts.keys()].toSorted((one, other) => one - other),
    linkAddress: (address) => addressAttributes('href', address, options, safeLink),
  };
  const around = options.direction ?? null;
  return renderChildren(doc, { options, inline, offset: 0, around });
}

/** A line end parts those that have text blocks: so whatever is between two blocks, there is exactly one. */
function renderChildren(parent: Node, pass: Pass): string {
  const start = pass.offset;
  return parent.children
    .map((child) => {
      const from = pass.offset;
      const html = renderBlock(child, parent, pass);
      return from > start && pass.offset > from ? `\n${html}` : html;
    })
    .join('');
}

function renderBlock(node: Node, parent: Node, pass: Pass): string {
  const name = node.type.name as ArticleNodeName; // documents are made of the article schema alone
  switch (name) {
    case 'title':
      return textBlock('h1', ' class="title"', node, pass);
    case 'standfirst':
    case 'byline':
      return textBlock('p', ` class="${name}"`, node, pass);
    case 'paragraph':
      return textBlock('p', '', node, pass);
    case 'heading':
      return textBlock(`h${headingLevel(node.attrs.level)}`, '', node, pass);
    case 'caption':
      // HTML knows one caption per figure, first or last; merged documents may have more.
      return parent.lastChild === node
        ? textBlock('figcaption', '', node, pass)
        : textBlock('p', ' class="caption"', node, pass);
    case 'code_block':
      return codeBlock(node, pass);
    case 'image':
      return leafBlock(pass, (place) =>
        markWhole(image(node, place, pass.options), pass.offset, pass.inline.marks),
      );
    case 'rule':
      return leafBlock(pass, (place) => `<hr${place}>${OBJECT}`);
    case 'blockquote':
      return container('blockquote', '', node, pass);
    case 'bullet_list':
      return container('ul', '', node, pass);
    case 'ordered_list':
      return container('ol', numbering(node), node, pass);
    case 'list_item':
      return container('li', '', node, pass);
    case 'figure':
      return container('figure', '', node, pass);
    case 'table':
      // What may be wider than the page scrolls, and can be scrolled by keys.
      return `<div class="wide" tabindex="0"><table>${container('tbody', '', node, pass)}</table></div>`;
    case 'table_row':
      return container('tr', '', node, pass);
    case 'table_cell':
      return container('td', spans(node, pass.options), node, pass);
    case 'table_header':
      return container('th', spans(node, pass.options), node, pass);
    case 'doc':
    case 'text':
    case 'hard_break':
      return ''; // never a block inside a document
    default:
      return unreachable(name);
  }
}

function container(tag: string, attributes: string, node: Node, pass: Pass): string {
  const { around } = pass;
  const own = around && ownDirection(node, around);
  pass.around = own ?? around;
  const content = renderChildren(node, pass);
  pass.around = around;
  return `<${tag}${attributes}${directionAttribute(own)}>${content}</${tag}>`;
}

function textBlock(tag: string, attributes: string, node: Node, pass: Pass): string {
  const place = placeAttribute(pass);
  const direction = directionAttribute(pass.around && ownDirection(node, pass.around));
  return `<${tag}${attributes}${direction}${place}>${inlineContent(node, pass)}</${tag}>`;
}

function directionAttribute(direction: Direction | null): string {
  return direction === null ? '' : ` dir="${direction}"`;
}

function codeBlock(node: Node, pass: Pass): string {
  const language: unknown = node.attrs.language;
  const known = typeof language === 'string' && /^[\w+#.-]{1,40}$/.test(language);
  const odd = pass.options.isExact === true && !known && textOf(language) !== '';
  const said = odd ? ` data-language="${escapeHtml(textOf(language))}"` : '';
  const attribute = known ? ` class="language-${language}"` : said;
  const place = placeAttribute(pass);
  return `<pre${place} tabindex="0"><code${attribute}>${inlineContent(node, pass)}</code></pre>`;
}

function inlineContent(node: Node, pass: Pass): string {
  const from = pass.offset;
  pass.offset += node.content.size + 1;
  return renderInline(node, from, pass.inline);
}

/** An image or a rule: one character of the plain text; what is put in at its sides comes after it. */
function leafBlock(pass: Pass, render: (place: string) => string): string {
  const from = pass.offset;
  const rendered = render(placeAttribute(pass));
  const inserted = [from, from + 1].map((offset) => pass.inline.inserts.get(offset) ?? '');
  pass.offset += 2;
  return `${rendered}${inserted.join('')}`;
}

function placeAttribute(pass: Pass): string {
  return pass.options.offsets === true ? ` data-from="${pass.offset}"` : '';
}

function image(node: Node, place: string, options: RenderOptions): string {
  const source = resolve(safeImageSource(node.attrs.src), options.base, safeImageSource);
  const alt = escapeHtml(textOf(node.attrs.alt));
  const title = textOf(node.attrs.title);
  const titled = title === '' ? '' : ` title="${escapeHtml(title)}"`;
  if (source === null) {
    // An empty src is invalid. The style shows the label: as text it would be words of the article.
    const label = alt === '' ? '' : ` role="img" aria-label="${alt}"`;
    return `<span class="no-image"${label}${titled}${place}>${OBJECT}</span>`;
  }
  const shown = options.picture?.(source, textOf(node.attrs.alt));
  if (shown?.kind === 'placeholder')
    return `<span class="foreign-picture"${place}>${shown.html}${OBJECT}</span>`;
  const data = options.data?.(source) ?? null;
  const own =
    data === null
      ? (addressAttributes('src', node.attrs.src, options, safeImageSource) ?? '')
      : ` src="${data}" data-address="${escapeHtml(textOf(node.attrs.src))}"`;
  const address = shown === undefined ? own : ` src="${escapeHtml(shown.address)}"`;
  const rest = ' loading="lazy" referrerpolicy="no-referrer"';
  return `<img${address} alt="${alt}"${titled}${rest}${place}>${OBJECT}`;
}

/** The attribute with the address that is safe, resolved, and beside it the one before; null where it isn't safe. */
function addressAttributes(
  name: 'href' | 'src',
  address: unknown,
  { base, isExact }: RenderOptions,
  safe: (address: unknown) => string | null,
): string | null {
  const own = safe(address);
  const resolved = resolve(own, base, safe);
  if (own === null || resolved === null) return null;
  const attribute = ` ${name}="${escapeHtml(resolved)}"`;
  return isExact === true && own !== resolved
    ? `${attribute} data-address="${escapeHtml(own)}"`
    : attribute;
}

function numbering({ attrs }: Node): string {
  const kind = numberKind(attrs.kind);
  const type = kind === '1' ? '' : ` type="${kind}"`;
  return `${whole(' start', attrs.order, 1, 0, 1_000_000)}${type}`;
}

function spans(node: Node, { isExact }: RenderOptions): string {
  const { colspan, rowspan, colwidth } = node.attrs;
  const said = isExact === true ? widths(colwidth) : '';
  return whole(' colspan', colspan, 1, 1, 1000) + whole(' rowspan', rowspan, 1, 1, 65_534) + said;
}

/** Of the columns that a cell is in, in px. */
function widths(colwidth: unknown): string {
  const fits = Array.isArray(colwidth) && colwidth.every((width) => Number.isInteger(width));
  return fits ? ` data-colwidth="${colwidth.join(',')}"` : '';
}

/** The attribute, or nothing where the value is the usual one or no whole number within the limits. */
function whole(name: string, value: unknown, usual: number, least: number, most: number): string {
  const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return fits && value !== usual ? `${name}="${Number(value)}"` : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The address made absolute; asked once more whether it is safe, since parsing may have changed it. */
function resolve(
  address: string | null,
  base: string | undefined,
  safe: (address: unknown) => string | null,
): string | null {
  if (address === null || address.startsWith('#')) return address;
  if (base === undefined) return address.replaceAll(' ', '%20');
  return URL.canParse(address, base) ? safe(new URL(address, base).href) : null;
}
