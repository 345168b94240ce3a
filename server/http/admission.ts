/** Who may go on to a route's handler, and as whom: settled before a body is read, and once more after it. */
import type { Request } from 'express';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/decide.ts';
import type { Authenticate, Identity } from '../accounts/authenticate.ts';
import { standing } from '../accounts/standing.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { refuse } from './respond.ts';
import type { Answer, Route } from './route.ts';

export interface AdmissionOptions {
  readonly authenticate: Authenticate;
  readonly catalogue: Catalogue;
}

export interface Admission {
  readonly identity: Identity | null;
  /** The one for the article that the address names, where it names one. */
  readonly actor: Actor;
  /** Null for who may go on. */
  readonly refusal: Answer | null;
}

/** Whatever else a guest asks for is about its article, or the policy knows it by name. */
const FOR_GUESTS_TOO = '/api/session';

export async function admit(
  route: Route,
  request: Request,
  { authenticate, catalogue }: AdmissionOptions,
): Promise<Admission> {
  const identity = await authenticate(request);
  if (identity === null) {
    const refusal = route.access === 'member' ? refuse('not-signed-in') : null;
    return { identity, actor: READER, refusal: refusal ?? notAllowed(route, READER) };
  }
  if (!isAboutArticle(route)) {
    const { actor } = identity;
    return { identity, actor, refusal: strange(route, actor) ?? notAllowed(route, actor) };
  }
  const actor = await standing(identity.actor, String(request.params['id']), catalogue);
  // Where an article is open to anyone, who may not see it as themselves is one of its readers.
  if (actor === null && route.access === 'anyone')
    return { identity, actor: READER, refusal: notAllowed(route, READER) };
  if (actor === null) return { identity, actor: READER, refusal: refuse('not-found') };
  return { identity, actor, refusal: notAllowed(route, actor) };
}

function isAboutArticle({ path }: Route): boolean {
  return /^\/api\/articles\/:id(\/|$)/.test(path);
}

/** A guest has no account, so what every member may do with theirs is not for guests. */
function strange({ access, permission, path }: Route, actor: Actor): Answer | null {
  const isOwnBusiness = access === 'member' && permission === null && path !== FOR_GUESTS_TOO;
  return actor.kind === 'guest' && isOwnBusiness
    ? refuse('not-allowed', undefined, { rule: 'members only' })
    : null;
}

function notAllowed({ permission }: Route, actor: Actor): Answer | null {
  if (permission === null) return null;
  const allowed = may(permission, actor);
  return allowed.ok ? null : refuse('not-allowed', undefined, { rule: allowed.rule });
}
