/** Lays a table out as rows of as many cells as it has columns, for formats that know no cells over several. */
import type { Node } from 'prosemirror-model';

/** A span is written as empty cells, and not more of them than a table can sensibly have. */
const MAX_SPAN = 100;

/** The cells of each row, each written once and in order; where a cell reaches over others these are ''. */
export function tableRows(table: Node, write: (cell: Node, row: number) => string): string[][] {
  /** For each column, how many rows further down a cell above reaches. */
  const reach: number[] = [];
  return table.children.map((row, index) => {
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
      const words = write(cell, index);
      for (let column = 0; column < columns; column++) {
        reach[line.length] = spanOf(cell.attrs.rowspan) - 1;
        line.push(column === 0 ? words : '');
      }
    }
    skipSpanned();
    return line;
  });
}

/** As many columns or rows as a cell reaches over, whatever its raw attribute holds. */
export function spanOf(span: unknown): number {
  return Number.isInteger(span) ? Math.min(Math.max(Number(span), 1), MAX_SPAN) : 1;
}

/** How wide the columns are that a cell is in, in px; null where its raw attribute says nothing of it. */
export function widthsOf(colwidth: unknown): number[] | null {
  const fits = Array.isArray(colwidth) && colwidth.every((width) => Number.isInteger(width));
  return fits && colwidth.length > 0 ? colwidth : null;
}
