/** What a share link lets people do, in words. */
import type { ShareRole } from '../../../shared/policy/actor.ts';

const RIGHTS: Readonly<Record<ShareRole, string>> = {
  viewer: 'read it with its notes',
  commenter: 'read it and write notes beside it',
  editor: 'read, annotate and edit it',
};

const NAMES: Readonly<Record<ShareRole, string>> = {
  viewer: 'Read',
  commenter: 'Comment',
  editor: 'Edit',
};

/** What a link lets somebody do, as words that follow “may”. */
export function shareRights(given: ShareRole): string {
  return RIGHTS[given];
}

/** What a link lets somebody do, in one word, for a choice or a badge. */
export function shareName(given: ShareRole): string {
  return NAMES[given];
}
