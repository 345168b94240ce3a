/** Where the cells of a table are, so that none lies over another or beyond the last row, whatever their raw attributes hold. */
import type { Node } from 'prosemirror-model';
import { spanOf } from '../table-rows.ts';

/** A cell with its first column and row, from 0. */
export interface GridCell {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly isHeader: boolean;
}

/** A table; at least one column wide. */
export interface Grid {
  readonly columns: number;
  /** How many rows from the first on are of header cells alone; not all of them. */
  readonly head: number;
  readonly cells: readonly GridCell[];
}

/** A longer head would leave no room for what is below it. */
const MAX_HEAD = 4;

/** Each cell once and in order: in the first place of its row that is free, over as many as are free and there. */
export function gridOf(table: Node): Grid {
  const rows = table.children;
  const head = headOf(rows);
  /** For each column, the row from which on it is free. */
  const free: number[] = [];
  const cells: GridCell[] = [];
  rows.forEach((row, y) => {
    let x = 0;
    const isFree = (column: number) => (free[column] ?? 0) <= y;
    for (const node of row.children) {
      while (!isFree(x)) x += 1;
      const wanted = spanOf(node.attrs.colspan);
      let colspan = 1;
      while (colspan < wanted && isFree(x + colspan)) colspan += 1;
      const end = y < head ? head : rows.length;
      const rowspan = Math.min(spanOf(node.attrs.rowspan), end - y);
      for (let column = x; column < x + colspan; column += 1) free[column] = y + rowspan;
      cells.push({ node, x, y, colspan, rowspan, isHeader: isHeader(node) });
      x += colspan;
    }
  });
  return { columns: Math.max(1, free.length), head, cells };
}

function headOf(rows: readonly Node[]): number {
  const others = rows.findIndex((row) => row.childCount === 0 || !row.children.every(isHeader));
  return others > MAX_HEAD ? 1 : Math.max(0, others);
}

function isHeader(cell: Node): boolean {
  return cell.type.name === 'table_header';
}
