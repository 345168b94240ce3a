/** A text from which all was deleted has a title and a paragraph to begin again with. */
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorState, Transaction } from 'prosemirror-state';
import { articleSchema } from '../../../shared/article/schema.ts';
import { comesFromYjs } from './binding/binding-plugin.ts';

const { title, paragraph } = articleSchema.nodes;

/** After one's own change alone: what others leave is theirs to begin again. */
export function blankText(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _before, state) => {
      const own = transactions.some((each) => each.docChanged && !comesFromYjs(each));
      return own ? begunAgain(state) : null;
    },
  });
}

/** Null where there is more than one empty block. The block that is there stays the one that it is. */
function begunAgain({ doc, tr }: EditorState): Transaction | null {
  const block = doc.childCount === 1 ? doc.firstChild : null;
  if (block === null || !block.isTextblock || block.content.size > 0) return null;
  if (block.type === title) return tr.insert(block.nodeSize, paragraph.create());
  tr.insert(0, title.create());
  if (block.type !== paragraph) tr.setNodeMarkup(title.create().nodeSize, paragraph, null);
  return tr.setSelection(TextSelection.create(tr.doc, 1));
}
