/** Makes an Express router of the route table: who is it, may they, what do they ask, then the handler. */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import * as z from 'zod/mini';
import { isPerson } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { deedsOf, isRefusal } from './audited.ts';
import { networkOf } from '../limits/limits.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import { admit } from './admission.ts';
import type { Admission, AdmissionOptions } from './admission.ts';
import { refuse, respond, setSession } from './respond.ts';
import { fileOf } from './upload.ts';
import type { Answer, Route } from './route.ts';

export interface RouterOptions extends AdmissionOptions {
  readonly secure: boolean;
  readonly audit: AuditLog;
  readonly limits: Limits;
  /** Reads the body that a route takes: JSON, or a multipart file into `request.file`. */
  readonly readBody: (route: Route) => readonly RequestHandler[];
}

export function tableRouter(routes: readonly Route[], options: RouterOptions): Router {
  const router = Router();
  for (const route of routes) {
    const register = router[METHODS[route.method]].bind(router);
    const admitted: RequestHandler = async (request, response, next) => {
      // Asked before the body is read: who may not send it costs us no memory.
      const admission = await admit(route, request, options);
      const { identity, refusal } = admission;
      if (identity?.renewed) setSession(response, identity.renewed, options.secure);
      if (refusal) return respond(response, refusal, options.secure);
      response.locals['admission'] = admission;
      next();
    };
    const readers = options.readBody(route);
    register(route.path, admitted, ...readers, async (request, response) => {
      const before = response.locals['admission'] as Admission; // put there by `admitted`
      // A body may take its time, in which the right to send it may have been taken back.
      const admission = readers.length === 0 ? before : await admit(route, request, options);
      await respond(response, await answer(route, request, admission, options), options.secure);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    router.all(path, (_request, response) => {
      response.set('allow', allowed.join(', '));
      return respond(response, refuse('method-not-allowed'), options.secure);
    });
  }
  return router;
}

const METHODS = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

async function answer(
  route: Route,
  request: Request,
  { identity, actor, refusal }: Admission,
  options: RouterOptions,
): Promise<Answer> {
  if (refusal) return refusal;
  if (!route.upload && request.is('multipart/form-data'))
    return refuse('unsupported-media-type', 'Send JSON.');
  const body = fileOf(request) ? done(undefined) : read(route.body, request.body, 'body');
  if (!body.ok) return { kind: 'problem', problem: body.problem };
  const query = read(route.query, request.query, 'query');
  if (!query.ok) return { kind: 'problem', problem: query.problem };
  const asked: AskedOf<Route> = {
    params: request.params as Record<string, string>, // our paths have no wildcards, which alone give arrays
    body: body.value,
    query: query.value,
    identity,
    actor,
    request,
  };
  return (await countedOut(route, asked, options)) ?? handled(route, asked, options);
}

type AskedOf<R extends Route> = Parameters<R['handle']>[0];

/** The refusal of who has asked too often; null otherwise, which counts this time. */
async function countedOut(
  { limit }: Route,
  { actor, request }: AskedOf<Route>,
  { limits }: RouterOptions,
): Promise<Answer | null> {
  if (limit === null) return null;
  const who = isPerson(actor) ? actor.id : networkOf(request.ip ?? '');
  const counted = await limits.consume([limit, who]);
  if (counted.ok) return null;
  return refuse('too-many-requests', undefined, { retryAfterMs: counted.retryAfterMs });
}

/** Guesses that are recorded, from one network: anybody can make them, and the log keeps all that it gets. */
const RECORDED_REFUSALS: Limit = { name: 'refusals', most: 60, withinMs: 60_000 };

/** What was done is in the audit log before anybody is told that it was done. */
async function handled(
  route: Route,
  asked: AskedOf<Route>,
  { audit, limits }: RouterOptions,
): Promise<Answer> {
  const address = asked.request.ip ?? ''; // before: who has hung up since has none any more
  const answered = await route.handle(asked);
  const deeds = deedsOf(route.audit, { ...asked, path: route.path, address }, answered);
  const isGuess = isRefusal(answered) && deeds.length > 0;
  const counted = isGuess ? await limits.consume([RECORDED_REFUSALS, networkOf(address)]) : null;
  if (counted === null || counted.ok) await audit.record(deeds);
  return answered;
}

/** Given to each parser, since those of `shared` bring no words of their own. */
const SENTENCES = z.locales.en().localeError;

function read(schema: z.ZodMiniType | null, value: unknown, where: string): Result<unknown> {
  if (schema === null) return done(undefined);
  const parsed = schema.safeParse(value ?? {}, { error: SENTENCES });
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const said = (issue?.message ?? 'not understood').replace(/\.$/, '');
  const detail = `${field === '' ? `The ${where}` : `“${field}”`}: ${said}.`;
  return failed('invalid-request', detail, { field });
}
