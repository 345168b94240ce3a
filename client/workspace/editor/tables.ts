/** Editing of tables: moving through cells, selecting them, rows and columns. */
import { Plugin } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  tableEditing,
} from 'prosemirror-tables';
import { comesFromYjs } from './binding/binding-plugin.ts';

/** What the table's menu offers. */
export const TABLE_COMMANDS: readonly { readonly name: string; readonly command: Command }[] = [
  { name: 'Add a row below', command: addRowAfter },
  { name: 'Add a column after', command: addColumnAfter },
  { name: 'Delete the row', command: deleteRow },
  { name: 'Delete the column', command: deleteColumn },
  { name: 'Delete the table', command: deleteTable },
];

/**
 * The library mends uneven tables after each change. It may do so only after one's own: else merely opening an
 * article would write to it, and two people's editors would both mend what one of them broke.
 */
export function tables(): Plugin {
  const { spec } = tableEditing();
  const mend = spec.appendTransaction;
  return new Plugin({
    ...spec,
    appendTransaction(transactions, before, state) {
      const isForeign = transactions.some((each) => each.docChanged && comesFromYjs(each));
      return isForeign ? null : mend?.call(this, transactions, before, state);
    },
  });
}
