/** Reports each answered request to the watch and the log, by its route and not its address. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Watch } from './watch.ts';

/** Assets, and what nothing answers. */
const NO_ROUTE = 'other';

const NANOSECONDS = 1e9;

/** Goes before the routes. A request whose asker left before the answer began counts with status 499, as nginx has it. */
export function watchRequests(watch: Watch, log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = process.hrtime.bigint();
    response.on('close', () => {
      const seconds = Number(process.hrtime.bigint() - began) / NANOSECONDS;
      const { path: route = NO_ROUTE } = (request.route ?? {}) as { path?: string };
      const { method } = request;
      // Somebody who left before the answer began got none.
      const status = response.headersSent ? response.statusCode : 499;
      watch.requested(route, methodLabel(method), status, seconds);
      log.debug({ method, route, status, seconds }, 'a request was answered');
    });
    next();
  };
}

/** Anybody can make a method up. */
function methodLabel(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT'].includes(method)
    ? method
    : 'other';
}
