/** A block that one has selected is deleted by another: the editors agree, and nobody's words are taken back. */
import { NodeSelection } from 'prosemirror-state';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';
import { prosemirrorToYDoc } from 'y-prosemirror';
import { BoundEditor } from '../support/bound-editor.ts';

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const START = {
  type: 'doc',
  content: [paragraph('First.'), { type: 'rule' }, paragraph('Last.'), { type: 'rule' }],
};

test.each([
  ['a block in the middle', 1],
  ['the last block', 3],
])(
  'Z5 %s that is selected here is deleted by another, and what is typed next keeps all words',
  (_name, nth) => {
    const start = Y.encodeStateAsUpdate(
      prosemirrorToYDoc(articleSchema.nodeFromJSON(START), 'article'),
    );
    const [mine, other] = [BoundEditor.of(start, 1), BoundEditor.of(start, 2)];
    mine.doc.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'wire') Y.applyUpdate(other.doc, update, 'wire');
    });
    other.doc.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'wire') Y.applyUpdate(mine.doc, update, 'wire');
    });
    const at = placeOf(mine, nth);
    mine.dispatch(mine.state.tr.setSelection(NodeSelection.create(mine.state.doc, at)));
    const last = other.state.doc.content.size;
    other.dispatch(other.state.tr.insertText('Words of another. ', 1));
    other.dispatch(other.state.tr.delete(at + 18, Math.min(at + 19, last + 18)));
    expect(mine.state.doc.toJSON()).toEqual(other.state.doc.toJSON());
    mine.dispatch(mine.state.tr.insertText('Mine. ', 1));
    expect(other.state.doc.textContent).toBe('Mine. Words of another. First.Last.');
    expect(mine.state.doc.toJSON()).toEqual(other.state.doc.toJSON());
    mine.destroy();
    other.destroy();
  },
);

/** Where the block of that number begins. */
function placeOf({ state }: BoundEditor, nth: number): number {
  let at = 0;
  for (let before = 0; before < nth; before += 1) at += state.doc.child(before).nodeSize;
  return at;
}
