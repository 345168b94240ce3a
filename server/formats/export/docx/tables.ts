/** Tables: Word wants every place of their grid to belong to one cell, and cells that reach further down to be in each of their rows. */
import type { Node } from 'prosemirror-model';
import { spanOf, widthsOf } from '../table-rows.ts';
import { SPACER } from './around.ts';
import type { Around } from './around.ts';
import { properties } from './properties.ts';
import { element, joined } from './xml.ts';
import type { Xml } from './xml.ts';

/** Writes the blocks in a cell. */
type InCell = (blocks: readonly Node[], around: Around) => Xml;

/** A cell in one row of a grid. */
interface Place {
  /** Null where nothing is. */
  readonly cell: Node | null;
  readonly column: number;
  readonly columns: number;
  /** Whether it goes on from the row above, or goes on in the row below; null for neither. */
  readonly reaches: 'restart' | 'continue' | null;
}

/** Word can't open a table of more. */
const MOST_COLUMNS = 63;
const CELL_MARGIN = 115;
/** A px is as wide as fifteen twentieths of a point. */
const TWENTIETHS = 15;
const MOST_WIDTH = 31_680;

/** The table, without what must follow one. Wider ones than Word can have are written cell after cell. */
export function tableXml(table: Node, around: Around, write: InCell): Xml {
  const rows = gridOf(table);
  const columns = Math.max(1, ...rows.map(widthOf));
  if (columns > MOST_COLUMNS) {
    const cells = table.children.flatMap((row) => row.children);
    return joined(cells.map((cell) => write(cell.children, around)));
  }
  const widths = columnWidths(rows, columns, around.width - around.indent);
  const inside = properties('tblPr', {
    tblStyle: 'ArticleTable',
    bidiVisual: around.direction === 'rtl' ? true : null,
    tblW: { 'w:w': sum(widths), 'w:type': 'dxa' },
    tblInd: around.indent > 0 ? { 'w:w': around.indent, 'w:type': 'dxa' } : null,
    tblLayout: { 'w:type': 'fixed' },
    tblLook: { 'w:val': '0000' },
  });
  const grid = element('w:tblGrid', {}, ...widths.map((width) => element('w:gridCol', { 'w:w': width }))); // prettier-ignore
  let isHead = true;
  const lines = rows.map((row) => {
    isHead &&= row.every(({ cell, reaches }) => cell?.type.name === 'table_header' && reaches === null); // prettier-ignore
    return rowXml(row, isHead, widths, around, write);
  });
  return element('w:tbl', {}, inside, grid, ...lines);
}

function rowXml(
  row: readonly Place[],
  isHead: boolean,
  widths: readonly number[],
  around: Around,
  write: InCell,
): Xml {
  const end = widthOf(row);
  const missing = widths.length - end;
  const own = properties('trPr', {
    gridAfter: missing > 0 ? missing : null,
    wAfter: missing > 0 ? { 'w:w': sum(widths.slice(end)), 'w:type': 'dxa' } : null,
    tblHeader: isHead ? true : null,
  });
  const cells = row.map((place) => {
    const width = sum(widths.slice(place.column, place.column + place.columns));
    return cellXml(place, width, around, write);
  });
  return element('w:tr', {}, own, ...cells);
}

function cellXml(place: Place, width: number, around: Around, write: InCell): Xml {
  const { cell, columns, reaches } = place;
  const isHeading = cell?.type.name === 'table_header';
  const own = properties('tcPr', {
    tcW: { 'w:w': width, 'w:type': 'dxa' },
    gridSpan: columns > 1 ? columns : null,
    vMerge: reaches,
    shd: isHeading ? { 'w:val': 'clear', 'w:color': 'auto', 'w:fill': 'F4F1EA' } : null,
  });
  const within: Around = {
    ...around,
    indent: 0,
    width: Math.max(width - 2 * CELL_MARGIN, 0),
    style: isHeading ? 'TableHeading' : 'TableText',
    marker: null,
  };
  // A cell has a paragraph, whatever else is in it.
  const isWritten = cell !== null && reaches !== 'continue';
  const content = isWritten ? write(cell.children, within) : SPACER;
  return element('w:tc', {}, own, content);
}

/** The rows of the table, each with a cell for every place up to its last one. */
function gridOf(table: Node): Place[][] {
  /** Cells that reach into rows below, by their first columns. */
  const reaching = new Map<number, { readonly place: Place; rows: number }>();
  return table.children.map((row, index) => {
    const places: Place[] = [];
    const rowsLeft = table.childCount - index;
    let column = 0;
    const goOn = () => {
      for (let above = reaching.get(column); above; above = reaching.get(column)) {
        places.push({ ...above.place, reaches: 'continue' });
        above.rows -= 1;
        if (above.rows === 0) reaching.delete(column);
        column += above.place.columns;
      }
    };
    goOn();
    for (const cell of row.children) {
      const columns = spanOf(cell.attrs.colspan);
      const rows = Math.min(spanOf(cell.attrs.rowspan), rowsLeft);
      // A cell on which one from above would lie ends that one.
      for (const first of reaching.keys())
        if (first >= column && first < column + columns) reaching.delete(first);
      const place: Place = { cell, column, columns, reaches: rows > 1 ? 'restart' : null };
      places.push(place);
      if (rows > 1) reaching.set(column, { place, rows: rows - 1 });
      column += columns;
      goOn();
    }
    // What is above may reach down further to the end, behind places that nothing is in.
    for (const next of [...reaching.keys()].toSorted((one, other) => one - other)) {
      if (next < column) continue;
      if (next > column) places.push(gap(column, next));
      column = next;
      goOn();
    }
    if (places.length === 0) places.push(gap(0, 1));
    return places;
  });
}

function gap(from: number, to: number): Place {
  return { cell: null, column: from, columns: to - from, reaches: null };
}

function widthOf(row: readonly Place[]): number {
  const last = row.at(-1);
  return last === undefined ? 0 : last.column + last.columns;
}

/** Those that the cells say, in proportion to the room that there is; the others share what is left. */
function columnWidths(rows: readonly Place[][], columns: number, room: number): number[] {
  const said = new Map<number, number>();
  for (const { cell, column, columns: over } of rows.flat()) {
    const widths = cell === null ? null : widthsOf(cell.attrs.colwidth);
    if (widths?.length !== over) continue;
    for (const [at, width] of widths.entries())
      if (width > 0) said.set(column + at, Math.min(width * TWENTIETHS, MOST_WIDTH));
  }
  const others = columns - said.size;
  const taken = sum([...said.values()]);
  const each = others === 0 ? 0 : Math.max((room - taken) / others, room / columns / 2);
  const scale = room / (taken + each * others);
  return Array.from({ length: columns }, (_, column) =>
    Math.max(Math.floor((said.get(column) ?? each) * scale), 1),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
