/** Writes a document of the Markdown schema as CommonMark with GFM's tables, strike-through and footnotes. */
import type { Node } from 'prosemirror-model';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { headingLevel } from '../../../shared/article/schema.ts';
import { markdownSchema } from './markdown-document.ts';
import { escapeMarkdown, markdownAddress, markdownTitle } from './markdown-escape.ts';
import { inlineMarkdown } from './markdown-inline.ts';
import { tableLines } from './markdown-table.ts';

/** How a list's items are marked; of two lists in a row each has another, or they would be read as one. */
type Markers = 0 | 1;

/** The Markdown of the document's blocks, without a line end after the last. */
export function serializeMarkdown(doc: Node): string {
  return blocks(doc, '\n\n');
}

/** The children one after the other; those that show nothing, such as empty paragraphs, are left out. */
function blocks(parent: Node, beforeList: '\n' | '\n\n'): string {
  let written = '';
  let last: { readonly node: Node; readonly markers: Markers } | undefined;
  for (const node of parent.children) {
    const markers: Markers = last?.node.type === node.type && last.markers === 0 ? 1 : 0;
    const block = blockMarkdown(node, markers);
    if (block === null) continue;
    const isNext = isList(node) && last?.node.isTextblock === true && interrupts(block);
    written += last === undefined ? block : (isNext ? beforeList : '\n\n') + block;
    last = { node, markers };
  }
  return written;
}

/** Null for a block that shows nothing. */
function blockMarkdown(node: Node, markers: Markers): string | null {
  switch (node.type.name) {
    case 'title':
      return heading(node, 1);
    case 'heading':
      return heading(node, headingLevel(node.attrs.level));
    case 'figure':
      return blocks(node, '\n\n') || null;
    case 'blockquote':
      return blocks(node, '\n\n').replace(/^(?=(.?))/gm, (_, next) => (next === '' ? '>' : '> '));
    case 'bullet_list':
      return listMarkdown(node, () => (markers === 0 ? '-' : '*'));
    case 'ordered_list': {
      const start = startOf(node);
      return listMarkdown(node, (index) => `${start + index}${markers === 0 ? '.' : ')'}`);
    }
    case 'code_block':
      return codeBlock(node);
    case 'image':
      return image(node);
    case 'rule':
      return '___'; // `- ---` would be one rule, and no list
    case 'table':
      return tableLines(node, cellText).join('\n');
    default:
      return inlineMarkdown(node, 'lines') || null;
  }
}

function heading(node: Node, level: number): string {
  return `${'#'.repeat(level)} ${inlineMarkdown(node, 'line')}`.trimEnd();
}

function listMarkdown(list: Node, marker: (index: number) => string): string | null {
  const items = list.children.map((item, index) => {
    const own = marker(index);
    const indent = ' '.repeat(own.length + 1);
    return `${own} ${blocks(item, '\n').replace(/\n(?!\n)/g, `\n${indent}`)}`.trimEnd();
  });
  return items.length === 0 ? null : items.join('\n');
}

function startOf({ attrs }: Node): number {
  const order: unknown = attrs.order;
  return Number.isInteger(order) && Number(order) >= 0 ? Math.min(Number(order), 1e6) : 1;
}

function isList({ type }: Node): boolean {
  return type.name.endsWith('_list');
}

/** Whether every parser sees a list right after a paragraph's last line: it begins with words, and its first number is 1. */
function interrupts(list: string): boolean {
  return /^(?:[-*]|1[.)]) (?!(?:[-*]|\d+[.)])(?: |$))\S/.test(list.split('\n', 1)[0]!);
}

function codeBlock(node: Node): string {
  const code = node.textContent;
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  const language: unknown = node.attrs.language;
  const known = typeof language === 'string' && /^[\w+#.-]{1,40}$/.test(language);
  return `${fence}${known ? language : ''}\n${code === '' ? '' : `${code}\n`}${fence}`;
}

function image(node: Node): string {
  const source = safeImageSource(node.attrs.src);
  const alt: unknown = node.attrs.alt;
  const words = typeof alt === 'string' ? alt.replace(/\n+/g, ' ') : '';
  const address = source === null ? '' : markdownAddress(source);
  return `![${escapeMarkdown(words, { inLink: true })}](${address}${markdownTitle(node.attrs.title)})`;
}

/** A text block or image of a table cell, in one line; a heading or a list's item is a paragraph there. */
function cellText(block: Node): string {
  if (!block.isTextblock) return image(block).replaceAll('|', '\\|');
  if (block.type.spec.code) return block.textContent.split('\n').map(codeLine).join('<br>');
  return inlineMarkdown(block, 'cell');
}

function codeLine(line: string): string {
  if (line === '') return '';
  const code = markdownSchema.text(line, [markdownSchema.mark('code')]);
  return inlineMarkdown(markdownSchema.node('paragraph', null, [code]), 'cell');
}
