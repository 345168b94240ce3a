/** Checks and copies of the store, for the command line on this machine. */
import { BackupRequest, StoreCheck } from '../../../shared/wire/routes/store.ts';
import type { Parts } from '../parts.ts';
import { checkStore } from '../../verify/check-store.ts';
import { isLocal } from '../local.ts';
import { json, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function storeRoutes({ store, upkeep }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'POST',
        path: '/api/store/verify',
        summary: 'Check the store; with "rebuild" put the records right that lists are made of',
        permission: 'manage members',
        body: StoreCheck,
      },
      async ({ body, request }) =>
        isLocal(request) ? json(await checkStore(store, upkeep, body.rebuild)) : elsewhere(),
    ),
    memberRoute(
      {
        method: 'POST',
        path: '/api/store/backup',
        summary: 'Write a copy of the store into a folder of this machine',
        permission: 'manage members',
        body: BackupRequest,
        audit: { action: 'backup taken', keeps: ['folder'] },
      },
      async ({ body, request }) => {
        // Who owns the workspace may be far from owning the machine.
        if (!isLocal(request)) return elsewhere();
        if (upkeep === null) return refuse('conflict', 'This store lies in no folder.');
        try {
          await upkeep.backup(body.folder);
        } catch (error) {
          return refuse('conflict', (error as Error).message);
        }
        return json({ folder: body.folder, bytes: await upkeep.size() });
      },
    ),
  ];
}

function elsewhere() {
  return refuse('not-allowed', 'This is done on the machine itself.', { rule: 'on this machine' });
}
