/** Changes of very many steps, which are written as one. */
import { setBlockType, toggleMark } from 'prosemirror-commands';
import { AllSelection, EditorState } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { piecesKeptByAll } from '../../../../../client/workspace/editor/binding/kept-pieces.ts';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { Random } from '../../../../fuzz/random.ts';
import { BoundEditor } from '../../../../support/bound-editor.ts';
import { liveText, nodeOf } from '../../../../support/live-text.ts';
import { article, everything, paragraph } from '../article-docs.ts';
import { charactersOf, mapped, movedIn, placesOf } from './characters.ts';
import { randomDeed } from './people.ts';

const { nodes, marks } = articleSchema;

test('E20 what all steps together keep is what each character’s way through them says', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = new Random(seed);
    const start = EditorState.create({ doc: everything() });
    let state = start;
    const { tr } = start;
    for (let deed = 0; deed < 6; deed += 1) {
      const next = randomDeed(state, random)?.transaction;
      if (!next) continue;
      for (const step of next.steps) tr.step(step);
      state = state.apply(next);
    }
    const pieces = piecesKeptByAll(tr.mapping.maps, tr.before.content.size);
    for (const { at } of placesOf(tr.before)) {
      const piece = pieces.find(({ from, to }) => from <= at && at < to);
      expect(piece ? at + piece.shift : null, `seed ${seed} at ${at}`).toBe(mapped(tr, at));
    }
  }
});

function long(): BoundEditor {
  const blocks = Array.from({ length: 80 }, (_, at) => paragraph(`paragraph ${at}`));
  return BoundEditor.of(Y.encodeStateAsUpdate(liveText(article(...blocks))), 7);
}

function everywhere(editor: BoundEditor, act: (state: EditorState) => Transaction | null): void {
  const { tr } = editor.state;
  editor.dispatch(tr.setSelection(new AllSelection(tr.doc)));
  const made = act(editor.state);
  expect(made?.steps.length).toBeGreaterThan(50);
  if (made) editor.dispatch(made);
  expect(JSON.stringify(editor.state.doc)).toBe(JSON.stringify(nodeOf(editor.doc)));
}

test('E22 each of very many blocks that become others is told as what it was', () => {
  const editor = long();
  const before = charactersOf(editor.doc);
  everywhere(editor, (state) => {
    let made: Transaction | null = null;
    setBlockType(nodes.heading)(state, (transaction) => (made = transaction));
    return made;
  });
  const after = charactersOf(editor.doc);
  expect(movedIn(editor.doc)).toEqual(before.map(({ id }, at) => [id, after[at]?.id]));
  editor.undo();
  expect(editor.state.doc.firstChild?.type.name).toBe('paragraph');
});

test('E20 formats of very many blocks make nothing anew', () => {
  const editor = long();
  const before = charactersOf(editor.doc);
  everywhere(editor, (state) => {
    let made: Transaction | null = null;
    toggleMark(marks.strong)(state, (transaction) => (made = transaction));
    return made;
  });
  expect(charactersOf(editor.doc)).toEqual(before);
  expect(editor.state.doc.rangeHasMark(0, editor.state.doc.content.size, marks.strong)).toBe(true);
});

test('E22 very many replacements and blocks that change places keep who they are', () => {
  const editor = long();
  const before = new Map(charactersOf(editor.doc).map(({ id, reads }) => [id, reads]));
  everywhere(editor, ({ tr }) => {
    for (let times = 0; times < 60; times += 1) {
      const first = tr.doc.child(0);
      tr.delete(0, first.nodeSize).insert(tr.doc.content.size, first);
    }
    return tr;
  });
  const moves = movedIn(editor.doc);
  const after = new Map(charactersOf(editor.doc).map(({ id, reads }) => [id, reads]));
  for (const [old, now] of moves) expect(after.get(now)).toBe(before.get(old));
  const kept = [...after.keys()].filter((id) => before.has(id)).length;
  expect(kept + moves.length).toBe(before.size);
});
