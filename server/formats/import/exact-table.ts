/** Reads a table of our own Markdown: rows of cells, each with what its comment says of it. */
import type { Token } from 'markdown-it';
import { NEXT_PARAGRAPH, NO_CELL, USUAL_CELL, cellMark } from '../own-marks.ts';
import type { CellMark } from '../own-marks.ts';
import type { Words } from './exact-words.ts';

/** Of a cell that has other blocks than paragraphs all blocks are tags. */
const BLOCK_TAG = /^<(?:p|h[1-6]|ul|ol|blockquote|pre|figure|table|hr)[\s>]/;

interface Cell {
  readonly words: Words;
  readonly isHeader: boolean;
}

/** The table as HTML; null where it isn't as we write it. */
export function exactTable(
  tokens: readonly Token[],
  inline: (token: Token | undefined) => Words | null,
): string | null {
  const rows: Cell[][] = [];
  for (const [index, { type }] of tokens.entries()) {
    if (type === 'tr_open') rows.push([]);
    if (type !== 'th_open' && type !== 'td_open') continue;
    const words = inline(tokens[index + 1]);
    if (words === null) return null;
    rows.at(-1)?.push({ words, isHeader: type === 'th_open' });
  }
  const [header = [], ...others] = rows;
  const isBare = header.every(({ words }) => words.html === '' && words.comment === null);
  /** For each column, how many rows further down a cell above reaches. */
  const reach: number[] = [];
  const written = (isBare ? others : rows).map((row) => rowHtml(row, reach));
  if (written.includes(null)) return null;
  return `<table><tbody>${written.join('')}</tbody></table>`;
}

/** The mirror of `export/table-rows.ts`: cells over which others reach are empty, and are none. */
function rowHtml(row: readonly Cell[], reach: number[]): string | null {
  let html = '';
  let column = 0;
  while (column < row.length) {
    if ((reach[column] ?? 0) > 0) {
      reach[column]! -= 1;
      column += 1;
      continue;
    }
    const { words, isHeader } = row[column]!;
    if (words.comment === NO_CELL) break;
    const mark = words.comment === null ? USUAL_CELL : cellMark(words.comment);
    if (mark === null) return null;
    html += cellHtml(words, mark, isHeader);
    for (let over = 0; over < mark.colspan; over += 1) reach[column + over] = mark.rowspan - 1;
    column += mark.colspan;
  }
  return `<tr>${html}</tr>`;
}

function cellHtml({ html, tokens }: Words, mark: CellMark, isHeader: boolean): string {
  const tag = (mark.kind === null ? isHeader : mark.kind === 'header') ? 'th' : 'td';
  const { colspan, rowspan, colwidth } = mark;
  const attributes = [
    colspan === 1 ? '' : ` colspan="${colspan}"`,
    rowspan === 1 ? '' : ` rowspan="${rowspan}"`,
    colwidth === null ? '' : ` data-colwidth="${colwidth.join(',')}"`,
  ].join('');
  const isTagged = tokens.some(({ type, content }) => type === 'html_inline' && BLOCK_TAG.test(content)); // prettier-ignore
  const content = isTagged ? html : `<p>${html.replaceAll(NEXT_PARAGRAPH, '</p><p>')}</p>`;
  return `<${tag}${attributes}>${content}</${tag}>`;
}
