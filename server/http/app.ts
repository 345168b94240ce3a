/** The Express application: all middleware in its order, on one page. */
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { MAX_PICTURE_BYTES } from '../../shared/article/pictures.ts';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { Route } from '../../shared/wire/route.ts';
import { serverRoutes } from '../../shared/wire/routes/server.ts';
import { PICTURE_TOO_LARGE, tooLargeSentence } from '../../shared/wire/upload-limits.ts';
import { isSecure } from '../config.ts';
import type { Parts } from './parts.ts';
import { watchRequests } from '../watch/request-log.ts';
import { DamagedBlobError, DamagedRoomError, WriteFailedError } from '../storage/damage.ts';
import { StoreUnavailableError } from '../sync/group-commit.ts';
import { RateCounter } from '../limits/rate-counter.ts';
import { apiDescription } from './openapi.ts';
import { json, refuse } from './answer.ts';
import { bodyInTime } from './deadlines.ts';
import { proxyNotices } from './proxy-notices.ts';
import { respond, respondProblem } from './respond.ts';
import { implement } from './row.ts';
import type { Row } from './row.ts';
import { tableRouter } from './router.ts';
import type { AnswerInspector } from './router.ts';
import { accountRows } from './routes/account-routes.ts';
import { passkeyRows } from './routes/passkey-routes.ts';
import { annotationRows } from './routes/annotation-routes.ts';
import { auditRows } from './routes/audit-routes.ts';
import { articleRows } from './routes/article-routes.ts';
import { exportRows } from './routes/export-routes.ts';
import { inviteRows } from './routes/invite-routes.ts';
import { layerRows } from './routes/layer-routes.ts';
import { memberRows } from './routes/member-routes.ts';
import { moderationRows } from './routes/moderation-routes.ts';
import { searchRows } from './routes/search-routes.ts';
import { oidcRows } from './routes/oidc-routes.ts';
import { pageRows } from './routes/page-routes.ts';
import { pictureRows } from './routes/picture-routes.ts';
import { personalDataRows } from './routes/personal-data-routes.ts';
import { peopleRows } from './routes/people-routes.ts';
import { returnRows } from './routes/return-routes.ts';
import { serverRows } from './routes/server-routes.ts';
import { sessionRows } from './routes/session-routes.ts';
import { shareRows } from './routes/share-routes.ts';
import { storeRows } from './routes/store-routes.ts';
import { tokenRows } from './routes/token-routes.ts';
import { earlierTextRows } from './routes/earlier-text-routes.ts';
import { trashRows } from './routes/trash-routes.ts';
import { visitRows } from './routes/visit-routes.ts';
import { workspaceRows } from './routes/workspace-routes.ts';
import { ownOriginOnly, pagePolicies, securityHeaders } from './security.ts';
import { uploadProblem, uploadReader } from './upload.ts';

/** Room for the JSON around the largest article, whose every character may be escaped. */
const JSON_OVERHEAD = 2;
/** For all other bodies: the longest comment and suggestion, escaped. */
const MAX_JSON_BYTES = 512 << 10;
/** From somebody who may be anyone: the longest report, escaped. */
const MAX_OPEN_BYTES = 16 << 10;

/** The application of these parts. `log` gets what went wrong and no route expected; `inspect` sees each answer of the table. */
export function createApp(parts: Parts, log: Logger, inspect?: AnswerInspector): Express {
  const { config, authenticate, assets, audit, limits } = parts;
  const rows = rowsOf(parts);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.proxies);
  app.set('query parser', 'simple');
  app.use(watchRequests(parts.metrics.watch, log));
  app.use(proxyNotices(config, (sentence) => log.warn(sentence)));
  app.use(securityHeaders());
  app.use(ownOriginOnly(config.url));
  app.use(
    tableRouter([...rows, descriptionRow(rows)], {
      authenticate,
      catalogue: parts.store.catalogue,
      secure: isSecure(config),
      audit,
      limits,
      rates: new RateCounter(),
      guessed: (network) => log.warn({ network }, 'many guessed tokens come from one network'),
      article: (id) => parts.articles.find(id),
      readBody: bodyReaders(config.maxUploadBytes),
      inspect,
    }),
  );
  // The client has a folder of this name as well, whose sources the development server gives.
  app.use('/api', (request, response, next) => {
    if (!assets.strict && request.path.endsWith('.ts')) return next();
    return respond(response, refuse('not-found'), false);
  });
  if (!assets.strict)
    app.use(
      (_request, response, next) => (response.removeHeader('content-security-policy'), next()),
    );
  app.use(assets.files);
  app.use(async (request, response) => {
    const isPage = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!isPage) return respond(response, refuse('not-found'), false);
    const html = await assets.shell(request.originalUrl);
    const policy = assets.strict ? pagePolicies(config.pictureHosts).client : null;
    return respond(response, { kind: 'page', status: 404, html, policy }, false);
  });
  app.use(problemHandler(config.maxUploadBytes, log));
  return app;
}

function bodyReaders(maxUploadBytes: number): (route: Route) => RequestHandler[] {
  const upload = uploadReader(maxUploadBytes, tooLargeSentence(maxUploadBytes));
  const picture = uploadReader(MAX_PICTURE_BYTES, PICTURE_TOO_LARGE);
  const article = express.json({ limit: maxUploadBytes * JSON_OVERHEAD });
  const other = express.json({ limit: MAX_JSON_BYTES });
  const open = express.json({ limit: MAX_OPEN_BYTES });
  return (route) => {
    const inTime = bodyInTime(route);
    if (route.upload === 'picture') return [inTime, picture, other];
    if (route.upload === 'article') return [inTime, upload, article];
    if (route.body === undefined) return [];
    return [inTime, route.access === 'anyone' ? open : other];
  };
}

/** The route table, but for the description of itself. Making it calls none of the parts. */
export function rowsOf(parts: Parts): Row[] {
  return [
    ...serverRows(parts),
    ...sessionRows(parts),
    ...accountRows(parts),
    ...passkeyRows(parts),
    ...oidcRows(parts),
    ...memberRows(parts),
    ...personalDataRows(parts),
    ...tokenRows(parts),
    ...inviteRows(parts),
    ...articleRows(parts),
    ...layerRows(parts),
    ...earlierTextRows(parts),
    ...trashRows(parts),
    ...annotationRows(parts),
    ...visitRows(parts),
    ...moderationRows(parts),
    ...searchRows(parts),
    ...exportRows(parts),
    ...returnRows(parts),
    ...auditRows(parts),
    ...shareRows(parts),
    ...pictureRows(parts),
    ...peopleRows(parts),
    ...workspaceRows(parts),
    ...storeRows(parts),
    ...pageRows(parts),
  ];
}

/** Describes all the rows. */
function descriptionRow(rows: readonly Row[]): Row {
  const description = apiDescription(rows);
  return implement(serverRoutes.description, {}, () => Promise.resolve(json(description)));
}

/** Turns what was thrown into a problem; what isn't known is logged and hidden. */
function problemHandler(maxUploadBytes: number, log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = uploadProblem(error) ?? bodyProblem(error, maxUploadBytes) ?? storeProblem(error);
    // By its route: an address may be a receipt's, which is a secret.
    const { path: route = 'other' } = (request.route ?? {}) as { path?: string };
    if (known === null) log.error({ error, method: request.method, route }, 'a request failed');
    if (response.headersSent) response.destroy();
    else respondProblem(response, known ?? problem('internal-error'));
  };
}

/** What the store's own trouble means for whoever asked. */
function storeProblem(error: unknown): Problem | null {
  if (error instanceof DamagedBlobError)
    return problem('store-unavailable', 'This picture is damaged on the disk.');
  if (error instanceof DamagedRoomError) {
    return problem(
      'store-unavailable',
      'This article is damaged on the disk; the others are served.',
    );
  }
  const isOfStore = error instanceof StoreUnavailableError || error instanceof WriteFailedError;
  return isOfStore || isWithoutRoom(error) ? problem('store-unavailable') : null;
}

/** The catalogue's files find out by themselves. */
function isWithoutRoom(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'].includes(String(code))) return true;
  return cause instanceof Error && isWithoutRoom(cause);
}

/** What Express's own readers of bodies and addresses throw. */
function bodyProblem(error: unknown, maxUploadBytes: number): Problem | null {
  const { status, type, limit } = error as { status?: unknown; type?: unknown; limit?: unknown };
  if (type === 'entity.too.large')
    return problem(
      'too-large',
      limit === MAX_JSON_BYTES || limit === MAX_OPEN_BYTES
        ? undefined
        : tooLargeSentence(maxUploadBytes),
    );
  if (type === 'entity.parse.failed') return problem('invalid-request', 'The body is no JSON.');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return problem('unsupported-media-type');
  return status === 400 ? problem('invalid-request') : null;
}
