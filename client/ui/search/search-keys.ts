/** The keys that open the search from every page. */
import { named } from '../keys/keymap.ts';
import type { Keymap } from '../keys/keymap.ts';
import { t } from '../language/translate.ts';

/** In the text Ctrl+K makes a link, and `/` is a character. */
export const SEARCH_KEYS = named('everywhere', {
  search: { keys: ['Mod+K'], words: t('Search everything'), whileWriting: true },
  slash: { keys: ['/'], words: t('Search everything') },
} as const satisfies Keymap);
