/** Places in the texts of Yjs, by the characters that stand there. */
import * as Y from 'yjs';
import { itemsOf } from './item-runs.ts';
import type { Run } from './item-runs.ts';
import type { Living, MoveIndex } from './move-index.ts';

/** An index of a text, in UTF-16 units. */
export interface TextPlace {
  readonly text: Y.XmlText;
  readonly index: number;
}

/**
 * The place right behind the last character of a run that lives (edge 1), or right before its first one (edge 0), wherever moves
 * have put it; null where none lives in a text.
 */
export function placeBeside(
  moves: MoveIndex,
  run: Run | null | undefined,
  edge: 0 | 1,
): TextPlace | null {
  let nearest: (Living & { readonly text: Y.XmlText }) | null = null;
  for (const living of run ? moves.follow(run) : []) {
    const { parent } = living.item;
    if (!(parent instanceof Y.XmlText)) continue;
    const isNearer = nearest === null || living.offset > nearest.offset === (edge === 1);
    if (isNearer) nearest = { ...living, text: parent };
  }
  if (nearest === null) return null;
  const { text, item, clock, length } = nearest;
  const within = clock - item.id.clock + (edge === 1 ? length : 0);
  return { text, index: indexOf(item) + within };
}

/** How many characters and elements live before an item in its text or element. */
export function indexOf(item: Y.Item): number {
  let index = 0;
  for (let left = item.left; left !== null; left = left.left)
    if (!left.deleted && left.countable) index += left.length;
  return index;
}

/** Deletes the characters of a run that live, and elements that stand in a line; to be called within a transaction. */
export function deleteCharacters(doc: Y.Doc, run: Run): void {
  // From the end: to delete a part of an item cuts it in two.
  for (const { item, clock, length } of itemsOf(doc, run).reverse()) {
    if (item === null || item.deleted || !item.countable) continue;
    const { parent } = item;
    if (parent instanceof Y.XmlFragment || parent instanceof Y.XmlText)
      parent.delete(indexOf(item) + clock - item.id.clock, length);
  }
}
