/** Brings stored anchors up to date, so that the next loss starts from where the words are and how they read now. */
import type { Anchor } from './anchor.ts';
import { describe } from './describe.ts';
import { heldRange } from './held.ts';
import { companyOf } from './likeness.ts';
import { resolve } from './resolve.ts';
import type { TextIndex } from './text-index.ts';

/** Neighbours are brought up to date when less than this share of them is left, not at each letter beside the words. */
const MIN_COMPANY = 0.5;

/**
 * The anchor to be stored in the place of this one, null where it is still good, or where its words have several places or
 * none. It ties to the words where they are and knows how they read (`latest`); the quote stays what was annotated. The
 * same text and anchor always give the same one, and that one gives null.
 */
export function renew(index: TextIndex, anchor: Anchor): Anchor | null {
  const found = resolve(index, anchor);
  if (found.from === null) return null;
  const { from, to, exact: words } = found;
  const held = heldRange(index, anchor);
  const isHeld = held !== null && held.from === from && held.to === to;
  const isSeen = anchor.latest === undefined ? found.state !== 'changed' : words === anchor.latest;
  if (isHeld && isSeen && isInCompany(index, anchor, from, to)) return null;
  const { start, end, prefix, suffix } = describe(index, { from, to });
  const { exact } = anchor;
  const renewed = { start, end, exact, prefix, suffix, from, to };
  return found.state === 'exact' || words === exact ? renewed : { ...renewed, latest: words };
}

function isInCompany(index: TextIndex, anchor: Anchor, from: number, to: number): boolean {
  const base = Math.max(0, from - anchor.prefix.length);
  const around = index.slice({ from: base, to: to + anchor.suffix.length });
  const { share } = companyOf(around, { from: from - base, to: to - base }, anchor);
  return share === null || share >= MIN_COMPANY;
}
