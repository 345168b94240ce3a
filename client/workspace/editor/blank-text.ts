/** A text from which all was deleted has a title and a paragraph to begin again with. */
import type { Node } from 'prosemirror-model';
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorState, Transaction } from 'prosemirror-state';
import { articleSchema } from '../../../shared/article/schema.ts';
import { comesFromYjs } from './binding/binding-plugin.ts';

const { title, paragraph } = articleSchema.nodes;

/** Whether it is a title and a paragraph without a word. */
export function isBlank(doc: Node): boolean {
  return doc.childCount <= 2 && doc.firstChild?.type === title && doc.textContent === '';
}

/** After one's own change alone: what others leave is theirs to begin again. */
export function blankText(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, state) => {
      const own = transactions.some((each) => each.docChanged && !comesFromYjs(each));
      return own ? begunAgain(before.doc, state) : null;
    },
  });
}

/** Null where more is left than one block, empty or typed over all. That block stays the one that it is, with what is in it. */
function begunAgain(before: Node, { doc, tr }: EditorState): Transaction | null {
  const block = doc.childCount === 1 ? doc.firstChild : null;
  if (block === null || !block.isTextblock) return null;
  const isEmpty = block.content.size === 0;
  const hadMore = before.childCount > 1 && before.firstChild?.type === title;
  if (!isEmpty && !hadMore) return null;
  if (block.type === title) return tr.insert(block.nodeSize, paragraph.create());
  tr.insert(0, title.create());
  if (!isEmpty) return tr;
  if (block.type !== paragraph) tr.setNodeMarkup(title.create().nodeSize, paragraph, null);
  return tr.setSelection(TextSelection.create(tr.doc, 1));
}
