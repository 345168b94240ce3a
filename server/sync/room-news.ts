/** How servers tell each other that more of a room is stored. What it is each looks up in the store, in the store's order. */
import type { Carrier } from '../carrier/carrier.ts';
import type { DurableDocument } from './durable-document.ts';

/** Says that the room is stored up to before this sequence number, or that it was deleted. Rejects where that can't be sent. */
export function publishRoomNews(
  carrier: Carrier,
  room: string,
  next: number | 'deleted',
): Promise<void> {
  return carrier.publish(channelOf(room), next);
}

/** Takes in what others have stored in a room; resolves when that is done or has failed. */
export type CatchUp = (document: DurableDocument) => Promise<void>;

/** The hearing of one room's news, from before it is loaded, so that none is missed. */
export class RoomNews {
  readonly #catchUp: CatchUp;
  readonly #stop: () => void;
  #document: DurableDocument | null = null;
  /** The sequence number up to before which the room is stored, infinite where it was deleted. */
  #latest = 0;
  #caughtUp = Promise.resolve();

  constructor(carrier: Carrier, room: string, catchUp: CatchUp) {
    this.#catchUp = catchUp;
    this.#stop = carrier.subscribe(channelOf(room), (next) => {
      this.#latest = Math.max(this.#latest, typeof next === 'number' ? next : Infinity);
      this.#look();
    });
  }

  /** The room is loaded, perhaps without what was heard meanwhile. */
  loaded(document: DurableDocument): void {
    this.#document = document;
    this.#look();
  }

  /** Resolves once the room has all of which there was news, or where that can't be read. */
  caughtUp(): Promise<void> {
    return this.#caughtUp;
  }

  stop(): void {
    this.#stop();
  }

  /** What this server has stored is in the document when it hears of it. */
  #look(): void {
    if (this.#document !== null && this.#latest > this.#document.history.next)
      this.#caughtUp = this.#catchUp(this.#document);
  }
}

function channelOf(room: string): string {
  return `room ${room}`;
}
