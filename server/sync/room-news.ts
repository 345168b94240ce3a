/** How servers tell each other that more of a room is stored. What it is each looks up in the store, in the store's order. */
import type { Carrier } from '../carrier/carrier.ts';

/** Says that the room is stored up to before this sequence number, or that it was deleted. Rejects where that can't be sent. */
export function publishRoomNews(
  carrier: Carrier,
  room: string,
  next: number | 'deleted',
): Promise<void> {
  return carrier.publish(channelOf(room), next);
}

/**
 * Calls `heard` with the sequence number up to before which the room is stored, own news too; infinite where it was deleted.
 * Returns what ends that.
 */
export function onRoomNews(
  carrier: Carrier,
  room: string,
  heard: (next: number) => void,
): () => void {
  return carrier.subscribe(channelOf(room), (next) =>
    heard(typeof next === 'number' ? next : Infinity),
  );
}

function channelOf(room: string): string {
  return `room ${room}`;
}
