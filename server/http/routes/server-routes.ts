/** What operators and their machines ask: is it up, can it take work, how is it doing. */
import { may } from '../../../shared/policy/may.ts';
import { serverRoutes } from '../../../shared/wire/routes/server.ts';
import type { Parts } from '../parts.ts';
import { refuse } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import { isLocal } from '../security.ts';

/**
 * Whether the server lives, can take work, and how it does; `metrics` is for this machine and the owner. The API's description
 * isn't here, since it is made of all rows.
 */
export function serverRows({ config, metrics, readiness }: Parts): Row[] {
  return [
    implement(serverRoutes.live, {}, () => Promise.resolve({ kind: 'text', text: 'ok\n' })),
    implement(serverRoutes.ready, {}, async () => {
      const obstacle = await readiness.obstacle();
      return obstacle === null
        ? { kind: 'text', text: 'ready\n' }
        : refuse('store-unavailable', obstacle);
    }),
    implement(serverRoutes.metrics, {}, async ({ request, actor }) => {
      // Behind a proxy on this machine everybody comes from it.
      const isNear = config.proxies === 0 && isLocal(request);
      const isShown = isNear || may('manage members', actor).ok;
      return isShown ? { kind: 'text', text: await metrics.text() } : refuse('not-found');
    }),
  ];
}
