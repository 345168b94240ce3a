/** How to ask each route in the matrix of access: one line for each, which says what its address and body are filled with. */
import { randomUUID } from 'node:crypto';
import { OWNER_TOKEN } from '../../support/server.ts';
import { pictureForm } from '../../support/pictures.ts';
import { comment } from './access-scene.ts';
import type { AccessScene, Params, Target, Who } from './access-scene.ts';

/** Makes what an address names. */
type Thing = {
  [Name in keyof AccessScene]: AccessScene[Name] extends (
    who: Who,
    target: Target,
  ) => Promise<Params>
    ? Name
    : never;
}[keyof AccessScene];

export interface Recipe {
  /** What the address, or a field of the body, names; null where there is but one way to ask. */
  readonly thing: Thing | null;
  readonly targets: readonly Target[];
  /** What distinguishes it from other ways to ask the same route. */
  readonly says: string;
  readonly body?: unknown;
  readonly query?: string;
  /** With people and articles of its own, since it takes something away from who asks. */
  readonly alone: boolean;
}

type Body = object | ((params: Params) => object);
type More = Partial<Pick<Recipe, 'query' | 'alone' | 'says'>>;

const IN_ARTICLE = ['own', 'elsewhere', 'absent'] as const;
const HIDEABLE = ['own', "another's", 'elsewhere', 'hidden', 'absent'] as const;
const LAYERS = ['own', 'elsewhere', 'hidden', 'absent'] as const;
const SECRETS = ['own', 'hidden', 'absent'] as const;
const TRASHED = ['own', 'elsewhere', 'hidden', 'absent'] as const;
const OF_MEMBERS = ['own', "another's", 'absent'] as const;

function plain(body?: Body, more: More = {}): Recipe {
  return { thing: null, targets: ['own'], says: '', alone: false, ...more, ...sent(body) };
}

function about(thing: Thing, targets: readonly Target[], body?: Body, more: More = {}): Recipe {
  const says = thing.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { thing, targets, says, alone: false, ...more, ...sent(body) };
}

function sent(body?: Body): { body?: Body } {
  return body === undefined ? {} : { body };
}

/** A copy that comes back. */
function copyForm(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['# Words']), 'copy.md');
  return form;
}

const MANY = '/api/articles/:id/annotations';
const ONE = `${MANY}/:annotation`;
const WRONG = { token: 'a-wrong-secret' };
const KEY = { id: 'key', rawId: 'key', type: 'public-key' };
const SHOWN = {
  ...KEY,
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};
const MADE = { ...KEY, response: { clientDataJSON: 'e30', attestationObject: 'AA' } };
const NEW_PASSWORD = { password: 'a new and long password' };

/** By method and path, as in the route table. */
export const RECIPES: Readonly<Record<string, Recipe | readonly Recipe[]>> = {
  // What machines and browsers ask
  'GET /healthz': plain(),
  'GET /readyz': plain(),
  'GET /metrics': plain(),
  'GET /': plain(),
  'GET /queue': plain(),
  'GET /trash': plain(),
  'GET /settings': plain(),
  'GET /settings/:section': about('section', ['own']),
  'GET /signin': plain(),
  'GET /join': plain(),
  'GET /articles/:id': about('article', IN_ARTICLE),
  'GET /read/:slug': about('slug', ['own', 'hidden', 'absent']),
  'GET /foreign-picture': plain(undefined, { query: '?address=https://other.example/a.png' }),
  'GET /reports/:receipt': about('receipt', ['own', 'absent']),

  // Signing in, and one's own account
  'GET /api/session': plain(),
  'POST /api/session': [
    plain({ token: OWNER_TOKEN }, { says: 'right token', alone: true }),
    plain(WRONG, { says: 'wrong token' }),
    plain({ email: 'no@galley.example', password: 'wrong' }, { says: 'wrong password' }),
    plain({ passkey: SHOWN }, { says: 'unknown passkey' }),
  ],
  'POST /api/session/challenge': plain(),
  'DELETE /api/session': plain(undefined, { alone: true }),
  'GET /api/sign-in': plain(),
  'GET /api/account': plain(),
  // Nobody may be called as somebody else is.
  'PATCH /api/account': plain(() => ({ name: randomUUID() })),
  'POST /api/account/confirmation': plain(),
  'PUT /api/account/confirmation': plain({ token: 'x'.repeat(43) }),
  'POST /api/account/password': plain(NEW_PASSWORD, { alone: true }),
  'POST /api/account/reset': about('address', ['own'], ({ email }) => ({ email })),
  'GET /api/account/sessions': plain(),
  'DELETE /api/account/sessions': plain(undefined, { alone: true }),
  'DELETE /api/account/sessions/:session': about('session', OF_MEMBERS),
  'GET /api/account/passkeys': plain(),
  'POST /api/account/passkeys': plain({ name: 'Phone', passkey: MADE }),
  'POST /api/account/passkeys/challenge': plain({}),
  'POST /api/account/passkeys/proof': plain(),
  'POST /api/account/passkeys/:passkey/removal': about('passkey', OF_MEMBERS, {}),
  'GET /api/oidc/start': plain(),
  'GET /api/oidc/callback': plain(),

  // Members, invitations, tokens
  'GET /api/members': plain(),
  'POST /api/members': plain({ name: 'A new one', role: 'viewer' }),
  'PATCH /api/members/:id': about('member', OF_MEMBERS, { role: 'editor' }, { alone: true }),
  'DELETE /api/members/:id': about('member', OF_MEMBERS, undefined, { alone: true }),
  'POST /api/members/:id/erase': about('member', OF_MEMBERS, { words: 'stay' }, { alone: true }),
  'GET /api/account/data': plain(),
  'GET /api/members/:id/data': about('member', OF_MEMBERS),
  'GET /api/members/:id/tokens': about('member', OF_MEMBERS),
  'POST /api/members/:id/tokens': about('member', OF_MEMBERS, { label: 'New' }),
  'DELETE /api/members/:id/tokens/:token': about('token', [...OF_MEMBERS, 'elsewhere']),
  'GET /api/invites': plain(),
  'POST /api/invites': plain({ role: 'viewer' }),
  'DELETE /api/invites/:invite': about('invite', ['own', 'absent']),
  'POST /api/invites/look': about('inviteSecret', SECRETS, ({ token }) => ({ token })),
  'POST /api/invites/accept': about(
    'inviteSecret',
    SECRETS,
    (made) => ({ ...made, ...NEW_PASSWORD, name: randomUUID() }),
    { alone: true },
  ),

  // Articles and their layers
  'GET /api/articles': plain(),
  'POST /api/articles': plain({ content: '# New', format: 'markdown' }),
  'POST /api/articles/clean-up': plain({ content: '# New', format: 'markdown' }),
  'GET /api/articles/:id': about('article', IN_ARTICLE),
  'PATCH /api/articles/:id': about('article', IN_ARTICLE, { direction: 'ltr' }),
  'DELETE /api/articles/:id': about('article', IN_ARTICLE, undefined, { alone: true }),
  'GET /api/articles/:id/text': about('article', IN_ARTICLE),
  'POST /api/articles/:id/import': about('article', IN_ARTICLE, () => copyForm()),
  'POST /api/articles/:id/pictures': about('article', IN_ARTICLE, () => pictureForm()),
  'GET /pictures/:hash': about('picture', ['own', 'absent']),
  'GET /api/articles/:id/people': about('article', IN_ARTICLE),
  'GET /api/articles/:id/export': about('article', IN_ARTICLE, undefined, { query: '?format=txt' }),
  'GET /api/copies': plain(undefined, { query: '?articles=none&format=txt' }),
  'GET /api/articles/:id/layers': about('article', IN_ARTICLE),
  'POST /api/articles/:id/layers': about('article', IN_ARTICLE, { name: 'New' }),
  'PATCH /api/articles/:id/layers/:layer': about('layer', LAYERS, { name: 'Other' }),
  'DELETE /api/articles/:id/layers/:layer': about('layer', LAYERS),

  // The trash
  'GET /api/trash': plain(),
  'POST /api/trash/:id/restore': about('trashed', TRASHED),
  'DELETE /api/trash/:id': about('trashed', TRASHED),

  // Earlier texts
  'GET /api/articles/:id/earlier-texts': about('article', IN_ARTICLE),
  'POST /api/articles/:id/earlier-texts/:text/restore': about('earlierText', [
    'own',
    'elsewhere',
    'absent',
  ]),

  // Annotations, replies, status
  [`GET ${MANY}`]: about('article', IN_ARTICLE),
  [`POST ${MANY}`]: about('layer', LAYERS, ({ layer = '' }) => comment(layer)),
  [`GET ${ONE}`]: about('annotation', HIDEABLE),
  [`PATCH ${ONE}`]: about('annotation', HIDEABLE, { body: 'Other words' }),
  [`DELETE ${ONE}`]: about('annotation', HIDEABLE),
  [`POST ${ONE}/replies`]: about('annotation', HIDEABLE, { body: 'A reply' }),
  [`PATCH ${ONE}/replies/:reply`]: about('reply', HIDEABLE, { body: 'Other words' }),
  [`DELETE ${ONE}/replies/:reply`]: about('reply', HIDEABLE),
  [`POST ${ONE}/status`]: [
    about('annotation', HIDEABLE, { status: 'declined' }, { says: 'annotation, to decline' }),
    about('annotation', HIDEABLE, { status: 'resolved' }, { says: 'annotation, to resolve' }),
  ],
  [`POST ${ONE}/pin`]: about('annotation', HIDEABLE, { pinned: true }),
  [`PUT ${ONE}/reactions/:emoji`]: about('emoji', HIDEABLE),
  [`DELETE ${ONE}/reactions/:emoji`]: about('emoji', HIDEABLE),
  [`POST ${ONE}/anchor`]: about('annotation', HIDEABLE, { target: { exact: 'dog' } }),

  'GET /api/articles/:id/visit': about('article', IN_ARTICLE),
  'PUT /api/articles/:id/visit': about('article', IN_ARTICLE, { seen: {} }),

  // Reports and the queue
  'GET /api/queue': plain(),
  'GET /api/search': plain(undefined, { query: '?q=cat' }),
  'POST /api/articles/:id/reports': about('published', SECRETS, { exact: 'cat' }),
  'GET /api/reports/:receipt': about('receipt', ['own', 'absent']),

  // Sharing
  'GET /api/articles/:id/members': about('article', IN_ARTICLE),
  'POST /api/articles/:id/members': about('grantee', ['own', 'absent'], ({ member }) => ({
    member,
    role: 'editor',
  })),
  'DELETE /api/articles/:id/members/:member': about('grant', IN_ARTICLE),
  'GET /api/articles/:id/shares': about('article', IN_ARTICLE),
  'POST /api/articles/:id/shares': about('article', IN_ARTICLE, { role: 'commenter' }),
  'DELETE /api/articles/:id/shares/:share': about('share', IN_ARTICLE),
  'POST /api/shares/look': about('shareSecret', SECRETS, (made) => made),
  'POST /api/shares/enter': about(
    'shareSecret',
    SECRETS,
    (made) => ({ ...made, name: 'Greta Guest' }),
    { alone: true },
  ),

  // The workspace and its store
  'GET /api/workspace': plain(),
  'PATCH /api/workspace': plain({ name: 'Another name' }),
  'GET /api/audit': plain(),
  'GET /api/audit/export': plain(undefined, { query: '?format=csv' }),
  'POST /api/store/verify': plain({}),
  'POST /api/store/backup': plain({ folder: 'nowhere' }),
};

/** The rooms, which are in the table beside the routes. */
export const SOCKETS: Readonly<Record<string, Recipe>> = {
  'SOCKET /sync/:id': about('article', IN_ARTICLE),
  'SOCKET /sync/:id/:layer': about('layer', LAYERS),
};
