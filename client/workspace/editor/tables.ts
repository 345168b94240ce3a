/** Editing of tables: moving through cells, selecting them, rows and columns, and what is pasted into them. */
import { Fragment, Slice } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import {
  addColumnAfter,
  addRowAfter,
  cellAround,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  tableEditing,
} from 'prosemirror-tables';
import { articleSchema } from '../../../shared/article/schema.ts';
import { comesFromYjs } from './binding/binding-plugin.ts';
import { t } from '../../ui/language/translate.ts';

const { table, table_row, table_cell, table_header } = articleSchema.nodes;

/** What the table's menu offers. */
export const TABLE_COMMANDS: readonly { readonly name: string; readonly command: Command }[] = [
  { name: t('Add a row below'), command: addRowAfter },
  { name: t('Add a column after'), command: addColumnAfter },
  { name: t('Delete the row'), command: deleteRow },
  { name: t('Delete the column'), command: deleteColumn },
  { name: t('Delete the table'), command: deleteTable },
];

/** Goes to the next cell, from the last one into a new row; false outside of tables. */
export const toNextCell: Command = (state, dispatch, view) => {
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch)) return false;
  return view === undefined || goToNextCell(1)(view.state, dispatch);
};

/**
 * The library puts pasted cells in the place of those at the caret, and takes merged ones apart for it. One cell, as a
 * spreadsheet copies it, goes in at the caret instead, and so do cells that are pasted into a merged one.
 *
 * The library mends uneven tables after each change. It may do so only after one's own: else merely opening an
 * article would write to it, and two people's editors would both mend what one of them broke.
 */
export function tables(): Plugin {
  const { spec } = tableEditing();
  const mend = spec.appendTransaction;
  return new Plugin({
    ...spec,
    props: {
      ...spec.props,
      handlePaste(view, event, slice) {
        const pasted = pastedAsWords(view.state, slice);
        if (pasted === null) return spec.props?.handlePaste?.call(this, view, event, slice);
        view.dispatch(pasted.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
        return true;
      },
    },
    appendTransaction(transactions, before, state) {
      const isForeign = transactions.some((each) => each.docChanged && comesFromYjs(each));
      return isForeign ? null : mend?.call(this, transactions, before, state);
    },
  });
}

/** Null where cells are to be put in as cells, or none are in the slice. */
function pastedAsWords(state: EditorState, slice: Slice): Transaction | null {
  const { selection, tr } = state;
  const cells = cellsOf(slice);
  if (cells.length === 0) return null;
  const isCells = selection instanceof CellSelection;
  const cell = isCells ? selection.$anchorCell : cellAround(selection.$from);
  const isMerged = cell !== null && isSpanning(cell.nodeAfter);
  const isInOne = !isCells || selection.$anchorCell.pos === selection.$headCell.pos;
  if (!isInOne || (!isMerged && (isCells || cells.length > 1))) return null;
  const words = Slice.maxOpen(
    cells.reduce((all, { content }) => all.append(content), Fragment.empty),
  );
  const size = cell?.nodeAfter?.content.size ?? 0;
  if (isCells)
    return tr.replace(selection.$anchorCell.pos + 1, selection.$anchorCell.pos + 1 + size, words);
  return tr.replaceSelection(words);
}

/** The cells of a slice that is nothing but cells; none where it is words within one, or has anything beside. */
function cellsOf({ content, openStart, openEnd }: Slice): Node[] {
  let [nodes, open] = [content, Math.min(openStart, openEnd)];
  while (
    nodes.childCount === 1 &&
    nodes.firstChild !== null &&
    partOf(nodes.firstChild) !== 'cell'
  ) {
    if (open <= 0 && partOf(nodes.firstChild) !== 'table') break;
    [nodes, open] = [nodes.firstChild.content, open - 1];
  }
  const all = nodes.content.flatMap((node) =>
    partOf(node) === 'row' ? node.content.content : [node],
  );
  const isWithinOne = open > 0 && all.length === 1;
  return !isWithinOne && all.every((node) => partOf(node) === 'cell') ? all : [];
}

/** What a node is in a table, a heading cell a cell too; null for what is no part of one. */
function partOf({ type }: Node): 'table' | 'row' | 'cell' | null {
  if (type === table || type === table_row) return type === table ? 'table' : 'row';
  return type === table_cell || type === table_header ? 'cell' : null;
}

function isSpanning(cell: Node | null): boolean {
  return Number(cell?.attrs['colspan']) > 1 || Number(cell?.attrs['rowspan']) > 1;
}
