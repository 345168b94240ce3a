/**
 * What the server adds to an accepted update: the moves of a client that tells none, the words that nobody meant to delete or to
 * leave behind, and that nothing is there twice. As a rule there is nothing to add.
 */
import * as Y from 'yjs';
import { MoveIndex } from '../../../shared/moves/move-index.ts';
import { tellMoves } from '../../../shared/moves/move.ts';
import { leaveFormats } from '../stored-document.ts';
import { Effort } from './effort.ts';
import type { Changes, Struct } from './encode.ts';
import { endsOf, movesTold } from './moves.ts';
import type { NamedRanges } from './named-ranges.ts';
import { livingToMove, removeEmptied, takeSecondCopies } from './second-copies.ts';
import { silentMoves, stretchesToGo } from './silent-moves.ts';
import type { Stretch } from './silent-moves.ts';
import { leftBehindBy, putBack, unseenOfAuthor } from './unseen-words.ts';
import type { Unseen } from './unseen-words.ts';

/** What is added may take so many milliseconds: others wait meanwhile. */
const ADDITIONS_MS = 500;

/** What has to be known of the text before an update is applied. */
export interface Foreseen {
  readonly gone: readonly Stretch[];
  readonly lived: NamedRanges;
}

/** Looks at what an update is going to delete and to move; null where that is more than a person can have moved. */
export function foresee(doc: Y.Doc, changes: Changes): Foreseen | null {
  const lived = livingToMove(doc, changes);
  return lived && { gone: stretchesToGo(doc, changes), lived };
}

/**
 * Adds to the document what is to be added to an update that was applied, and gives it, to be staged after that; null for nothing.
 * `structs` are those that came of the update, and `unseen` the words of others that it deletes without its author having seen
 * them. Throws a `TooMuchError` where it takes far longer than for any honest update; the document holds parts of it then.
 */
export function additionsTo(
  doc: Y.Doc,
  changes: Changes,
  structs: readonly Struct[],
  unseen: readonly Unseen[],
  { gone, lived }: Foreseen,
): Uint8Array | null {
  const silent = silentMoves(gone, changes, structs);
  const told = [...movesTold(changes, structs), ...silent];
  const effort = new Effort(ADDITIONS_MS);
  const own = [...unseenOfAuthor(doc, MoveIndex.of(doc), changes, effort)];
  if (told.length + own.length + unseen.length === 0) return null;
  return updateOf(doc, effort, () => {
    tellMoves(doc, silent);
    const copies = takeSecondCopies(doc, told, endsOf(changes), lived, effort);
    const words = [...copies.unseen, ...unseen, ...own, ...leftBehindBy(doc, told)];
    putBack(doc, words, effort);
    removeEmptied(copies.blocks);
  });
}

function updateOf(doc: Y.Doc, effort: Effort, add: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  const begun = (transaction: Y.Transaction): void => effort.watch(transaction);
  doc.on('update', collect);
  doc.on('beforeTransaction', begun);
  try {
    Y.transact(doc, (transaction) => {
      add();
      leaveFormats(transaction);
    });
  } finally {
    doc.off('beforeTransaction', begun);
    doc.off('update', collect);
  }
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}
