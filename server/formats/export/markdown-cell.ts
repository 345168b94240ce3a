/** Writes what is in a table's cell in one line: paragraphs as such, and blocks of all other kinds by their HTML tags. */
import { numberKind } from '../../../shared/article/number-kinds.ts';
import type { Node } from 'prosemirror-model';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { headingLevel } from '../../../shared/article/schema.ts';
import { cleanText } from '../../html/escape.ts';
import { NEXT_PARAGRAPH } from '../own-marks.ts';
import { startOf } from './list-start.ts';
import {
  escapeMarkdown,
  languageMarkdown,
  markdownAddress,
  markdownTitle,
} from './markdown-escape.ts';
import { inlineMarkdown } from './markdown-inline.ts';
import { spanOf, widthsOf } from './table-rows.ts';

const TAGS: Readonly<Record<string, string>> = {
  blockquote: 'blockquote',
  bullet_list: 'ul',
  list_item: 'li',
  figure: 'figure',
  table_row: 'tr',
};

/** The content of a cell, without bare bars. */
export function cellMarkdown({ children }: Node): string {
  return children.every(({ type }) => type.name === 'paragraph')
    ? children.map((block) => inlineMarkdown(block, 'cell')).join(NEXT_PARAGRAPH)
    : children.map(tagged).join('');
}

/** An image for itself; without an address where its own isn't safe. */
export function imageMarkdown({ attrs }: Node): string {
  const source = safeImageSource(attrs.src);
  const alt: unknown = attrs.alt;
  const words = typeof alt === 'string' ? cleanText(alt) : '';
  const title = markdownTitle(attrs.title);
  // Without brackets a title alone would be the address.
  const none = title === '' ? '' : '<>';
  const address = source === null ? none : markdownAddress(source);
  return `![${escapeMarkdown(words, { inLink: true })}](${address}${title})`;
}

function tagged(node: Node): string {
  const { name } = node.type;
  switch (name) {
    case 'paragraph':
      return `<p>${inlineMarkdown(node, 'cell')}</p>`;
    case 'heading':
      return around(`h${headingLevel(node.attrs.level)}`, '', inlineMarkdown(node, 'cell'));
    case 'caption':
      return around('p', ' class="caption"', inlineMarkdown(node, 'cell'));
    case 'ordered_list': {
      const start = startOf(node);
      const kind = numberKind(node.attrs.kind);
      const type = kind === '1' ? '' : ` type="${kind}"`;
      return around('ol', `${start === 1 ? '' : ` start="${start}"`}${type}`, inside(node));
    }
    case 'image':
      return imageMarkdown(node).replaceAll('|', '\\|');
    case 'code_block': {
      const language = languageMarkdown(node.attrs.language);
      const attribute = language === '' ? '' : ` data-language="${language}"`;
      const code = escapeMarkdown(node.textContent, { inLink: true, inCell: true });
      return around('pre', '', around('code', attribute, code));
    }
    case 'rule':
      return '<hr>';
    case 'table':
      return `<table><tbody>${inside(node)}</tbody></table>`;
    case 'table_cell':
    case 'table_header':
      return around(name === 'table_cell' ? 'td' : 'th', spans(node), inside(node));
    default: {
      const tag = TAGS[name];
      return tag === undefined ? inlineMarkdown(node, 'cell') : around(tag, '', inside(node));
    }
  }
}

function inside(node: Node): string {
  return node.children.map(tagged).join('');
}

function around(tag: string, attributes: string, content: string): string {
  return `<${tag}${attributes}>${content}</${tag}>`;
}

function spans({ attrs }: Node): string {
  const widths = widthsOf(attrs.colwidth);
  return ['colspan', 'rowspan']
    .map((name) => [name, spanOf(attrs[name])] as const)
    .map(([name, span]) => (span === 1 ? '' : ` ${name}="${span}"`))
    .concat(widths === null ? '' : ` data-colwidth="${widths.join(',')}"`)
    .join('');
}
