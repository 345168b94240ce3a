/** Places that outlive changes: Yjs's relative positions, as y-prosemirror makes and reads them, followed through moves. */
import * as Y from 'yjs';
import { itemsOf } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { MoveIndex } from '../../../../shared/moves/move-index.ts';
import { ShownBlock, ShownText } from './mirror.ts';
import type { ArticleType, Mirror } from './mirror.ts';

/** The place of a position: before the character that stands there now, or at the end of its text or block. */
export function placeAt(mirror: Mirror, position: number): Y.RelativePosition {
  const found = mirror.placeOf(position);
  const { type, children } = found.block;
  if (found.kind === 'between') return Y.createRelativePositionFromTypeIndex(type, found.index);
  let before = 0;
  for (const [index, child] of children.entries()) {
    const { size } = child;
    const offset = found.offset - before;
    if (
      child instanceof ShownText &&
      offset <= size &&
      (offset < size || isLastText(children, index))
    )
      return textPlace(child, offset);
    if (child instanceof ShownBlock && size > 0 && offset === 0)
      return Y.createRelativePositionFromTypeIndex(type, index);
    before += size;
  }
  return new Y.RelativePosition(type._item?.id ?? null, null, null);
}

/** The position of a place; null where it is nowhere, or not yet. */
export function positionAt(
  mirror: Mirror,
  moves: MoveIndex,
  place: Y.RelativePosition,
): number | null {
  const { item, assoc } = place;
  if (item !== null) {
    const run = { client: item.client, clock: item.clock, length: 1 };
    const position = positionOfRun(mirror, moves, run);
    if (position !== null) return assoc < 0 ? position + 1 : position;
  }
  return positionInYjs(mirror, place);
}

/** Position of the first character of the run that lives and is shown, as it was or moved; null where there is none. */
export function positionOfRun(mirror: Mirror, moves: MoveIndex, run: Run): number | null {
  for (const { client, clock, item } of moves.follow(run)) {
    const position = mirror.positionOf({ client, clock }, item);
    if (position !== null) return position;
  }
  return null;
}

/** Whether the very character lives. */
export function livesItself(doc: Y.Doc, run: Run): boolean {
  return itemsOf(doc, run).some(({ item }) => item !== null && !item.deleted);
}

function positionInYjs(mirror: Mirror, place: Y.RelativePosition): number | null {
  const { doc } = mirror.root.type;
  const found = doc && absoluteOf(place, doc);
  if (!found) return null;
  const shown = mirror.find(found.type as ArticleType);
  if (shown instanceof ShownText)
    return shown.parent.positionOf(shown) + Math.min(found.index, shown.size);
  if (!(shown instanceof ShownBlock) || shown.size === 0 || shown.size === 1) return null;
  const child = shown.children[found.index];
  return child ? shown.positionOf(child) : shown.start + shown.innerSize;
}

function absoluteOf(place: Y.RelativePosition, doc: Y.Doc): Y.AbsolutePosition | null {
  try {
    return Y.createAbsolutePositionFromRelativePosition(place, doc, false);
  } catch {
    return null; // somebody made it up: it names what is no place
  }
}

/** The index in what Yjs has now, since more of it may have come than is shown. */
function textPlace(text: ShownText, offset: number): Y.RelativePosition {
  const [run] = text.runsIn(offset, offset + 1);
  const id = text.type._item?.id ?? null;
  return new Y.RelativePosition(id, null, run ? Y.createID(run.client, run.clock) : null, 0);
}

function isLastText(children: readonly (ShownText | ShownBlock)[], index: number): boolean {
  const next = children.slice(index + 1).find(({ size }) => size > 0);
  return !(next instanceof ShownText);
}
