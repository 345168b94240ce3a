/** A write as it is taken over from the caller: checked, with the bytes of its key, and copied. */
import { unreachable } from '../../shared/unreachable.ts';
import { encodeKey } from './keys.ts';
import { SPACES } from './update-log.ts';
import type { Space, Write } from './update-log.ts';

export type PreparedWrite =
  | { readonly do: 'append'; readonly room: string; readonly update: Uint8Array }
  | {
      readonly do: 'compact';
      readonly room: string;
      readonly snapshot: Uint8Array;
      readonly count: number;
    }
  | { readonly do: 'renew'; readonly room: string; readonly epoch: number }
  | { readonly do: 'drop'; readonly room: string }
  | { readonly do: 'put'; readonly space: Space; readonly key: Buffer; readonly text: string }
  | { readonly do: 'remove'; readonly space: Space; readonly key: Buffer };

/**
 * The write as it is now: it is stored later, when the caller may have used its buffer or object again.
 * Throws where no store could ever take it: a key that `encodeKey` refuses, a count or epoch that is none, no JSON.
 */
export function prepareWrite(write: Write): PreparedWrite {
  switch (write.do) {
    case 'append':
      encodeKey(write.room);
      return { do: 'append', room: write.room, update: new Uint8Array(write.update) };
    case 'compact':
      encodeKey(write.room);
      if (!Number.isSafeInteger(write.count) || write.count < 1)
        throw new Error(`A compaction must replace at least one update, not ${write.count}.`);
      return {
        do: 'compact',
        room: write.room,
        snapshot: new Uint8Array(write.snapshot),
        count: write.count,
      };
    case 'renew':
      encodeKey(write.room);
      if (!Number.isSafeInteger(write.epoch) || write.epoch < 1)
        throw new Error(`An epoch is a whole number from 1 on, not ${write.epoch}.`);
      return { do: 'renew', room: write.room, epoch: write.epoch };
    case 'drop':
      encodeKey(write.room);
      return { do: 'drop', room: write.room };
    case 'put':
      return {
        do: 'put',
        space: checkSpace(write.space),
        key: encodeKey(write.key),
        text: JSON.stringify(write.value),
      };
    case 'remove':
      return { do: 'remove', space: checkSpace(write.space), key: encodeKey(write.key) };
    default:
      return unreachable(write);
  }
}

/** The space, where it is one. Throws otherwise. */
export function checkSpace(space: Space): Space {
  if (!SPACES.includes(space)) throw new Error(`There is no space "${String(space)}".`);
  return space;
}

/** What a compaction of more updates than there are is answered with. */
export function tooFewUpdates(room: string, count: number, stored: number): Error {
  return new Error(
    `The room ${JSON.stringify(room)} has ${stored} stored updates; ${count} can't be compacted.`,
  );
}

/** What the renewal of a room that isn't there is answered with. */
export function nothingToRenew(room: string): Error {
  return new Error(`There is no room ${JSON.stringify(room)} that could begin another life.`);
}
