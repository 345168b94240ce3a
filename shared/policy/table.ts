/** The whole policy on one page: for each permission, what each kind of actor may do. */
import type { Role } from './actor.ts';

/** `own`: only on what the actor made. */
export type Allowance = 'yes' | 'own' | 'no';

/** What can be asked: a row of the table. It is also the rule that a refusal names. */
export type Permission = keyof typeof TABLE;

/** Columns of the table: the roles of members, and the reader who has no account. */
export type Column = Role | 'reader';

type Row = Readonly<Record<Column, Allowance>>;
type Rows = Readonly<Record<string, Row>>;

const EVERYBODY = row('yes', 'yes', 'yes', 'yes', 'yes', 'yes');
const EVERY_MEMBER = row('no', 'yes', 'yes', 'yes', 'yes', 'yes');
const COMMENTERS = row('no', 'no', 'yes', 'yes', 'yes', 'yes');
const OWN_OR_EDITORS = row('no', 'no', 'own', 'yes', 'yes', 'yes');
const OWN_OR_MODERATORS = row('no', 'no', 'own', 'own', 'yes', 'yes');
const MEMBERS_OWN_OR_MODERATORS = row('no', 'own', 'own', 'own', 'yes', 'yes');
const OWN_ONLY = row('no', 'no', 'own', 'own', 'own', 'own');
const EDITORS = row('no', 'no', 'no', 'yes', 'yes', 'yes');
const MODERATORS = row('no', 'no', 'no', 'no', 'yes', 'yes');
const OWNER = row('no', 'no', 'no', 'no', 'no', 'yes');

/** What a guest may do in the one article of its link: as its role there. */
const WITHIN_AN_ARTICLE = {
  'read published': EVERYBODY,
  'report mistake': EVERYBODY,
  'read article': EVERY_MEMBER,
  'export article': EVERY_MEMBER,
  'create annotation': COMMENTERS,
  reply: COMMENTERS,
  react: COMMENTERS,
  'edit words': OWN_ONLY,
  'delete annotation': OWN_OR_MODERATORS,
  're-anchor': OWN_OR_EDITORS,
  'resolve or reopen': OWN_OR_EDITORS,
  'accept or decline': EDITORS,
  tag: EDITORS,
  assign: EDITORS,
  pin: EDITORS,
  'edit text': EDITORS,
  'add picture': EDITORS,
} as const satisfies Rows;

/** What no guest may do, whatever its link says. */
const FOR_MEMBERS = {
  'read library': EVERY_MEMBER,
  'read members': EVERY_MEMBER,
  'keep account': EVERY_MEMBER,
  'keep private notes': COMMENTERS,
  'read layers of editors': EDITORS,
  'import article': EDITORS,
  'change article': EDITORS,
  'share article': EDITORS,
  'read layers of moderators': MODERATORS,
  'delete article': MODERATORS,
  'manage layers': MEMBERS_OWN_OR_MODERATORS,
  'write locked layer': MODERATORS,
  'read queue': MODERATORS,
  'manage article members': OWNER,
  'manage members': OWNER,
  'manage workspace': OWNER,
  'read audit': OWNER,
} as const satisfies Rows;

/** By permission, and then by the role of a member or `reader`. */
export const TABLE = { ...WITHIN_AN_ARTICLE, ...FOR_MEMBERS };

/** Whether guests can have the permission, by the role that their link gives them. All others are for members alone. */
export function isForGuests(permission: Permission): boolean {
  return permission in WITHIN_AN_ARTICLE;
}

function row(
  reader: Allowance,
  viewer: Allowance,
  commenter: Allowance,
  editor: Allowance,
  moderator: Allowance,
  owner: Allowance,
): Row {
  return { reader, viewer, commenter, editor, moderator, owner };
}
