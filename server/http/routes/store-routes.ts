/** Checks and copies of the store, for the command line on this machine. */
import { storeRoutes } from '../../../shared/wire/routes/store.ts';
import { checkStore } from '../../verify/check-store.ts';
import type { Parts } from '../parts.ts';
import { json, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import { isLocal } from '../security.ts';

const permission = 'manage members';

/** For the owner, and only on the server's own machine: who owns the workspace need not own the machine. */
export function storeRows({ store, upkeep }: Parts): Row[] {
  return [
    implement(storeRoutes.verify, { rate: RATES.upkeep, permission }, async ({ body, request }) =>
      isLocal(request) ? json(await checkStore(store, upkeep, body.rebuild)) : elsewhere(),
    ),
    implement(
      storeRoutes.backup,
      { rate: RATES.upkeep, permission, audit: { action: 'backup taken', keeps: ['folder'] } },
      async ({ body: { folder }, request }) => {
        // The owner of the workspace may be far from owning the machine.
        if (!isLocal(request)) return elsewhere();
        if (upkeep === null) return refuse('conflict', 'This store lies in no folder.');
        try {
          await upkeep.backup(folder);
        } catch (error) {
          return refuse('conflict', (error as Error).message);
        }
        return json({ folder, bytes: await upkeep.size() });
      },
    ),
  ];
}

function elsewhere() {
  return refuse('not-allowed', 'This is done on the machine itself.', { rule: 'on this machine' });
}
