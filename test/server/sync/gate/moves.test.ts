/** Moves at the gate: what a client may say of its characters, and what the server says for one that says nothing. */
import { joinBackward, setBlockType, splitBlock } from 'prosemirror-commands';
import { TextSelection } from 'prosemirror-state';
import type { Command, EditorState } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { describe as anchorAt } from '../../../../shared/anchor/describe.ts';
import { resolve } from '../../../../shared/anchor/resolve.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { isMove, MAX_MOVES_AT_ONCE, movesOf, tellMoves } from '../../../../shared/moves/move.ts';
import type { Move } from '../../../../shared/moves/move.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import {
  deleteAt,
  indexOf,
  insertAt,
  liveParagraphs,
  moveTo,
  rangeOf,
} from '../../../support/live-text.ts';
import { memoryRoom } from '../../../support/memory-room.ts';
import { judgeAtOnce } from '../../../support/room-gate.ts';
import { StockEditor } from '../../../support/stock-editor.ts';

const PARAGRAPH = 'The ship slept at last, and the word lantern and then the word lantern again.';
const START = Y.encodeStateAsUpdate(
  liveParagraphs('The harbour', PARAGRAPH, 'At night nobody looks.'),
);

/** A room with the text, and a copy of it for somebody who changes it: gives the verdict on what they did. */
async function scene(begin: Uint8Array = START) {
  const document = await memoryRoom(begin);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, begin);
  return {
    document,
    doc,
    judged(change: (doc: Y.Doc) => void) {
      const before = Y.encodeStateVector(doc);
      change(doc);
      return judgeAtOnce(document, Y.encodeStateAsUpdate(doc, before), () => true);
    },
  };
}

const refused = (reason: string) => ({ state: 'refused', close: { reason } });

describe('told moves', () => {
  test('G19 what a person does at our editor passes, and its moves are stored', async () => {
    const document = await memoryRoom(START);
    const editor = BoundEditor.of(START, 7);
    const anchor = anchorAt(
      indexOf(editor.doc),
      rangeOf(indexOf(editor.doc).text, 'lantern again'),
    );
    const before = Y.encodeStateVector(editor.doc);
    run(editor, splitBlock, 'and then');
    const verdict = judgeAtOnce(document, Y.encodeStateAsUpdate(editor.doc, before), () => true);
    expect(verdict).toMatchObject({ state: 'accepted', added: null });
    expect(movesOf(document.staged.doc).toArray().every(isMove)).toBe(true);
    expect(resolve(indexOf(document.staged.doc), anchor)).toMatchObject({ exact: 'lantern again' });
    editor.destroy();
  });

  const { text } = indexOf(liveParagraphs('The harbour', PARAGRAPH));
  const ship = rangeOf(text, 'ship');
  const FALSE = 'move of what was not moved';
  test.each<[string, string, (doc: Y.Doc) => void]>([
    ['of living characters', FALSE, (doc) => tellMoves(doc, [moveOf(doc, 'ship', 'x')])],
    ['to characters that stood there before', FALSE, (doc) => tellMoves(doc, [toLiving(doc)])],
    ['from characters that never were', FALSE, (doc) => tellMoves(doc, [[9, 0, 1, ...fresh(doc)]])],
    ['that are no moves', 'no move', (doc) => movesOf(doc).push([[1, 2, 3], 'x'])],
    ['of no characters', 'no move', (doc) => movesOf(doc).push([[1, 2, 0, 3, 4]])],
    ['under a key', 'no move', (doc) => doc.getMap('moves').set('x', 1)],
    [
      'without an end',
      'too many moves',
      (doc) => {
        deleteAt(doc, ship.from, ship.to);
        movesOf(doc).push(Array<Move>(MAX_MOVES_AT_ONCE + 1).fill([1, 2, 1, 1, 2]));
      },
    ],
  ])('G20 moves %s are refused: %s', async (_what, reason, change) => {
    const { judged } = await scene();
    expect(judged(change)).toMatchObject(refused(reason));
  });

  test('G20 nobody takes moves away', async () => {
    const begin = liveParagraphs('The harbour', PARAGRAPH);
    moveTo(begin, ship.from, ship.to, begin.getXmlFragment('article').length + 40);
    const { judged } = await scene(Y.encodeStateAsUpdate(begin));
    expect(judged((doc) => movesOf(doc).delete(0, 1))).toMatchObject(refused('moves taken away'));
  });
});

describe('a client that tells none', () => {
  test.each<[string, Command, string]>([
    ['splits', splitBlock, 'and then'],
    ['joins', joinBackward, 'At night'],
    ['makes a heading', setBlockType(articleSchema.nodes.heading), 'The ship'],
  ])(
    'G21 %s a block: the words of that block keep their threads',
    async (_what, command, where) => {
      const document = await memoryRoom(START);
      const editor = StockEditor.of(START, 7);
      const words = ['lantern again', 'nobody', 'ship'];
      const anchors = words.map((each) =>
        anchorAt(indexOf(editor.doc), rangeOf(indexOf(editor.doc).text, each)),
      );
      const before = Y.encodeStateVector(editor.doc);
      run(editor, command, where);
      const verdict = judgeAtOnce(document, Y.encodeStateAsUpdate(editor.doc, before), () => true);
      expect(verdict).toMatchObject({ state: 'accepted' });
      for (const anchor of anchors)
        expect(resolve(indexOf(document.staged.doc), anchor)).toMatchObject({
          exact: anchor.exact,
        });
      editor.destroy();
    },
  );

  test.each<[string, (doc: Y.Doc) => void]>([
    ['types a word elsewhere that it deletes here', (doc) => again(doc, 'ship', 'nobody')],
    ['replaces a word by another', (doc) => again(doc, 'ship', null)],
    ['only deletes', (doc) => deleteAt(doc, 20, 30)],
  ])('G21 nothing is told of one that %s', async (_what, change) => {
    const { judged } = await scene();
    expect(judged((doc) => doc.transact(() => change(doc)))).toMatchObject({
      state: 'accepted',
      added: null,
    });
  });

  test('G21 of two stretches that read the same nothing is told', async () => {
    const begin = liveParagraphs('The harbour', PARAGRAPH, PARAGRAPH, 'The end.');
    const { judged } = await scene(Y.encodeStateAsUpdate(begin));
    const verdict = judged((doc) =>
      doc.transact(() => {
        const fragment = doc.getXmlFragment('article');
        const copies = [1, 2].map((at) => (fragment.get(at) as Y.XmlElement).clone());
        fragment.delete(1, 2);
        fragment.insert(1, copies);
      }),
    );
    expect(verdict).toMatchObject({ state: 'accepted', added: null });
  });
});

function run(
  editor: { state: EditorState; dispatch: BoundEditor['dispatch'] },
  command: Command,
  where: string,
): void {
  const { doc, tr } = editor.state;
  let at = 0;
  doc.descendants((node, position) => {
    const found = node.isText ? (node.text ?? '').indexOf(where) : -1;
    if (found >= 0) at = position + found;
  });
  editor.dispatch(tr.setSelection(TextSelection.create(doc, at)));
  command(editor.state, (transaction) => editor.dispatch(transaction));
}

/** Deletes a word and types it, or another one, at the place of another. */
function again(doc: Y.Doc, word: string, before: string | null): void {
  const { from, to } = rangeOf(indexOf(doc).text, word);
  deleteAt(doc, from, to);
  insertAt(
    doc,
    before === null ? from : rangeOf(indexOf(doc).text, before).from,
    before === null ? 'boat' : word,
  );
}

/** A new character, whose client and clock are given. */
function fresh(doc: Y.Doc): [number, number] {
  const clock = Y.getState(doc.store, doc.clientID);
  insertAt(doc, indexOf(doc).length, 'x');
  return [doc.clientID, clock];
}

function moveOf(doc: Y.Doc, words: string, to: string): Move {
  const [run] = indexOf(doc).runsIn(rangeOf(indexOf(doc).text, words));
  const clock = Y.getState(doc.store, doc.clientID);
  insertAt(doc, indexOf(doc).length, to);
  return [run?.client ?? 0, run?.clock ?? 0, to.length, doc.clientID, clock];
}

function toLiving(doc: Y.Doc): Move {
  const [from] = indexOf(doc).runsIn(rangeOf(indexOf(doc).text, 'ship'));
  const [to] = indexOf(doc).runsIn(rangeOf(indexOf(doc).text, 'last'));
  const { from: start, to: end } = rangeOf(indexOf(doc).text, 'ship');
  deleteAt(doc, start, end);
  return [from?.client ?? 0, from?.clock ?? 0, 4, to?.client ?? 0, to?.clock ?? 0];
}
