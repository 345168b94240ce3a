/** What a share link lets people do, in words. */
import type { ShareRole } from '../../../shared/policy/actor.ts';
import { t, tIn } from '../language/translate.ts';

const OTHERS: Readonly<Record<ShareRole, string>> = {
  viewer: t('Whoever has it may read it with its notes.'),
  commenter: t('Whoever has it may read it and write notes beside it.'),
  editor: t('Whoever has it may read, annotate and edit it.'),
};

const YOU: Readonly<Record<ShareRole, string>> = {
  viewer: t('You may read it with its notes. You need no account.'),
  commenter: t('You may read it and write notes beside it. You need no account.'),
  editor: t('You may read, annotate and edit it. You need no account.'),
};

const NAMES: Readonly<Record<ShareRole, string>> = {
  viewer: tIn('what a link allows', 'Read'),
  commenter: tIn('what a link allows', 'Comment'),
  editor: tIn('what a link allows', 'Edit'),
};

/** What a link lets those do who have it, as a sentence for whoever made it. */
export function othersMay(given: ShareRole): string {
  return OTHERS[given];
}

/** The same for whoever opens it. */
export function youMay(given: ShareRole): string {
  return YOU[given];
}

/** What a link lets somebody do, in one word, for a choice or a badge. */
export function shareName(given: ShareRole): string {
  return NAMES[given];
}
