/** The keys that move among the cards of the margin, while one of them has the focus. */
import type { Keymap } from '../../ui/keys/keymap.ts';

/** The same letters as in the queue. */
export const MARGIN_KEYS = {
  next: { keys: ['J', 'ArrowDown'], words: 'Next thread', repeats: true },
  previous: { keys: ['K', 'ArrowUp'], words: 'Previous thread', repeats: true },
} as const satisfies Keymap;
