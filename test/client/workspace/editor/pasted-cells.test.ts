/** Cells from a spreadsheet, or from the article itself, pasted into the text. */
import { Fragment, Slice } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { Selection, Transaction } from 'prosemirror-state';
import { CellSelection } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { tables } from '../../../../client/workspace/editor/tables.ts';
import { describe as anchorAt } from '../../../../shared/anchor/describe.ts';
import { resolve } from '../../../../shared/anchor/resolve.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import { indexOf, liveText, rangeOf } from '../../../support/live-text.ts';
import { article, paragraph } from './article-docs.ts';

const { nodes } = articleSchema;

const cell = (words: string, spans: object = {}) =>
  nodes.table_cell.create(spans, paragraph(words));
const row = (...cells: Node[]) => nodes.table_row.create(null, cells);
const table = (...rows: Node[]) => nodes.table.create(null, rows);

const PLAIN = article(
  paragraph('before it'),
  table(row(cell('about 30'), cell('b')), row(cell('c'), cell('d'))),
);
/** Six cells, of which one is two by two. */
const MERGED = article(
  table(
    row(cell('wide', { colspan: 2, rowspan: 2 }), cell('b')),
    row(cell('c')),
    row(cell('d'), cell('e'), cell('f')),
  ),
);

/** As a spreadsheet's HTML is read. */
const fromSpreadsheet = (...rows: Node[]) => new Slice(Fragment.from(table(...rows)), 0, 0);
/** As the library copies selected cells. */
const fromArticle = (...rows: Node[]) => new Slice(Fragment.from(rows), 1, 1);
const SOURCES = [
  { source: 'a spreadsheet', copied: fromSpreadsheet },
  { source: 'an article', copied: fromArticle },
];

function opened(doc: Node): BoundEditor {
  return BoundEditor.of(Y.encodeStateAsUpdate(liveText(doc)), 7, [tables()]);
}

/** The position right behind some words. */
function behind(editor: BoundEditor, words: string): number {
  let found = -1;
  editor.state.doc.descendants((node, at) => {
    if (node.text?.includes(words)) found = at + node.text.indexOf(words) + words.length;
  });
  return found;
}

function select(editor: BoundEditor, make: (doc: Node) => Selection): void {
  editor.dispatch(editor.state.tr.setSelection(make(editor.state.doc)));
}

/** What the view does with a paste. */
function paste(editor: BoundEditor, slice: Slice): void {
  // As much of a view as is used.
  const view = {
    get state() {
      return editor.state;
    },
    dispatch: (transaction: Transaction) => editor.dispatch(transaction),
  } as unknown as EditorView;
  const event = {} as ClipboardEvent;
  const isDone = editor.state.plugins.some((plugin) =>
    plugin.props.handlePaste?.call(plugin, view, event, slice),
  );
  if (!isDone) editor.dispatch(editor.state.tr.replaceSelection(slice));
  editor.state.doc.check();
}

/** How many cells, and what each spans. */
function shape(editor: BoundEditor): unknown[] {
  const cells: unknown[] = [];
  editor.state.doc.descendants(({ type, attrs }) => {
    if (type === nodes.table_cell) cells.push([attrs['colspan'], attrs['rowspan']]);
  });
  return cells;
}

describe.each(SOURCES)('one cell of $source', ({ copied }) => {
  const one = copied(row(cell('31')));

  test.each(['about 30', 'before it'])('E32 goes in at the caret behind “%s”', (words) => {
    const editor = opened(PLAIN);
    const index = indexOf(editor.doc);
    const thread = anchorAt(index, rangeOf(index.text, words));
    const before = shape(editor);
    const at = behind(editor, words);
    select(editor, (doc) => TextSelection.create(doc, at));
    paste(editor, one);
    expect(plainText(editor.state.doc)).toBe(index.text.replace(words, `${words}31`));
    expect(shape(editor)).toEqual(before);
    expect(resolve(indexOf(editor.doc), thread)).toMatchObject({ state: 'exact', exact: words });
  });

  test('E32 into a merged cell', () => {
    const editor = opened(MERGED);
    const before = shape(editor);
    const at = behind(editor, 'wide');
    select(editor, (doc) => TextSelection.create(doc, at));
    paste(editor, one);
    expect(shape(editor)).toEqual(before);
    expect(plainText(editor.state.doc)).toBe('wide31\nb\nc\nd\ne\nf');
  });
});

describe.each(SOURCES)('several cells of $source', ({ copied }) => {
  const four = copied(row(cell('1'), cell('2')), row(cell('3'), cell('4')));

  test('E32 go into a merged cell as lines, and the table keeps its shape', () => {
    const editor = opened(MERGED);
    const before = shape(editor);
    const at = behind(editor, 'wide');
    select(editor, (doc) => TextSelection.create(doc, at));
    paste(editor, four);
    expect(shape(editor)).toEqual(before);
    expect(plainText(editor.state.doc)).toBe('wide1\n2\n3\n4\nb\nc\nd\ne\nf');
  });

  test('E32 go into a merged cell that is selected instead of its words', () => {
    const editor = opened(MERGED);
    const before = shape(editor);
    select(editor, (doc) => CellSelection.create(doc, 2));
    paste(editor, four);
    expect(shape(editor)).toEqual(before);
    expect(plainText(editor.state.doc)).toBe('1\n2\n3\n4\nb\nc\nd\ne\nf');
  });

  test('E32 take the place of as many cells elsewhere', () => {
    const editor = opened(PLAIN);
    const before = shape(editor);
    const at = behind(editor, 'about');
    select(editor, (doc) => TextSelection.create(doc, at));
    paste(editor, four);
    expect(shape(editor)).toEqual(before);
    expect(plainText(editor.state.doc)).toBe('before it\n1\n2\n3\n4');
  });
});

test('E32 words that were copied within a cell are words', () => {
  const editor = opened(PLAIN);
  const at = behind(editor, 'about');
  select(editor, (doc) => TextSelection.create(doc, at - 5, at));
  const words = editor.state.selection.content();
  const other = behind(editor, 'd');
  select(editor, (doc) => TextSelection.create(doc, other));
  paste(editor, words);
  expect(plainText(editor.state.doc)).toBe('before it\nabout 30\nb\nc\ndabout');
});
