/** What browsers are told to refuse on our pages, and the check of where a change comes from. */
import helmet from 'helmet';
import type { RequestHandler } from 'express';
import { problem } from '../../shared/wire/problems.ts';
import { isOwnOrigin } from '../accounts/credentials.ts';
import { respondProblem } from './respond.ts';

const COMMON =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'";

/** For the client's pages; pictures of articles come from anywhere. */
export const CLIENT_POLICY = `${COMMON}; img-src 'self' data: http: https:; frame-ancestors 'none'`;

/** For the published pages. */
export const READER_POLICY = `${COMMON}; img-src 'self' data: http: https:; frame-ancestors 'self'`;

/** For what is no page: opened as one it may do nothing, whatever somebody has got into it. */
const NOTHING_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** What our pages never ask of a browser, so that nothing that got into them can. */
const NO_DEVICES = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: false, // each answer has its own, see `respond.ts`
      crossOriginEmbedderPolicy: false, // would refuse the pictures of articles
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: false, // the proxy that ends https knows whether all of its hosts have it
    }),
    (_request, response, next) => {
      response.set('content-security-policy', NOTHING_POLICY);
      response.set('permissions-policy', NO_DEVICES);
      next();
    },
  ];
}

/** Refuses changes from pages of other sites, and bodies of types that a mere form could send. */
export function ownOriginOnly(url: string | null): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else if (!isOwnOrigin(request, url)) respondProblem(response, problem('foreign-origin'));
    else if (hasBody(request.headers) && !request.is(['application/json', 'multipart/form-data'])) {
      respondProblem(
        response,
        problem('unsupported-media-type', 'Send JSON, or a file as multipart/form-data.'),
      );
    } else next();
  };
}

function hasBody(headers: {
  'content-length'?: string | undefined;
  'transfer-encoding'?: string | undefined;
}): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
