/** The whole policy on one page: for each permission, what each kind of actor may do. */
import type { Role } from './actor.ts';

/** `own`: only on what the actor made. */
export type Grant = 'yes' | 'own' | 'no';

export type Permission = keyof typeof TABLE;

/** Columns of the table: the roles of members, and the reader who has no account. */
export type Standing = Role | 'reader';

const EVERYBODY = row('yes', 'yes', 'yes', 'yes', 'yes', 'yes');
const EVERY_MEMBER = row('no', 'yes', 'yes', 'yes', 'yes', 'yes');
const COMMENTERS = row('no', 'no', 'yes', 'yes', 'yes', 'yes');
const OWN_OR_EDITORS = row('no', 'no', 'own', 'yes', 'yes', 'yes');
const OWN_OR_MODERATORS = row('no', 'no', 'own', 'own', 'yes', 'yes');
const OWN_ONLY = row('no', 'no', 'own', 'own', 'own', 'own');
const EDITORS = row('no', 'no', 'no', 'yes', 'yes', 'yes');
const MODERATORS = row('no', 'no', 'no', 'no', 'yes', 'yes');
const OWNER = row('no', 'no', 'no', 'no', 'no', 'yes');

export const TABLE = {
  'read published': EVERYBODY,
  'report mistake': EVERYBODY,
  'read article': EVERY_MEMBER,
  'export article': EVERY_MEMBER,
  'read members': EVERY_MEMBER,
  'create annotation': COMMENTERS,
  reply: COMMENTERS,
  'edit words': OWN_ONLY,
  'delete annotation': OWN_OR_MODERATORS,
  're-anchor': OWN_OR_EDITORS,
  'resolve or reopen': OWN_OR_EDITORS,
  'accept or decline': EDITORS,
  tag: EDITORS,
  assign: EDITORS,
  'edit text': EDITORS,
  'import article': EDITORS,
  'change article': EDITORS,
  'delete article': MODERATORS,
  'manage layers': MODERATORS,
  'write locked layer': MODERATORS,
  'read queue': MODERATORS,
  'manage members': OWNER,
} as const satisfies Record<string, Readonly<Record<Standing, Grant>>>;

function row(
  reader: Grant,
  viewer: Grant,
  commenter: Grant,
  editor: Grant,
  moderator: Grant,
  owner: Grant,
): Readonly<Record<Standing, Grant>> {
  return { reader, viewer, commenter, editor, moderator, owner };
}
