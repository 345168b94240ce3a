/** Tells the operator, once, where the number of trusted proxies doesn't fit the requests that come. */
import type { RequestHandler } from 'express';
import { serverRoutes } from '../../shared/wire/routes/server.ts';
import type { Config } from '../config.ts';
import { ONE_NETWORK } from '../config.ts';

/** Asked by machines of the operator, which come past the proxy. */
const WATCHED: ReadonlySet<string> = new Set(
  [serverRoutes.live, serverRoutes.ready, serverRoutes.metrics].map(({ path }) => path),
);

/** Answers nothing. What it tells is one sentence, without an address. */
export function proxyNotices(
  { proxies }: Pick<Config, 'proxies'>,
  notice: (sentence: string) => void,
): RequestHandler {
  let isTold = false;
  return (request, _response, next) => {
    // A command comes by the folder of the store, past any proxy, from no port.
    const isCommand = request.socket.remotePort === undefined;
    const isSaid = request.headers['x-forwarded-for'] !== undefined;
    if (!isTold && !isCommand && isSaid !== proxies > 0 && !WATCHED.has(request.path)) {
      isTold = true;
      notice(
        isSaid
          ? `A request came with X-Forwarded-For, but GALLEY_PROXIES is 0: if a proxy stands before this server, ${ONE_NETWORK}.`
          : `GALLEY_PROXIES is ${proxies}, but a request came without X-Forwarded-For: if the proxy doesn't send it, ${ONE_NETWORK}.`,
      );
    }
    next();
  };
}
