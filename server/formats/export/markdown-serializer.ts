/** Writes a document of the Markdown schema as CommonMark with GFM's tables, strike-through and footnotes. */
import type { Node } from 'prosemirror-model';
import { headingLevel } from '../../../shared/article/schema.ts';
import { numberKind } from '../../../shared/article/number-kinds.ts';
import { lineComment, listComment } from '../own-marks.ts';
import type { LineMark } from '../own-marks.ts';
import { imageMarkdown } from './markdown-cell.ts';
import { languageMarkdown } from './markdown-escape.ts';
import { inlineMarkdown } from './markdown-inline.ts';
import { startOf } from './list-start.ts';
import { tableLines } from './markdown-table.ts';

/**
 * How a list's items are marked; of two lists in a row each has another, or they would be read as one, and so of one that begins
 * within another, since `- - -` would be a rule.
 */
type Markers = 0 | 1;

/** What was written right before. */
interface Written {
  readonly node: Node;
  readonly markers: Markers;
}

/** The Markdown of the document's blocks, without a line end after the last. */
export function serializeMarkdown(doc: Node): string {
  return blocks(doc, '\n\n');
}

/** The children one after the other; `list` is that in whose item they are. */
function blocks(parent: Node, beforeList: '\n' | '\n\n', list?: Written): string {
  let written = '';
  let last: Written | undefined;
  for (const node of parent.children) {
    const before = last ?? list;
    const markers: Markers = before?.node.type === node.type && before.markers === 0 ? 1 : 0;
    const block = blockMarkdown(node, parent, markers);
    if (block === null) continue;
    const isNext = isList(node) && last?.node.isTextblock === true && interrupts(block);
    written += last === undefined ? block : (isNext ? beforeList : '\n\n') + block;
    last = { node, markers };
  }
  return written;
}

/** Null for a block that nothing is in, as merged documents may have it. */
function blockMarkdown(node: Node, parent: Node, markers: Markers): string | null {
  switch (node.type.name) {
    case 'title':
      return heading(node, 1);
    case 'heading': {
      const level = headingLevel(node.attrs.level);
      const isLikeTitle = level === 1 && parent.type.name === 'doc';
      return heading(node, level) + (isLikeTitle ? ` ${lineComment('heading')}` : '');
    }
    case 'standfirst':
    case 'byline':
      return line(node, node.type.name);
    case 'paragraph':
      // An item's number or bullet stands for its only paragraph.
      return node.childCount === 0 && parent.type.name === 'list_item' && parent.childCount === 1
        ? ''
        : line(node, null);
    case 'figure':
      return blocks(node, '\n\n') || null;
    case 'caption':
      return line(node, isFirst(node, parent) ? 'first caption' : 'caption');
    case 'image':
      return imageMarkdown(node) + (isFirst(node, parent) ? '' : ` ${lineComment('next picture')}`);
    case 'references':
      return inlineMarkdown(node, 'lines');
    case 'blockquote':
      return blocks(node, '\n\n')
        .split('\n')
        .map((quoted) => (quoted === '' ? '>' : `> ${quoted}`))
        .join('\n');
    case 'bullet_list':
      return listMarkdown({ node, markers }, () => (markers === 0 ? '-' : '*'));
    case 'ordered_list': {
      const start = startOf(node);
      const list = listMarkdown(
        { node, markers },
        (index) => `${start + index}${markers === 0 ? '.' : ')'}`,
      );
      return list && `${listComment(numberKind(node.attrs.kind))}${list}`;
    }
    case 'code_block':
      return codeBlock(node);
    case 'rule':
      return '___'; // `- ---` would be one rule, and no list
    case 'table':
      return tableLines(node).join('\n');
    default:
      return inlineMarkdown(node, 'lines') || null;
  }
}

/** A line that isn't just a paragraph says so, and one in which no words are says that it is there. */
function line(node: Node, mark: LineMark | null): string {
  const words = inlineMarkdown(node, 'lines');
  const isBare = node.children.every(({ type }) => type.name === 'note_reference');
  // A break alone would begin HTML, and all that follows would be in it.
  const said = mark ?? (isBare || words === '<br>' ? 'paragraph' : null);
  return [words, said === null ? '' : lineComment(said)].filter((part) => part !== '').join(' ');
}

/** In a figure, after which references may stand. */
function isFirst(node: Node, figure: Node): boolean {
  return figure.firstChild === node;
}

function heading(node: Node, level: number): string {
  return `${'#'.repeat(level)} ${inlineMarkdown(node, 'line')}`.trimEnd();
}

function listMarkdown(list: Written, marker: (index: number) => string): string | null {
  const items = list.node.children.map((item, index) => {
    const own = marker(index);
    const indent = ' '.repeat(own.length + 1);
    return `${own} ${blocks(item, '\n', list).replace(/\n(?!\n)/g, `\n${indent}`)}`.trimEnd();
  });
  return items.length === 0 ? null : items.join('\n');
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
  return `${fence}${languageMarkdown(node.attrs.language)}\n${code === '' ? '' : `${code}\n`}${fence}`;
}
