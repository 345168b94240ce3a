/** The keys that move among the cards of the margin, while one of them has the focus, and the one that lists them all. */
import { named } from '../../ui/keys/keymap.ts';
import type { Keymap, Shortcut } from '../../ui/keys/keymap.ts';
import { t } from '../../ui/language/translate.ts';

/** Opens the list of all threads, wherever one is in the workspace; as in Google Docs. */
export const LIST_KEY: Shortcut = {
  keys: ['Mod+Alt+Shift+A'],
  words: t('All threads'),
  whileWriting: true,
  name: 'notes.list',
};

/** The same letters as in the queue. */
export const MARGIN_KEYS = named('cards', {
  next: { keys: ['J', 'ArrowDown'], words: t('Next thread'), repeats: true },
  previous: { keys: ['K', 'ArrowUp'], words: t('Previous thread'), repeats: true },
} as const satisfies Keymap);
