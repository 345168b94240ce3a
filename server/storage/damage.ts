/** What is thrown where stored bytes aren't those that were written, and where none can be written. */

/** A room's history can't be read whole; nothing of it is given out. Other rooms are not touched by it. */
export class DamagedRoomError extends Error {
  override readonly name = 'DamagedRoomError';
  readonly room: string;

  constructor(room: string, what: string) {
    super(`The room ${JSON.stringify(room)} is damaged in the store: ${what}.`);
    this.room = room;
  }
}

/** The store could not write to its disk, which may be full; nothing was stored. */
export class WriteFailedError extends Error {
  override readonly name = 'WriteFailedError';

  constructor(cause: unknown) {
    super('The store could not write to its disk; nothing was stored.', { cause });
  }
}

/** A record's value can't be read. */
export class DamagedEntryError extends Error {
  override readonly name = 'DamagedEntryError';
  readonly space: string;
  readonly key: string;

  constructor(space: string, key: string) {
    super(`The entry ${JSON.stringify(key)} of "${space}" is damaged in the store.`);
    this.space = space;
    this.key = key;
  }
}

/** A blob's bytes can't be read. */
export class DamagedBlobError extends Error {
  override readonly name = 'DamagedBlobError';
  readonly key: string;

  constructor(key: string) {
    super(`The blob ${JSON.stringify(key)} is damaged in the store.`);
    this.key = key;
  }
}
