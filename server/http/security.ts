/** What browsers are told to refuse on our pages, and the checks of where a request comes from. */
import type { IncomingMessage } from 'node:http';
import helmet from 'helmet';
import type { RequestHandler } from 'express';
import { problem } from '../../shared/wire/problems.ts';
import { isOwnOrigin } from '../accounts/credentials.ts';
import { isLoopback } from '../limits/network.ts';
import { respondProblem } from './respond.ts';

const COMMON =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'";

/** The content policies of the pages. */
export interface PagePolicies {
  /** Of the client's: scripts and styles of this site alone, pictures of the listed hosts too, shown in no frame. */
  readonly client: string;
  /** Of published pages, receipts and their problems: the client's, but pages of this site may frame them. */
  readonly reader: string;
}

/** For pages that show pictures of these hosts at once. */
export function pagePolicies(pictureHosts: readonly string[]): PagePolicies {
  const pictures = ["'self'", 'data:', ...pictureHosts].join(' ');
  const both = `${COMMON}; frame-src 'self'; img-src ${pictures}`;
  return {
    client: `${both}; frame-ancestors 'none'`,
    reader: `${both}; frame-ancestors 'self'`,
  };
}

/**
 * The content policy of the frame that shows one picture of another host, by a person's wish. Pages of this site also fetch the
 * picture in it, to keep a copy; nothing runs in it of itself. Any host, since the one that was asked may send on to another.
 */
export const PICTURE_FRAME_POLICY =
  "default-src 'none'; img-src http: https:; connect-src http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** For what is no page: opened as one it may do nothing, whatever somebody has got into it. */
const NOTHING_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** What our pages never ask of a browser, so that nothing that got into them can. */
const NO_DEVICES = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** The headers that every answer has; `respond.ts` gives pages a policy of their own. */
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

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** A page of another site may let its own name lead to this machine; its visitor's browser then sends that name. */
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether a request was made on this machine itself: from a loopback address, by a name of it, and through no proxy, since
 * one on this machine would make every visitor look local.
 */
export function isLocal({ socket, headers }: IncomingMessage): boolean {
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  if (!LOCAL_HOST.test(headers.host ?? '')) return false;
  return isLoopback(socket.remoteAddress ?? '');
}

function hasBody(headers: {
  'content-length'?: string | undefined;
  'transfer-encoding'?: string | undefined;
}): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
