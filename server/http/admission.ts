/** Decides whether a request may go on to its route's handler, and as whom: before a body is read, and once more after it. */
import type { Request } from 'express';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import type { Permission } from '../../shared/policy/table.ts';
import type { Authenticate, Identity } from '../accounts/authenticate.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { Route } from '../../shared/wire/route.ts';
import { sessionRoutes } from '../../shared/wire/routes/session.ts';
import { refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Row } from './row.ts';

/** The catalogue has the articles and the roles that were granted in them. */
export interface AdmissionOptions {
  readonly authenticate: Authenticate;
  readonly catalogue: Catalogue;
}

/** As whom a request goes on, or why it doesn't. */
export interface Admission {
  readonly identity: Identity | null;
  /** The one for the article that the address names, where it names one. */
  readonly actor: Actor;
  /** Null where the request may go on. */
  readonly refusal: Answer | null;
}

/** Whatever else a guest asks for is about its article, or the policy knows it by name. */
const FOR_GUESTS_TOO = sessionRoutes.get.path;

/** Somebody who may not see the article of an address is answered as if there were none. */
export async function admit(
  { route, permission }: Pick<Row, 'route' | 'permission'>,
  request: Request,
  { authenticate, catalogue }: AdmissionOptions,
): Promise<Admission> {
  const identity = await authenticate(request);
  if (identity === null) {
    const refusal = route.access === 'anyone' ? null : refuse('not-signed-in');
    return { identity, actor: READER, refusal: refusal ?? notAllowed(permission, READER) };
  }
  if (route.on !== 'article') {
    const { actor } = identity;
    const refusal = forMembersOnly(route, permission, actor) ?? notAllowed(permission, actor);
    return { identity, actor, refusal };
  }
  const actor = await withEffectiveRole(identity.actor, String(request.params['id']), catalogue);
  // Where an article is open to anyone, somebody who may not see it as themselves is one of its readers.
  if (actor === null && route.access === 'anyone')
    return { identity, actor: READER, refusal: notAllowed(permission, READER) };
  if (actor === null) return { identity, actor: READER, refusal: refuse('not-found') };
  return { identity, actor, refusal: notAllowed(permission, actor) };
}

/** A guest has no account, so what every member may do with theirs is not for guests. */
function forMembersOnly(
  { access, path }: Route,
  permission: Permission | null,
  actor: Actor,
): Answer | null {
  const isOwnBusiness = access !== 'anyone' && permission === null && path !== FOR_GUESTS_TOO;
  return actor.kind === 'guest' && isOwnBusiness
    ? refuse('not-allowed', undefined, { rule: 'members only' })
    : null;
}

function notAllowed(permission: Permission | null, actor: Actor): Answer | null {
  if (permission === null) return null;
  const allowed = may(permission, actor);
  return allowed.ok ? null : refuse('not-allowed', undefined, { rule: allowed.rule });
}
