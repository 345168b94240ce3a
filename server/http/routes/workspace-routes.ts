/** The workspace's name and language. */
import { WorkspaceChange } from '../../../shared/wire/routes/workspace.ts';
import { changeWorkspace, readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { json, outcome } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

const PATH = '/api/workspace';

export function workspaceRoutes({ store }: Parts): Route[] {
  return [
    memberRoute(
      { method: 'GET', path: PATH, summary: 'Name and language of the workspace' },
      async () => json(await readWorkspace(store.catalogue)),
    ),
    memberRoute(
      {
        method: 'PATCH',
        path: PATH,
        summary: 'Rename the workspace, set its language',
        permission: 'manage workspace',
        body: WorkspaceChange,
        audit: { action: 'workspace changed', keeps: ['name', 'language'] },
      },
      async ({ body }) => outcome(await changeWorkspace(store, body), json),
    ),
  ];
}
