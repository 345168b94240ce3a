/** What one undo takes back, and where the caret is then. */
import { setBlockType, splitBlock, toggleMark } from 'prosemirror-commands';
import { TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { EditorPeer, meet } from '../../../../shared/anchor/peers.ts';
import { liveText } from '../../../../support/live-text.ts';
import { article, paragraph } from '../article-docs.ts';

const { nodes, marks } = articleSchema;

function peer(...words: string[]): EditorPeer {
  return new EditorPeer(liveText(article(...words.map((each) => paragraph(each)))), 7);
}

/** The texts after one undo after another. */
function undone(editor: EditorPeer): string[] {
  const texts: string[] = [];
  while (editor.undo()) texts.push(editor.text);
  return texts;
}

describe('E26 undo goes in small steps', () => {
  test('E26 word by word', () => {
    const editor = peer('.');
    editor.typeBefore('.', 'one two  three');
    expect(undone(editor)).toEqual(['one two  .', 'one .', '.']);
  });

  test('E26 no more than twenty characters at once', () => {
    const editor = peer('.');
    editor.typeBefore('.', 'x'.repeat(45));
    expect(undone(editor)).toEqual([`${'x'.repeat(40)}.`, `${'x'.repeat(20)}.`, '.']);
  });

  test('E26 after a rest of half a second another one begins', () => {
    const editor = peer('.');
    editor.binding.undo.captureTimeout = 500;
    editor.typeBefore('.', 'ab');
    editor.binding.undo.lastChange -= 600;
    editor.typeBefore('.', 'cd');
    expect(undone(editor)).toEqual(['ab.', '.']);
  });

  test('E26 deleting and typing are two, and so is whatever isn’t typing', () => {
    const editor = peer('word');
    editor.typeBehind('word', 'abc');
    for (let nth = 0; nth < 2; nth += 1) editor.erase(editor.text.slice(-1));
    editor.typeBehind('worda', 'x');
    editor.before('rda');
    editor.run(splitBlock);
    editor.run(setBlockType(nodes.heading));
    editor.select('wo');
    editor.run(toggleMark(marks.strong));
    const steps = undone(editor);
    expect(steps).toEqual(['wo\nrdax', 'wo\nrdax', 'wordax', 'worda', 'wordabc', 'word']);
    expect(editor.redo()).toBe(true);
    expect(editor.text).toBe('wordabc');
  });

  test('E26 the selection of before comes back, though its words are new to Yjs', () => {
    const editor = peer('one two three');
    editor.select('two');
    editor.change((transaction) => transaction.deleteSelection());
    editor.change((transaction) =>
      transaction.setSelection(TextSelection.create(transaction.doc, 1)),
    );
    editor.undo();
    const { from, to } = editor.state.selection;
    expect(editor.state.doc.textBetween(from, to)).toBe('two');
    editor.redo();
    expect(editor.state.selection.empty).toBe(true);
  });

  test('E26 what others have written into it stays', () => {
    const origin = liveText(article(paragraph('start')));
    const [mine, theirs] = [new EditorPeer(origin, 1), new EditorPeer(origin, 2)];
    mine.change((transaction) =>
      transaction.insert(0, nodes.blockquote.create(null, paragraph('quoted'))),
    );
    meet([mine, theirs]);
    theirs.typeBehind('quo', 'XYZ');
    meet([mine, theirs]);
    mine.undo();
    meet([mine, theirs]);
    for (const { text } of [mine, theirs]) expect(text).toBe('XYZ\nstart');
    expect(mine.state.doc.eq(theirs.state.doc)).toBe(true);
  });

  test('E26 a change that is no step of the history is taken back by nothing', () => {
    const editor = peer('one');
    editor.change((transaction) => transaction.insertText('x', 1).setMeta('addToHistory', false));
    expect(editor.undo()).toBe(false);
    expect(editor.text).toBe('xone');
  });
});
