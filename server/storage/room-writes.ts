/** What a write does to a room, as a pure function: for stores in memory, and for reads within a transaction. */
import { unreachable } from '../../shared/unreachable.ts';
import { nothingToRenew, tooFewUpdates } from './prepared-write.ts';
import type { RoomWrite } from './prepared-write.ts';
import type { StoredRoom } from './update-log.ts';

const EMPTY: StoredRoom = { epoch: 1, updates: [], next: 1 };

/** An update would have got another number than the one that it names. */
export class SequenceConflictError extends Error {
  override readonly name = 'SequenceConflictError';
  readonly room: string;

  constructor(room: string) {
    super(`Another writer was first in the room ${JSON.stringify(room)}.`);
    this.room = room;
  }
}

/**
 * The room after the write, null where it is dropped. Throws where the write can't be done; a `SequenceConflictError` where it is
 * an append that comes too late.
 */
export function applyToRoom(room: StoredRoom | null, write: RoomWrite): StoredRoom | null {
  switch (write.do) {
    case 'append': {
      const { epoch, updates, next } = room ?? EMPTY;
      checkSequence(write, next);
      return { epoch, updates: [...updates, write.update], next: next + 1 };
    }
    case 'compact': {
      const stored = room?.updates.length ?? 0;
      if (room === null || stored < write.count)
        throw tooFewUpdates(write.room, write.count, stored);
      return { ...room, updates: [write.snapshot, ...room.updates.slice(write.count)] };
    }
    case 'renew':
      if (room === null) throw nothingToRenew(write.room);
      return { ...room, epoch: Math.max(room.epoch + 1, write.epoch) };
    case 'drop':
      return null;
    default:
      return unreachable(write);
  }
}

/** Throws a `SequenceConflictError` where the append names another number than the one that it would get. */
export function checkSequence(
  { room, sequence }: { readonly room: string; readonly sequence: number | null },
  next: number,
): void {
  if (sequence !== null && sequence !== next) throw new SequenceConflictError(room);
}
