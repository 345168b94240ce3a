/**
 * What the server adds to an accepted update: the moves of a client that tells none, the words that nobody meant to delete or to
 * leave behind, and that nothing is there twice. As a rule there is nothing to add.
 */
import * as Y from 'yjs';
import { MoveIndex } from '../../../shared/moves/move-index.ts';
import { tellMoves } from '../../../shared/moves/move.ts';
import type { LockedCopy } from '../staged-document.ts';
import { leaveFormats } from '../stored-document.ts';
import type { Changes, Struct } from './encode.ts';
import { endsOf, movesTold } from './moves.ts';
import type { NamedRanges } from './named-ranges.ts';
import { livingToMove, removeEmptied, takeSecondCopies } from './second-copies.ts';
import { silentMoves, stretchesToGo } from './silent-moves.ts';
import type { Stretch } from './silent-moves.ts';
import { leftBehindBy, putBack, unseenOfAuthor } from './unseen-words.ts';
import type { Unseen } from './unseen-words.ts';

/** What has to be known of the text before an update is applied. */
export interface Foreseen {
  readonly gone: readonly Stretch[];
  readonly lived: NamedRanges;
}

/** Looks at what an update is going to delete and to move. */
export function foresee(doc: Y.Doc, changes: Changes): Foreseen {
  return { gone: stretchesToGo(doc, changes), lived: livingToMove(doc, changes) };
}

/**
 * Stages what is to be added to an update that is applied and staged; null for nothing. `structs` are those that came of it, and
 * `unseen` the words of others that it deletes without its author having seen them.
 */
export function stageAdditions(
  copy: LockedCopy,
  changes: Changes,
  structs: readonly Struct[],
  unseen: readonly Unseen[],
  { gone, lived }: Foreseen,
): Uint8Array | null {
  const { doc } = copy;
  const silent = silentMoves(gone, changes, structs);
  const told = [...movesTold(changes, structs), ...silent];
  const own = [...unseenOfAuthor(doc, MoveIndex.of(doc), changes)];
  if (told.length + own.length + unseen.length === 0) return null;
  return stage(copy, () => {
    tellMoves(doc, silent);
    const copies = takeSecondCopies(doc, told, endsOf(changes), lived);
    putBack(doc, [...copies.unseen, ...unseen, ...own, ...leftBehindBy(doc, told)]);
    removeEmptied(copies.blocks);
  });
}

function stage(copy: LockedCopy, add: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  copy.doc.on('update', collect);
  Y.transact(copy.doc, (transaction) => {
    add();
    leaveFormats(transaction);
  });
  copy.doc.off('update', collect);
  if (updates.length === 0) return null;
  const update = Y.mergeUpdates(updates);
  copy.stage(update);
  return update;
}
