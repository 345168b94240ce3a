/** Numbers behind the words of notes, for paper. */
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { EditorView } from 'prosemirror-view';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import { positionOf } from './offsets.ts';

/** The number of a note, behind the words that end at an offset of the plain text. */
export interface NoteNumber {
  readonly at: number;
  readonly number: number;
}

const key = new PluginKey<DecorationSet>('note-numbers');

/** Draws none until `showNumbers` is called. */
export function noteNumbers(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) => {
        const numbers = transaction.getMeta(key) as DecorationSet | undefined;
        return numbers ?? set.map(transaction.mapping, transaction.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Draws these, and only these; the text itself stays as it is. */
export function showNumbers(view: EditorView, numbers: readonly NoteNumber[]): void {
  const { doc, tr } = view.state;
  const blocks = textBlocks(doc);
  const drawn = numbers.map(({ at, number }) =>
    Decoration.widget(positionOf(blocks, at), () => paintNumber(number), {
      key: `number ${number}`,
      side: -1,
      ignoreSelection: true,
    }),
  );
  const set = DecorationSet.create(doc, drawn);
  view.dispatch(tr.setMeta(key, set).setMeta('addToHistory', false));
}

/** The sheet draws it from the attribute, so that it is never part of the text. */
function paintNumber(number: number): HTMLElement {
  const drawn = document.createElement('sup');
  drawn.className = 'note-number';
  drawn.dataset['number'] = String(number);
  return drawn;
}
