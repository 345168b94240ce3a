/** Writes a table as GFM's pipes: a rectangle of cells, each in one line. */
import type { Node } from 'prosemirror-model';

/** GFM has no spans: a span is written as empty cells, and not more of them than a table can sensibly have. */
const MAX_SPAN = 100;

/** The lines of the table; `cellText` gives one text block or image in a line without bare bars. */
export function tableLines(table: Node, cellText: (block: Node) => string): string[] {
  const rows = layOut(table, cellText);
  const width = Math.max(1, ...rows.map((row) => row.length));
  const hasHeader = table.firstChild?.firstChild?.type.name === 'table_header';
  const [header = [], ...body] = hasHeader ? rows : [[], ...rows];
  const filled = (row: readonly string[], filler: string) =>
    `| ${Array.from({ length: width }, (_, column) => row[column] ?? filler).join(' | ')} |`;
  return [filled(header, ''), filled([], '---'), ...body.map((row) => filled(row, ''))];
}

function layOut(table: Node, cellText: (block: Node) => string): string[][] {
  /** For each column, how many rows further down a cell above reaches. */
  const reach: number[] = [];
  return table.children.map((row) => {
    const line: string[] = [];
    const skipSpanned = () => {
      while ((reach[line.length] ?? 0) > 0) {
        reach[line.length]! -= 1;
        line.push('');
      }
    };
    for (const cell of row.children) {
      skipSpanned();
      const columns = spanOf(cell.attrs.colspan);
      const words = cellLine(cell, cellText);
      for (let column = 0; column < columns; column++) {
        reach[line.length] = spanOf(cell.attrs.rowspan) - 1;
        line.push(column === 0 ? words : '');
      }
    }
    skipSpanned();
    return line;
  });
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

function spanOf(span: unknown): number {
  return Number.isInteger(span) ? Math.min(Math.max(Number(span), 1), MAX_SPAN) : 1;
}
