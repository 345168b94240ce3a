/** The keys that open the search from every page. */
import type { Keymap } from '../keys/keymap.ts';

/** In the text Ctrl+K makes a link, and `/` is a character. */
export const SEARCH_KEYS = {
  search: { keys: ['Mod+K'], words: 'Search everything', whileWriting: true },
  slash: { keys: ['/'], words: 'Search everything' },
} as const satisfies Keymap;
