/** The keys of the moderators' queue. A new one has its entry here, and its case in the queue's page. */
import { named } from '../ui/keys/keymap.ts';
import type { Keymap } from '../ui/keys/keymap.ts';
import { t } from '../ui/language/translate.ts';

/** The shortcuts of the queue, by command, in the order of the help. */
export const QUEUE_KEYS = named('queue', {
  next: { keys: ['J', 'ArrowDown'], words: t('Next'), repeats: true },
  previous: { keys: ['K', 'ArrowUp'], words: t('Previous'), repeats: true },
  accept: { keys: ['A'], words: t('Accept: the proposed words go into the text') },
  decline: { keys: ['X'], words: t('Decline') },
  resolve: { keys: ['R'], words: t('Resolve') },
  undo: { keys: ['U'], words: t('Undo the last decision') },
  go: { keys: ['G', 'Enter'], words: t('Go to the text') },
} as const satisfies Keymap);

/** What can be asked of the queue by keyboard. */
export type QueueCommand = keyof typeof QUEUE_KEYS;
