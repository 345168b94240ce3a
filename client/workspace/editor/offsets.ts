/** The way between offsets of an article's plain text and positions of its ProseMirror document. */
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';

/** Position of the character at an offset; what lies outside the text comes to its nearest end. */
export function positionOf(blocks: readonly TextBlock[], offset: number): number {
  const block = lastWhere(blocks, ({ from }) => from <= offset) ?? blocks[0];
  if (block === undefined) return 0;
  return block.position + Math.max(0, Math.min(offset, block.to) - block.from);
}

/**
 * Offset of a position. One between two blocks belongs to the block after it where a range begins (`start`)
 * and to the block before it where a range ends (`end`).
 */
export function offsetOf(
  blocks: readonly TextBlock[],
  position: number,
  edge: 'start' | 'end',
): number {
  const block = lastWhere(blocks, (candidate) => candidate.position <= position);
  if (block === null) return 0;
  const inside = block.from + position - block.position;
  if (inside <= block.to) return inside;
  const next = blocks[blocks.indexOf(block) + 1];
  return edge === 'start' && next !== undefined ? next.from : block.to;
}

/** The range of plain text between two positions; empty where there is no text between them. */
export function offsetsOf(
  blocks: readonly TextBlock[],
  positions: { readonly from: number; readonly to: number },
): TextRange {
  const from = offsetOf(blocks, positions.from, 'start');
  const to = offsetOf(blocks, positions.to, 'end');
  return { from, to: Math.max(from, to) };
}

/** The last block that fulfils a condition which holds for the first ones only, by bisection. */
function lastWhere(
  blocks: readonly TextBlock[],
  holds: (block: TextBlock) => boolean,
): TextBlock | null {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && holds(block)) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1] ?? null;
}
