/** Makes tables of Word's rows: cells over several columns, cells that go on in the rows below, and rows that head the others. */
import type { Node } from 'prosemirror-model';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { childOf, childrenOf, switchOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const {
  table,
  table_row: row,
  table_cell: cell,
  table_header: header,
  paragraph,
} = articleSchema.nodes;

/** As many columns or rows as an editor can lay out. */
const MAX_SPAN = 100;

interface Cell {
  readonly column: number;
  readonly columns: number;
  rows: number;
  readonly blocks: Node[];
}

/** The table; null where it has no cell. `read` gives the blocks in one, and is asked in their order. */
export function tableOf(element: XmlElement, read: (cell: XmlElement) => Node[]): Node | null {
  const rows: { readonly cells: Cell[]; readonly isHeader: boolean }[] = [];
  /** The cell that each column is in, as far as it may go on below. */
  let above = new Map<number, Cell>();
  let isHead = true;
  for (const line of within(element, 'w:tr')) {
    const properties = childOf(line, 'w:trPr');
    isHead &&= switchOf(properties, 'w:tblHeader') === true;
    const cells: Cell[] = [];
    const current = new Map<number, Cell>();
    let column = whole(valueOf(properties, 'w:gridBefore'), 0);
    if (column > 0) cells.push({ column: 0, columns: column, rows: 1, blocks: [] });
    for (const each of within(line, 'w:tc')) {
      const said = childOf(each, 'w:tcPr');
      const columns = Math.max(1, whole(valueOf(said, 'w:gridSpan'), 1));
      const blocks = read(each);
      const merge = valueOf(said, 'w:vMerge');
      const isSideways = valueOf(said, 'w:hMerge') === 'continue' && cells.length > 0;
      const open = merge !== null && merge !== 'restart' ? above.get(column) : undefined;
      const last = cells.at(-1);
      if (isSideways && last !== undefined) {
        cells[cells.length - 1] = {
          ...last,
          columns: Math.min(last.columns + columns, MAX_SPAN),
          blocks: [...last.blocks, ...blocks],
        };
      } else if (open !== undefined && open.columns === columns && open.rows < MAX_SPAN) {
        open.rows += 1;
        open.blocks.push(...blocks);
        current.set(column, open);
      } else {
        const made = { column, columns, rows: 1, blocks };
        cells.push(made);
        if (merge !== null) current.set(column, made);
      }
      column += columns;
    }
    rows.push({ cells, isHeader: isHead });
    above = current;
  }
  if (rows.every(({ cells }) => cells.length === 0)) return null;
  return table.create(
    null,
    rows.map(({ cells, isHeader }) =>
      row.create(
        null,
        cells.map(({ columns, rows: rowspan, blocks }) =>
          (isHeader ? header : cell).create(
            { colspan: columns, rowspan },
            blocks.length > 0 ? blocks : paragraph.create(),
          ),
        ),
      ),
    ),
  );
}

/** The cells of a table, row by row, without those of tables in them. */
export function cellsIn(element: XmlElement): XmlElement[] {
  return within(element, 'w:tr').flatMap((line) => within(line, 'w:tc'));
}

/** Rows or cells, also where something is around them. */
function within(element: XmlElement, name: 'w:tr' | 'w:tc'): XmlElement[] {
  return childrenOf(element).flatMap((child) => {
    if (child.name === name) return [child];
    return /^w:(?:sdt|sdtContent|customXml|ins|moveTo)$/.test(child.name)
      ? within(child, name)
      : [];
  });
}

function whole(value: string | null, otherwise: number): number {
  return value !== null && /^\d+$/.test(value) ? Math.min(Number(value), MAX_SPAN) : otherwise;
}
