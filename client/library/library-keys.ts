/** The keys of the library. A new one has its entry here, and its case in the library's page. */
import { named } from '../ui/keys/keymap.ts';
import type { Keymap } from '../ui/keys/keymap.ts';
import { t } from '../ui/language/translate.ts';

/** The shortcuts of the library, by command. */
export const LIBRARY_KEYS = named('library', {
  search: { keys: ['/'], words: t('Search the library') },
} as const satisfies Keymap);
