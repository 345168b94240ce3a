/** The keys of the moderators' queue. A new one has its entry here, and its case in the queue's page. */
import type { Keymap } from '../ui/keys/keymap.ts';

/** The shortcuts of the queue, by command, in the order of the help. */
export const QUEUE_KEYS = {
  next: { keys: ['J', 'ArrowDown'], words: 'Next', repeats: true },
  previous: { keys: ['K', 'ArrowUp'], words: 'Previous', repeats: true },
  accept: { keys: ['A'], words: 'Accept: the proposed words go into the text' },
  decline: { keys: ['X'], words: 'Decline' },
  resolve: { keys: ['R'], words: 'Resolve' },
  undo: { keys: ['U'], words: 'Undo the last decision' },
  go: { keys: ['G', 'Enter'], words: 'Go to the text' },
  help: { keys: ['?'], words: 'These keys' },
} as const satisfies Keymap;

/** What can be asked of the queue by keyboard. */
export type QueueCommand = keyof typeof QUEUE_KEYS;
