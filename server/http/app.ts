/** The Express application: all middleware in its order, on one page. */
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { tooLargeSentence } from '../../shared/wire/upload-limits.ts';
import { isSecure } from '../config.ts';
import type { Parts } from './parts.ts';
import { watchRequests } from '../watch/request-log.ts';
import { DamagedRoomError, WriteFailedError } from '../storage/damage.ts';
import { StoreUnavailableError } from '../sync/group-commit.ts';
import { apiDescription } from './openapi.ts';
import { refuse, respond, respondProblem } from './respond.ts';
import { openRoute } from './route.ts';
import type { Route } from './route.ts';
import { tableRouter } from './router.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { annotationRoutes } from './routes/annotation-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { articleRoutes } from './routes/article-routes.ts';
import { exportRoutes } from './routes/export-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { inviteRoutes } from './routes/invite-routes.ts';
import { layerRoutes } from './routes/layer-routes.ts';
import { memberRoutes } from './routes/member-routes.ts';
import { moderationRoutes } from './routes/moderation-routes.ts';
import { oidcRoutes } from './routes/oidc-routes.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { shareRoutes } from './routes/share-routes.ts';
import { storeRoutes } from './routes/store-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { workspaceRoutes } from './routes/workspace-routes.ts';
import { CLIENT_POLICY, ownOriginOnly, securityHeaders } from './security.ts';
import { uploadProblem, uploadReader } from './upload.ts';

/** Room for the JSON around the largest article, whose every character may be escaped. */
const JSON_OVERHEAD = 2;
/** For all other bodies: the longest comment and suggestion, escaped. */
const MAX_JSON_BYTES = 512 << 10;

export function createApp(parts: Parts, log: Logger): Express {
  const { config, authenticate, assets, audit, limits } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.proxies);
  app.set('query parser', 'simple');
  app.use(watchRequests(parts.metrics.watch, log));
  app.use(securityHeaders());
  app.use(ownOriginOnly(config.url));
  app.use(
    tableRouter([...routesOf(parts), ...descriptionRoutes(parts)], {
      authenticate,
      catalogue: parts.store.catalogue,
      secure: isSecure(config),
      audit,
      limits,
      readBody: bodyReaders(config.maxUploadBytes),
    }),
  );
  app.use('/api', (_request, response) => respond(response, refuse('not-found'), false));
  if (!assets.strict)
    app.use(
      (_request, response, next) => (response.removeHeader('content-security-policy'), next()),
    );
  app.use(assets.files);
  app.use(async (request, response) => {
    const isPage = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!isPage) return respond(response, refuse('not-found'), false);
    const html = await assets.shell(request.originalUrl);
    const policy = assets.strict ? CLIENT_POLICY : null;
    return respond(response, { kind: 'page', status: 404, html, policy }, false);
  });
  app.use(problemHandler(config.maxUploadBytes, log));
  return app;
}

function bodyReaders(maxUploadBytes: number): (route: Route) => RequestHandler[] {
  const upload = uploadReader(maxUploadBytes);
  const article = express.json({ limit: maxUploadBytes * JSON_OVERHEAD });
  const json = express.json({ limit: MAX_JSON_BYTES });
  return (route) => {
    if (route.upload) return [upload, article];
    return route.body === null ? [] : [json];
  };
}

/** The route table. */
export function routesOf(parts: Parts): Route[] {
  return [
    ...healthRoutes(parts),
    ...sessionRoutes(parts),
    ...accountRoutes(parts),
    ...oidcRoutes(parts),
    ...memberRoutes(parts),
    ...tokenRoutes(parts),
    ...inviteRoutes(parts),
    ...articleRoutes(parts),
    ...layerRoutes(parts),
    ...annotationRoutes(parts),
    ...moderationRoutes(parts),
    ...exportRoutes(parts),
    ...auditRoutes(parts),
    ...shareRoutes(parts),
    ...peopleRoutes(parts),
    ...workspaceRoutes(parts),
    ...storeRoutes(parts),
    ...pageRoutes(parts),
  ];
}

function descriptionRoutes(parts: Parts): Route[] {
  const path = '/api/openapi.json';
  return [
    openRoute({ method: 'GET', path, summary: 'This description' }, () =>
      Promise.resolve({ kind: 'json', status: 200, value: apiDescription(routesOf(parts)) }),
    ),
  ];
}

/** Turns what was thrown into a problem; what isn't known is logged and hidden. */
function problemHandler(maxUploadBytes: number, log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known =
      uploadProblem(error, maxUploadBytes) ??
      bodyProblem(error, maxUploadBytes) ??
      storeProblem(error);
    // By its route: an address may be a receipt's, which is a secret.
    const { path: route = 'other' } = (request.route ?? {}) as { path?: string };
    if (known === null) log.error({ error, method: request.method, route }, 'a request failed');
    if (response.headersSent) response.destroy();
    else respondProblem(response, known ?? problem('internal-error'));
  };
}

/** What the store's own trouble means for who asked. */
function storeProblem(error: unknown): Problem | null {
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
      limit === MAX_JSON_BYTES ? undefined : tooLargeSentence(maxUploadBytes),
    );
  if (type === 'entity.parse.failed') return problem('invalid-request', 'The body is no JSON.');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return problem('unsupported-media-type');
  return status === 400 ? problem('invalid-request') : null;
}
