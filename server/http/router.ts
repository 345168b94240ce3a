/** Makes an Express router of the route table: who is it, may they, what do they ask, then the handler. */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { READER } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/decide.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Accounts, Identity } from '../accounts/accounts.ts';
import { credentialsOf } from './credentials.ts';
import { refuse, respond } from './respond.ts';
import { fileOf } from './upload.ts';
import type { Answer, Route } from './route.ts';

export interface RouterOptions {
  readonly accounts: Accounts;
  readonly secure: boolean;
  /** Reads the body that a route takes: JSON, or a multipart file into `request.file`. */
  readonly readBody: (route: Route) => readonly RequestHandler[];
}

export function tableRouter(routes: readonly Route[], options: RouterOptions): Router {
  const router = Router();
  for (const route of routes) {
    const register = router[METHODS[route.method]].bind(router);
    const admitted: RequestHandler = async (request, response, next) => {
      const identity = await identify(request, options.accounts);
      const refusal = refusalOf(route, identity);
      if (refusal) return respond(response, refusal, options.secure);
      response.locals['identity'] = identity;
      next();
    };
    register(route.path, admitted, ...options.readBody(route), async (request, response) => {
      const identity = response.locals['identity'] as Identity | null; // put there by `admitted`
      respond(response, await answer(route, request, identity), options.secure);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    router.all(path, (_request, response) => {
      response.set('allow', allowed.join(', '));
      respond(response, refuse('method-not-allowed'), options.secure);
    });
  }
  return router;
}

const METHODS = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

/** Asked before the body is read: who may not send it costs us no memory. */
function refusalOf(route: Route, identity: Identity | null): Answer | null {
  if (identity === null && route.access === 'member') return refuse('not-signed-in');
  if (route.permission === null) return null;
  const allowed = may(route.permission, identity?.actor ?? READER);
  return allowed.ok ? null : refuse('not-allowed', undefined, { rule: allowed.rule });
}

async function answer(route: Route, request: Request, identity: Identity | null): Promise<Answer> {
  if (!route.upload && request.is('multipart/form-data'))
    return refuse('unsupported-media-type', 'Send JSON.');
  const body = fileOf(request) ? done(undefined) : read(route.body, request.body, 'body');
  if (!body.ok) return { kind: 'problem', problem: body.problem };
  const query = read(route.query, request.query, 'query');
  if (!query.ok) return { kind: 'problem', problem: query.problem };
  return route.handle({
    params: request.params as Record<string, string>, // our paths have no wildcards, which alone give arrays
    body: body.value,
    query: query.value,
    identity,
    actor: identity?.actor ?? READER,
    request,
  });
}

/** A token wins over a cookie: who sends one means it. */
async function identify(request: Request, accounts: Accounts): Promise<Identity | null> {
  const { session, token } = credentialsOf(request);
  if (token !== null) return accounts.byToken(token);
  return session === null ? null : accounts.bySession(session);
}

function read(schema: z.ZodType | null, value: unknown, where: string): Result<unknown> {
  if (schema === null) return done(undefined);
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const said = (issue?.message ?? 'not understood').replace(/\.$/, '');
  const detail = `${field === '' ? `The ${where}` : `“${field}”`}: ${said}.`;
  return failed('invalid-request', detail, { field });
}
