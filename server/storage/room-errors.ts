/** What is thrown where a write doesn't fit the room as it is. */

/** An update would have got another number than the one that it names. */
export class SequenceConflictError extends Error {
  override readonly name = 'SequenceConflictError';
  readonly room: string;

  constructor(room: string) {
    super(`Another writer was first in the room ${JSON.stringify(room)}.`);
    this.room = room;
  }
}

/** Throws a `SequenceConflictError` where the append names another number than the one that it would get. */
export function checkSequence(
  { room, sequence }: { readonly room: string; readonly sequence: number | null },
  next: number,
): void {
  if (sequence !== null && sequence !== next) throw new SequenceConflictError(room);
}

/**
 * The error of a compaction that names an update which the room doesn't have yet; `next` is the number that the next update
 * gets.
 */
export function tooFewUpdates(room: string, through: number, next: number): Error {
  return new Error(
    `The room ${JSON.stringify(room)} has updates up to ${next - 1}; those up to ${through} can't be compacted.`,
  );
}

/** The error of a new epoch for a room that isn't there. */
export function nothingToRenew(room: string): Error {
  return new Error(`There is no room ${JSON.stringify(room)} that could begin another life.`);
}
