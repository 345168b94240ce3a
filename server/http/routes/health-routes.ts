/** What operators and their machines ask: is it up, can it take work, how is it doing. */
import { may } from '../../../shared/policy/decide.ts';
import type { Parts } from '../parts.ts';
import { isLocal } from '../local.ts';
import { refuse } from '../respond.ts';
import { openRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function healthRoutes({ metrics, readiness }: Parts): Route[] {
  return [
    openRoute({ method: 'GET', path: '/healthz', summary: 'Whether the server is up' }, () =>
      Promise.resolve({ kind: 'text', text: 'ok\n' }),
    ),
    openRoute(
      { method: 'GET', path: '/readyz', summary: 'Whether the server can take work' },
      async () => {
        const obstacle = await readiness.obstacle();
        return obstacle === null
          ? { kind: 'text', text: 'ready\n' }
          : refuse('store-unavailable', obstacle);
      },
    ),
    openRoute(
      {
        method: 'GET',
        path: '/metrics',
        summary: 'Figures for Prometheus; on this machine, or for the owner',
      },
      async ({ request, actor }) => {
        const isShown = isLocal(request) || may('manage members', actor).ok;
        return isShown ? { kind: 'text', text: await metrics.text() } : refuse('not-found');
      },
    ),
  ];
}
