/** What people may do to the text, and what it does. */
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { asFromYjs, undoable } from '../../../../client/workspace/editor/binding/binding-plugin.ts';
import {
  formatsAt,
  insertFigure,
  insertRule,
  insertTable,
  linkAt,
  setLink,
  toBlock,
  toggleFormat,
  toggleList,
  toggleQuote,
} from '../../../../client/workspace/editor/formats.ts';
import { readingPlugin } from '../../../../client/workspace/editor/reading.ts';
import { tables } from '../../../../client/workspace/editor/tables.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import { liveParagraphs } from '../../../support/live-text.ts';
import { article, paragraph } from './article-docs.ts';

function selecting(doc: Node, from: number, to = from): EditorState {
  return EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
}

function run(state: EditorState, command: Command): EditorState | null {
  let after: EditorState | null = null;
  const done = command(state, (transaction) => (after = state.apply(transaction)));
  return done ? after : null;
}

const doc = article(paragraph('some words'), paragraph());

describe('E7 who may not write changes nothing', () => {
  let mayWrite = false;
  const state = EditorState.create({ doc, plugins: [readingPlugin(() => mayWrite)] });
  const typing = () => state.tr.insertText('x', 1);

  test('E7 typing is refused, also where a key or a menu asks for it', () => {
    mayWrite = false;
    expect(state.apply(typing()).doc.eq(doc)).toBe(true);
    expect(run(state, toBlock('heading 2'))?.doc.eq(doc)).toBe(true);
  });
  test('E7 what others write comes in, and words can be selected', () => {
    mayWrite = false;
    const theirs = asFromYjs(typing());
    expect(state.apply(theirs).doc.textContent).toBe('xsome words');
    const selected = state.apply(state.tr.setSelection(TextSelection.create(doc, 1, 5)));
    expect(selected.selection.to).toBe(5);
  });
  test('E7 who may write can', () => {
    mayWrite = true;
    expect(state.apply(typing()).doc.textContent).toBe('xsome words');
  });
});

describe('E8 links have safe addresses', () => {
  const cases = [
    { address: 'https://example.org/', href: 'https://example.org/' },
    { address: 'mailto:ann@example.org', href: 'mailto:ann@example.org' },
    { address: 'javascript:alert(1)', href: null },
    { address: 'java\nscript:alert(1)', href: null },
    { address: 'data:text/html,x', href: null },
  ];
  test.each(cases)('E8 $address', ({ address, href }) => {
    const after = run(selecting(doc, 1, 5), setLink(address));
    expect(after === null ? null : linkAt(after)).toBe(href);
  });
  test('E8 an empty address takes the whole link at the caret away', () => {
    const linked = run(selecting(doc, 1, 11), setLink('https://example.org/'));
    const caret = linked?.apply(linked.tr.setSelection(TextSelection.create(linked.doc, 4)));
    const after = caret && run(caret, setLink(''));
    expect(after?.doc.eq(doc)).toBe(true);
  });
});

describe('E9 formats', () => {
  const cases: { name: string; command: Command; found: Partial<ReturnType<typeof formatsAt>> }[] =
    [
      { name: 'bold', command: toggleFormat('strong'), found: { words: new Set(['strong']) } },
      { name: 'heading', command: toBlock('heading 3'), found: { block: 'heading 3' } },
      { name: 'title', command: toBlock('title'), found: { block: 'title' } },
      { name: 'code', command: toBlock('code'), found: { block: 'code' } },
      { name: 'quote', command: toggleQuote, found: { quote: true, block: 'paragraph' } },
      { name: 'list', command: toggleList('ordered_list'), found: { list: 'ordered_list' } },
    ];
  test.each(cases)('E9 $name is put in force and told', ({ command, found }) => {
    const after = run(selecting(doc, 1, 5), command);
    expect(after && formatsAt(after)).toMatchObject(found);
  });
  test.each([
    { name: 'quote', command: toggleQuote },
    { name: 'list', command: toggleList('bullet_list') },
    { name: 'bold', command: toggleFormat('strong') },
  ])('E9 $name twice is nothing', ({ command }) => {
    const once = run(selecting(doc, 1, 5), command);
    expect(once?.doc.eq(doc)).toBe(false);
    expect(once && run(once, command)?.doc.eq(doc)).toBe(true);
  });
  test('E9 a new block comes behind the one at the caret, or instead of an empty paragraph', () => {
    const names = (state: EditorState | null) => state?.doc.children.map(({ type }) => type.name);
    const figure = insertFigure({ src: 'https://example.org/a.jpg', alt: 'A', caption: 'B' });
    expect(names(run(selecting(doc, 3), insertRule))).toEqual(['paragraph', 'rule', 'paragraph']);
    expect(names(run(selecting(doc, 13), insertTable))).toEqual(['paragraph', 'table']);
    expect(names(run(selecting(doc, 3), figure))).toEqual(['paragraph', 'figure', 'paragraph']);
  });
  test('E9 a block that nothing is said about is a paragraph, not a title', () => {
    expect(articleSchema.topNodeType.contentMatch.defaultType?.name).toBe('paragraph');
  });
});

describe('E10 uneven tables are mended only after one’s own change', () => {
  const { table, table_row, table_cell } = articleSchema.nodes;
  const cells = (count: number) =>
    table_row.create(
      null,
      Array.from({ length: count }, () => table_cell.create(null, paragraph('x'))),
    );
  const uneven = article(table.create(null, [cells(2), cells(1)]));
  const even = article(table.create(null, [cells(2), cells(2)]));
  const countCells = (state: EditorState) => {
    let count = 0;
    state.doc.descendants((node) => void (count += node.type === table_cell ? 1 : 0));
    return count;
  };
  const change = (isForeign: boolean) => {
    const state = EditorState.create({ doc: even, plugins: [tables()] });
    const transaction = state.tr.replaceWith(0, state.doc.content.size, uneven.content);
    return state.apply(isForeign ? asFromYjs(transaction) : transaction);
  };

  test('E10 another’s change stays as it is', () => {
    expect(countCells(change(true))).toBe(3);
  });
  test('E10 one’s own is mended', () => {
    expect(countCells(change(false))).toBe(4);
  });
});

describe('E11 undo', () => {
  test('E11 takes back one’s own changes only, 200 steps at most', () => {
    const editor = BoundEditor.of(Y.encodeStateAsUpdate(liveParagraphs('', 'theirs')), 7);
    expect(undoable(editor.state)).toEqual({ undo: false, redo: false });
    for (let step = 0; step < 220; step += 1) {
      editor.dispatch(editor.state.tr.insertText('a', 3));
      editor.pause();
    }
    expect(editor.binding.undo.undoStack).toHaveLength(200);
    while (editor.undo());
    expect(undoable(editor.state)).toEqual({ undo: false, redo: true });
    expect(editor.state.doc.textContent).toBe(`${'a'.repeat(20)}theirs`);
  });
});
