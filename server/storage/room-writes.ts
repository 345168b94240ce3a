/** What a write does to a room, as a pure function: for stores in memory, and for reads within a transaction. */
import { unreachable } from '../../shared/unreachable.ts';
import { checkSequence, nothingToRenew, tooFewUpdates } from './room-errors.ts';
import type { RoomWrite } from './prepared-write.ts';
import type { StoredRoom } from './update-log.ts';

const EMPTY: StoredRoom = { epoch: 1, updates: [], next: 1 };

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
      const { through } = write;
      if (room === null || room.next <= through)
        throw tooFewUpdates(write.room, through, room?.next ?? 1);
      const first = firstOf(room);
      if (first > through) return room;
      return { ...room, updates: [write.snapshot, ...room.updates.slice(through + 1 - first)] };
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

/** The room without those of its updates that stand before the sequence number. */
export function updatesFrom(room: StoredRoom, from: number): StoredRoom {
  const updates = room.updates.slice(Math.max(0, from - firstOf(room)));
  return { ...room, updates };
}

function firstOf({ next, updates }: StoredRoom): number {
  return next - updates.length;
}
