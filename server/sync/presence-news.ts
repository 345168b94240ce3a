/** How servers tell each other who is in a room. It is in no store: who comes later asks for it. */
import type { PersonColor } from '../../shared/presence/person.ts';
import type { Carrier, Message } from '../carrier/carrier.ts';

/** What is said of one client id as in a `PresenceEntry`, with the id of the person behind it and their colour in the room. */
export type SharedPresence = {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
  readonly person: string;
  readonly color: PersonColor;
};

/** What a room hears of other servers, own messages too. */
export interface PresenceListener {
  heard(entries: readonly SharedPresence[]): void;
  /** Somebody asks who is here. */
  asked(): void;
}

const QUESTION = 'who is here';

/** One room's presence, between servers. */
export class PresenceNews {
  readonly #carrier: Carrier;
  readonly #channel: string;
  readonly #failed: (error: unknown) => void;

  /** `failed` is called with why something could not be sent. */
  constructor(carrier: Carrier, room: string, failed: (error: unknown) => void) {
    this.#carrier = carrier;
    this.#channel = `presence ${room}`;
    this.#failed = failed;
  }

  /** Calls the listener from now on, and asks the others who is there. Returns what ends that. */
  listen(listener: PresenceListener): () => void {
    const stop = this.#carrier.subscribe(this.#channel, (message) => {
      if (message === QUESTION) listener.asked();
      else listener.heard(message as readonly SharedPresence[]); // what is shared below
    });
    this.#publish(QUESTION);
    return stop;
  }

  /** Tells all servers. */
  share(entries: readonly SharedPresence[]): void {
    this.#publish(entries);
  }

  #publish(message: Message): void {
    this.#carrier.publish(this.#channel, message).catch(this.#failed);
  }
}
