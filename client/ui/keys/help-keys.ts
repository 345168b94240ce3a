/** The key that opens the list of keys from every page. */
import { t } from '../language/translate.ts';
import { named } from './keymap.ts';
import type { Keymap } from './keymap.ts';

/** As in most web applications. In a text it is a character: there the person's menu leads to the list. */
export const HELP_KEYS = named('help', {
  help: { keys: ['?'], words: t('Keyboard shortcuts') },
} as const satisfies Keymap);
