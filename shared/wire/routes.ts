/** Every route that the server answers, by subject. A new route is a row in its subject's file, and its `implement` on the server. */
import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { annotationRoutes } from './routes/annotations.ts';
import { articleRoutes } from './routes/articles.ts';
import { auditRoutes } from './routes/audit.ts';
import { copyRoutes } from './routes/copies.ts';
import { inviteRoutes } from './routes/invites.ts';
import { layerRoutes } from './routes/layers.ts';
import { memberRoutes } from './routes/members.ts';
import { clientPages, readerPages } from './routes/pages.ts';
import { peopleRoutes } from './routes/people.ts';
import { queueRoutes } from './routes/queue.ts';
import { reportRoutes } from './routes/reports.ts';
import { serverRoutes } from './routes/server.ts';
import { oidcRoutes, sessionRoutes } from './routes/session.ts';
import { shareRoutes } from './routes/shares.ts';
import { storeRoutes } from './routes/store.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { workspaceRoutes } from './routes/workspace.ts';

/** The client imports the subjects that it asks, so that a page loads no more than it needs. */
export const ROUTES = {
  server: serverRoutes,
  session: sessionRoutes,
  account: accountRoutes,
  oidc: oidcRoutes,
  members: memberRoutes,
  tokens: tokenRoutes,
  invites: inviteRoutes,
  articles: articleRoutes,
  layers: layerRoutes,
  annotations: annotationRoutes,
  queue: queueRoutes,
  reports: reportRoutes,
  copies: copyRoutes,
  audit: auditRoutes,
  people: peopleRoutes,
  shares: shareRoutes,
  workspace: workspaceRoutes,
  store: storeRoutes,
  clientPages,
  readerPages,
} as const satisfies Record<string, Record<string, Route>>;
