/** How long a request may take to come in: a head, a body, and what is uploaded. */
import type { ServerOptions } from 'node:http';
import type { RequestHandler } from 'express';
import type { Route } from '../../shared/wire/route.ts';
import { problem } from '../../shared/wire/problems.ts';
import { respondProblem } from './respond.ts';

const HEAD_MS = 10_000;
const BODY_MS = 30_000;
/** An upload has longer by its length: this is the slowest line that it may come by. */
const LEAST_BYTES_PER_MS = 20;
/** No upload takes longer than this, whatever length it says. */
const UPLOAD_MS = 10 * 60_000;
/** How often Node looks. */
const LOOK_MS = 5000;

/** Options of `createServer` by which Node itself closes connections on which a head doesn't end. */
export const SERVER_DEADLINES = {
  headersTimeout: HEAD_MS,
  requestTimeout: UPLOAD_MS,
  connectionsCheckingInterval: LOOK_MS,
} as const satisfies ServerOptions;

/** How long the body of this request may take, in milliseconds; `length` is `NaN` where it isn't told. */
export function bodyDeadline({ upload }: Pick<Route, 'upload'>, length: number): number {
  if (upload === undefined) return BODY_MS;
  if (!Number.isFinite(length)) return UPLOAD_MS;
  return Math.min(BODY_MS + length / LEAST_BYTES_PER_MS, UPLOAD_MS);
}

/** Answers 408 and closes the connection where the body isn't there in time. Comes before what reads the body. */
export function bodyInTime(route: Route): RequestHandler {
  return (request, response, next) => {
    const length = Number(request.headers['content-length']);
    const clock = setTimeout(
      () => {
        response.set('connection', 'close');
        if (!response.headersSent) respondProblem(response, problem('too-slow'));
        response.once('finish', () => request.destroy());
      },
      bodyDeadline(route, length),
    );
    const stop = (): void => clearTimeout(clock);
    request.once('end', stop).once('close', stop);
    next();
  };
}
