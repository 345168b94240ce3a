/** Writes a table as GFM's pipes: a rectangle of cells, each in one line. */
import type { Node } from 'prosemirror-model';
import { NO_CELL, cellComment } from '../own-marks.ts';
import { cellMarkdown } from './markdown-cell.ts';
import { spanOf, tableRows, widthsOf } from './table-rows.ts';

/** The lines of the table. GFM knows only one row of headers, the first, and no cells over several: what is so says it. */
export function tableLines(table: Node): string[] {
  const hasHeader = table.firstChild?.firstChild?.type.name === 'table_header';
  const rows = tableRows(table, (cell, row) => {
    const isHeader = cell.type.name === 'table_header';
    return cellLine(cell, isHeader === (hasHeader && row === 0) ? null : isHeader);
  });
  const width = Math.max(1, ...rows.map((row) => row.length));
  const [first = [], ...others] = rows;
  const header = hasHeader ? saidToBeHeader(first) : [];
  const body = hasHeader ? others : rows;
  const filled = (row: readonly string[], filler: string) =>
    `| ${Array.from({ length: width }, (_, column) => row[column] ?? filler).join(' | ')} |`;
  return [
    filled(header, hasHeader ? NO_CELL : ''),
    filled([], '---'),
    ...body.map((row) => filled(row, NO_CELL)),
  ];
}

/** A row of headers without words would be none. */
function saidToBeHeader(row: readonly string[]): readonly string[] {
  if (row.some((cell) => cell !== '')) return row;
  return [cellComment({ kind: 'header', colspan: 1, rowspan: 1, colwidth: null }), ...row.slice(1)];
}

/** `isHeader` where it has to be said, else null. */
function cellLine(cell: Node, isHeader: boolean | null): string {
  const { colspan, rowspan, colwidth } = cell.attrs;
  const comment = cellComment({
    kind: isHeader === null ? null : isHeader ? 'header' : 'cell',
    colspan: spanOf(colspan),
    rowspan: spanOf(rowspan),
    colwidth: widthsOf(colwidth),
  });
  return [cellMarkdown(cell), comment].filter((part) => part !== '').join(' ');
}
