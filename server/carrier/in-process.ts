/** The carrier of a server that is alone: all who listen are in this process. */
import type { Carrier, Message } from './carrier.ts';

type Hear = (message: Message) => void;

/** What is heard in this process alone is sent once it is heard; one promise for all, since each keystroke publishes. */
const SENT = Promise.resolve();

/** Carries messages between those in this process who have it. */
export function inProcessCarrier(): Carrier {
  const channels = new Map<string, Set<Hear>>();
  return {
    publish(channel, message) {
      // A copy: whoever hears it may subscribe or stop.
      for (const hear of Array.from(channels.get(channel) ?? [])) hear(message);
      return SENT;
    },
    subscribe(channel, hear) {
      const all = channels.get(channel) ?? new Set();
      channels.set(channel, all);
      // A function of its own, so that subscribing it twice means hearing twice.
      const own: Hear = (message) => hear(message);
      all.add(own);
      return () => {
        all.delete(own);
        if (all.size === 0 && channels.get(channel) === all) channels.delete(channel);
      };
    },
    async close() {
      channels.clear();
    },
  };
}
