/** Makes an Express router of the route table: who is it, may they, what do they ask, then the handler. */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import * as z from 'zod/mini';
import type { Article } from '../../shared/article/article.ts';
import { READER } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Route } from '../../shared/wire/route.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { networkOf } from '../limits/network.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import type { RateCounter } from '../limits/rate-counter.ts';
import { RATES } from '../limits/rates.ts';
import type { Rate } from '../limits/rates.ts';
import { admit } from './admission.ts';
import type { Admission, AdmissionOptions } from './admission.ts';
import { refusal, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { auditEvents, isRefusal } from './audit-events.ts';
import { respond, setSession } from './respond.ts';
import type { AnyAsked, Row } from './row.ts';
import { fileOf } from './upload.ts';

/** `secure` says whether the public address is https, and with that the name of the session's cookie. */
export interface RouterOptions extends AdmissionOptions {
  readonly secure: boolean;
  readonly audit: AuditLog;
  readonly limits: Limits;
  readonly rates: RateCounter;
  /** Hears, now and then, of a network from which too many secrets come that are none. */
  readonly guessed: (network: string) => void;
  /** Null where there is none. */
  readonly article: (id: string) => Promise<Article | null>;
  /** Reads the body that a route takes: JSON, or a multipart file into `request.file`. */
  readonly readBody: (route: Route) => readonly RequestHandler[];
  /** Sees each answer before it is sent, for tests. */
  readonly inspect?: AnswerInspector | undefined;
}

/** Sees each answer of the table before it is sent; takes no part in it. */
export type AnswerInspector = (route: Route, answer: Answer) => void;

/** Answers the addresses of all rows, in their order; another method of one of these is 405. */
export function tableRouter(rows: readonly Row[], options: RouterOptions): Router {
  const router = Router();
  for (const row of rows) register(router, row, options);
  for (const path of new Set(rows.map(({ route }) => route.path))) {
    const allowed = rows
      .filter(({ route }) => route.path === path)
      .map(({ route }) => route.method);
    router.all(path, (_request, response) => {
      response.set('allow', allowed.join(', '));
      return respond(response, refuse('method-not-allowed'), options.secure);
    });
  }
  return router;
}

const METHODS = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
} as const;

function register(router: Router, row: Row, options: RouterOptions): void {
  const { route } = row;
  const admitted: RequestHandler = async (request, response, next) => {
    // Asked before the body is read: somebody who may not send it, or sends too many, costs us no memory.
    const admission = await admit(row, request, options);
    const { identity } = admission;
    if (identity?.renewed) setSession(response, identity.renewed, options.secure);
    const refused =
      guessedOut(request, admission, options) ??
      admission.refusal ??
      countedOut(row, request, admission, options);
    if (refused) return respond(response, refused, options.secure);
    response.locals['admission'] = admission;
    next();
  };
  const readers = options.readBody(route);
  router[METHODS[route.method]](route.path, admitted, ...readers, async (request, response) => {
    const before = response.locals['admission'] as Admission; // put there by `admitted`
    // A body may take its time, in which the right to send it may have been taken back.
    const admission = readers.length === 0 ? before : await admit(row, request, options);
    const answered = await answer(row, request, admission, options);
    options.inspect?.(route, answered);
    const status = route.answer.kind === 'json' ? route.answer.status : 200;
    await respond(response, answered, options.secure, status);
  });
}

async function answer(
  row: Row,
  request: Request,
  admission: Admission,
  options: RouterOptions,
): Promise<Answer> {
  if (admission.refusal) return admission.refusal;
  const asked = readRequest(row.route, request, admission);
  if (!asked.ok) return refusal(asked.problem);
  return handled(row, asked.value, options);
}

function readRequest(
  { upload, body, query }: Route,
  request: Request,
  { identity, actor }: Admission,
): Result<AnyAsked> {
  if (upload === undefined && request.is('multipart/form-data'))
    return failed('unsupported-media-type', 'Send JSON.');
  const file = fileOf(request);
  const isFile = request.is('multipart/form-data') || (upload !== undefined && body === undefined);
  if (file === null && isFile)
    return failed('invalid-request', 'The form has no file in its field “file”.', {
      field: 'file',
    });
  const readBody = file === null ? read(body, request.body, 'body') : done(file);
  if (!readBody.ok) return readBody;
  const readQuery = read(query, request.query, 'query');
  if (!readQuery.ok) return readQuery;
  return done({
    params: request.params as Record<string, string>, // our paths have no wildcards, which alone give arrays
    article: null, // found by `handled`
    body: readBody.value,
    query: readQuery.value,
    identity,
    actor,
    from: {
      agent: request.headers['user-agent'] ?? '',
      network: networkOf(request.ip ?? ''),
    },
    request,
  });
}

/** Given to each parser, since those of `shared` bring no words of their own. */
const SENTENCES = z.locales.en().localeError;

function read(schema: z.ZodMiniType | undefined, value: unknown, where: string): Result<unknown> {
  if (schema === undefined) return done(undefined);
  const parsed = schema.safeParse(value ?? {}, { error: SENTENCES });
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const said = (issue?.message ?? 'not understood').replace(/\.$/, '');
  const detail = `${field === '' ? `The ${where}` : `“${field}”`}: ${said}.`;
  return failed('invalid-request', detail, { field });
}

/**
 * The refusal of somebody who tries one secret after the other; null otherwise, and for a secret that holds, whoever guesses
 * meanwhile in the same network.
 */
function guessedOut(
  { headers, ip }: Request,
  { identity }: Admission,
  { rates, guessed }: RouterOptions,
): Answer | null {
  if (identity !== null || !/^Bearer \S/i.test(headers.authorization ?? '')) return null;
  const network = networkOf(ip ?? '');
  const retryAfterMs = rates.count(RATES.guesses, READER, network);
  if (retryAfterMs === 0) return null;
  if (rates.count(TOLD, READER, network) === 0) guessed(network);
  return tooMany(RATES.guesses, retryAfterMs);
}

/** The refusal of somebody who has asked too often; null otherwise, which counts this time. */
function countedOut(
  { rate }: Row,
  request: Request,
  { actor }: Admission,
  { rates }: RouterOptions,
): Answer | null {
  const retryAfterMs = rate === null ? 0 : rates.count(rate, actor, networkOf(request.ip ?? ''));
  return rate === null || retryAfterMs === 0 ? null : tooMany(rate, retryAfterMs);
}

function tooMany({ what }: Rate, retryAfterMs: number): Answer {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const sentence = `These were too many ${what} at once; please try again in ${seconds} s.`;
  return refuse('too-many-requests', sentence, { retryAfterMs });
}

/** The log is told of one network once a minute. */
const TOLD: Rate = {
  what: 'warnings of guesses',
  perMinute: { editors: 1, members: 1, guests: 1, readers: 1 },
};

/** Guesses that are recorded, from one network: anybody can make them, and the log keeps all that it gets. */
const RECORDED_REFUSALS: Limit = { name: 'refusals', most: 60, withinMs: 60_000 };

/** What was done is in the audit log before anybody is told that it was done. */
async function handled(
  row: Row,
  asked: AnyAsked,
  { article: find, audit, limits }: RouterOptions,
): Promise<Answer> {
  const isOnArticle = row.route.on === 'article';
  const article = isOnArticle ? await find(asked.params['id'] ?? '') : null;
  if (isOnArticle && article === null) return refuse('not-found');
  const address = asked.request.ip ?? ''; // before: a sender that has hung up since has none any more
  const answered = await row.handle({ ...asked, article });
  const events = auditEvents(row, { ...asked, address }, answered);
  const isGuess = isRefusal(answered) && events.length > 0;
  const counted = isGuess ? await limits.consume([RECORDED_REFUSALS, networkOf(address)]) : null;
  if (counted === null || counted.ok) await audit.record(events);
  return answered;
}
