/** Checks one stored room: that it loads, that its updates fit together, and that it holds what it should. */
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { DamagedRoomError } from '../storage/damage.ts';
import type { StoredRoom, UpdateLog } from '../storage/update-log.ts';

/** What became of loading a room. */
export type RoomCheck =
  | { readonly state: 'missing' }
  /** A sentence on what is wrong. */
  | { readonly state: 'wrong'; readonly says: string }
  /** The document is the caller's to destroy; `version` is another one after every change of the room, and `next` its next number. */
  | {
      readonly state: 'sound';
      readonly doc: Y.Doc;
      readonly version: string;
      readonly next: number;
    };

/** Loads the room into a document of its own; `root` is the name of the only root that it may have. */
export async function checkRoom(log: UpdateLog, room: string, root: string): Promise<RoomCheck> {
  const doc = new Y.Doc();
  const wrong = (says: string): RoomCheck => {
    doc.destroy();
    return { state: 'wrong', says };
  };
  try {
    const stored = await log.load(room);
    if (stored === null) return { state: 'missing' };
    doc.transact(() => {
      for (const update of stored.updates) Y.applyUpdate(doc, update);
    });
    const { pendingStructs, pendingDs } = doc.store;
    if (pendingStructs !== null || pendingDs !== null)
      return wrong(`The room “${room}” has a gap in its history.`);
    const strange = [...doc.share.keys()].filter((name) => name !== root);
    if (strange.length > 0)
      return wrong(`The room “${room}” has unknown roots: ${JSON.stringify(strange)}.`);
    return { state: 'sound', doc, version: versionOf(stored), next: stored.next };
  } catch (error) {
    if (error instanceof DamagedRoomError) return wrong(error.message);
    return wrong(
      `The updates of the room “${room}” can't be applied: ${(error as Error).message}.`,
    );
  }
}

function versionOf({ epoch, updates }: StoredRoom): string {
  const hash = createHash('sha256').update(String(epoch));
  for (const update of updates) hash.update(update);
  return hash.digest('base64');
}
