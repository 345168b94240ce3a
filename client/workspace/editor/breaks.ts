/** Line breaks stay where words get into a block of another kind: an element in ordinary text, a line feed in code. */
import { Fragment, Slice } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { EditorState, Transaction } from 'prosemirror-state';
import { Mapping } from 'prosemirror-transform';
import type { EditorView } from 'prosemirror-view';
import { articleSchema } from '../../../shared/article/schema.ts';
import { comesFromYjs } from './binding/binding-plugin.ts';

const { hard_break } = articleSchema.nodes;

/**
 * ProseMirror keeps the breaks of a block that becomes another or is joined with one (`linebreakReplacement`). This does what it
 * doesn't: where words are put into a block, or a deletion brings the rest of one.
 */
export function breaks(): Plugin {
  let target: number | null = null;
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: () => {
          target = null;
          return false;
        },
        drop: (view, { clientX, clientY }) => {
          target = view.posAtCoords({ left: clientX, top: clientY })?.pos ?? null;
          return false;
        },
      },
      transformPasted: (slice, view) => (isCodeAt(view, target) ? asCode(slice) : slice),
    },
    appendTransaction: (transactions, _before, state) => {
      const own = transactions.some((each) => each.docChanged && !comesFromYjs(each));
      return own ? withBreaks(transactions, state) : null;
    },
  });
}

/** The slice with line feeds for its line breaks, to be put into code: a break would end the code there. */
export function asCode({ content, openStart, openEnd }: Slice): Slice {
  return new Slice(lineFeedsIn(content), openStart, openEnd);
}

function lineFeedsIn(content: Fragment): Fragment {
  return Fragment.from(
    content.content.map((node) => {
      if (node.type === hard_break) return articleSchema.text('\n');
      return node.isLeaf ? node : node.copy(lineFeedsIn(node.content));
    }),
  );
}

function isCodeAt({ state }: EditorView, position: number | null): boolean {
  const $at = position === null ? state.selection.$from : state.doc.resolve(position);
  return $at.parent.type.spec.code === true;
}

/** Null where no line feed got into ordinary text. */
function withBreaks(transactions: readonly Transaction[], state: EditorState): Transaction | null {
  const { tr } = state;
  for (const at of lineFeedsBeside(transactions, state.doc).sort((one, other) => other - one))
    tr.replaceWith(at, at + 1, hard_break.create());
  return tr.docChanged ? tr : null;
}

/** The positions of line feeds in ordinary text, in the blocks that were touched. */
function lineFeedsBeside(transactions: readonly Transaction[], doc: Node): number[] {
  const found = new Set<number>();
  const { maps } = new Mapping(transactions.flatMap(({ mapping }) => mapping.maps));
  for (const [number, map] of maps.entries()) {
    const rest = new Mapping(maps.slice(number + 1));
    map.forEach((_oldFrom, _oldTo, from, to) => {
      const start = Math.max(0, rest.map(from, -1) - 1);
      const end = Math.min(doc.content.size, rest.map(to, 1) + 1);
      doc.nodesBetween(start, end, (node, at) => {
        if (!node.isTextblock) return true;
        if (!node.type.spec.code)
          for (const offset of lineFeedsOf(node)) found.add(at + 1 + offset);
        return false;
      });
    });
  }
  return [...found];
}

/** Offsets in the block. */
function lineFeedsOf(block: Node): number[] {
  const offsets: number[] = [];
  block.forEach(({ text = '' }, offset) => {
    for (const { index } of text.matchAll(/\n/g)) offsets.push(offset + index);
  });
  return offsets;
}
