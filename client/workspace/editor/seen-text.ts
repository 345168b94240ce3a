/** Which part of the text is on the screen. */
import type { EditorView } from 'prosemirror-view';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';

/**
 * The blocks that are seen whole or in part, with those up to `beyond` px above and below the window; null where the text
 * has none. Measures a few of them only, by bisection: blocks stand one below the other, or, as the cells of a table, side
 * by side.
 */
export function seenText(
  view: EditorView,
  blocks: readonly TextBlock[],
  beyond: number,
): TextRange | null {
  const first = firstWhere(blocks, (block) => boxOf(view, block).bottom > -beyond);
  const after = firstWhere(blocks, (block) => boxOf(view, block).top > innerHeight + beyond);
  const [from, to] = [blocks[first]?.from ?? blocks.at(-1)?.to, blocks[after - 1]?.to];
  return from === undefined ? null : { from, to: Math.max(from, to ?? from) };
}

/** The number of the first block that fulfils a condition which holds for the last ones only. */
function firstWhere(blocks: readonly TextBlock[], holds: (block: TextBlock) => boolean): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && !holds(block)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function boxOf(view: EditorView, { node, position }: TextBlock): { top: number; bottom: number } {
  const drawn = view.nodeDOM(node.isTextblock ? position - 1 : position);
  return drawn instanceof Element ? drawn.getBoundingClientRect() : { top: 0, bottom: 0 };
}
