/** Brings stored anchors up to date, so that the next change starts from where the words are and how they read now. */
import type { Anchor } from './anchor.ts';
import { describe } from './describe.ts';
import { positionRange } from './position-range.ts';
import { contextAt } from './similarity.ts';
import { resolve } from './resolve.ts';
import type { TextIndex } from './text-index.ts';

/** The context is brought up to date when less than this share of it is left, and not at each letter beside the words. */
const MIN_CONTEXT = 0.5;

/**
 * The anchor to store instead of this one; null where it is still good, or where its words have several places or none. It
 * is tied to the words where they are and knows how they read (`latest`); the quote stays what was annotated. The same text
 * and anchor always give the same one, and for that one the answer is null.
 */
export function reanchor(index: TextIndex, anchor: Anchor): Anchor | null {
  const found = resolve(index, anchor);
  if (found.from === null) return null;
  const { from, to, exact: words } = found;
  const between = positionRange(index, anchor);
  const isTied = between !== null && between.from === from && between.to === to;
  const isSeen = anchor.latest === undefined ? found.state !== 'changed' : words === anchor.latest;
  if (isTied && isSeen && hasContext(index, anchor, from, to)) return null;
  const { start, end, prefix, suffix } = describe(index, { from, to });
  const { exact } = anchor;
  const tied = { start, end, exact, prefix, suffix, from, to };
  return found.state === 'exact' || words === exact ? tied : { ...tied, latest: words };
}

function hasContext(index: TextIndex, anchor: Anchor, from: number, to: number): boolean {
  const base = Math.max(0, from - anchor.prefix.length);
  const around = index.slice({ from: base, to: to + anchor.suffix.length });
  const { share } = contextAt(around, { from: from - base, to: to - base }, anchor);
  return share === null || share >= MIN_CONTEXT;
}
