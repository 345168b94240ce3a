/** The workspace's name and language. */
import { workspaceRoutes } from '../../../shared/wire/routes/workspace.ts';
import { changeWorkspace, readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { json, outcome } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Read by every member, changed by the owner; guests get the workspace with their session. */
export function workspaceRows({ store }: Parts): Row[] {
  return [
    implement(workspaceRoutes.get, {}, async () => json(await readWorkspace(store.catalogue))),
    implement(
      workspaceRoutes.change,
      {
        rate: RATES.people,
        permission: 'manage workspace',
        audit: { action: 'workspace changed', keeps: ['name', 'language'] },
      },
      async ({ body }) => outcome(await changeWorkspace(store, body), json),
    ),
  ];
}
