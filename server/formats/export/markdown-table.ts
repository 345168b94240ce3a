/** Writes a table as GFM's pipes: a rectangle of cells, each in one line. */
import type { Node } from 'prosemirror-model';
import { tableRows } from './table-rows.ts';

/** The lines of the table; `cellText` gives one text block or image in a line without bare bars. */
export function tableLines(table: Node, cellText: (block: Node) => string): string[] {
  const rows = tableRows(table, (cell) => cellLine(cell, cellText));
  const width = Math.max(1, ...rows.map((row) => row.length));
  const hasHeader = table.firstChild?.firstChild?.type.name === 'table_header';
  const [header = [], ...body] = hasHeader ? rows : [[], ...rows];
  const filled = (row: readonly string[], filler: string) =>
    `| ${Array.from({ length: width }, (_, column) => row[column] ?? filler).join(' | ')} |`;
  return [filled(header, ''), filled([], '---'), ...body.map((row) => filled(row, ''))];
}

function cellLine(cell: Node, cellText: (block: Node) => string): string {
  const blocks: string[] = [];
  cell.descendants((node) => {
    if (!node.isTextblock && !(node.isLeaf && node.isBlock)) return true;
    if (node.type.name !== 'rule') blocks.push(cellText(node));
    return false;
  });
  return blocks.filter((block) => block !== '').join('<br>');
}
