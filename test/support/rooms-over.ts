/** Rooms over a log, without anything around them. */
import type { UpdateLog } from '../../server/storage/update-log.ts';
import { Rooms } from '../../server/sync/rooms.ts';

/** `failed` hears what fails in the background, such as the store. */
export function roomsOver(log: UpdateLog, failed: (error: unknown) => void = () => {}): Rooms {
  return new Rooms({ log, project: () => [], now: () => new Date(0), wordsChanged() {}, failed });
}
