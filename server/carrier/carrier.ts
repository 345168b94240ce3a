/** The interface of a carrier, which takes messages from one server process to all others. */

/** Plain data, as JSON has it. */
export type Message =
  null | boolean | number | string | readonly Message[] | { readonly [key: string]: Message };

/**
 * Messages are news of what is stored already, so one that is lost loses nothing: whoever hears of it later, or not at all, finds
 * it in the store. Presence alone is in no store; it is renewed every few seconds.
 */
export interface Carrier {
  /**
   * Calls all who listen to the channel: those in this process before this returns, those elsewhere soon, each in the order in
   * which this process has published. Resolves once the message was sent; rejects where it could not be, and then it was heard
   * in this process alone.
   */
  publish(channel: string, message: Message): Promise<void>;
  /** Calls `hear` with each message of the channel from now on, own ones too. Returns what ends that. `hear` must not throw. */
  subscribe(channel: string, hear: (message: Message) => void): () => void;
  /** Ends: nothing is heard any more. */
  close(): Promise<void>;
}
