/** Every route that the server answers, by subject. A new route is a row in its subject's file, and its `implement` on the server. */
import * as z from 'zod/mini';
import * as passkeyForms from './passkeys.ts';
import type { Route } from './route.ts';
import * as account from './routes/account.ts';
import * as annotations from './routes/annotations.ts';
import * as articles from './routes/articles.ts';
import * as audit from './routes/audit.ts';
import * as copies from './routes/copies.ts';
import * as earlierTexts from './routes/earlier-texts.ts';
import * as invites from './routes/invites.ts';
import * as layers from './routes/layers.ts';
import * as members from './routes/members.ts';
import * as pages from './routes/pages.ts';
import * as passkeys from './routes/passkeys.ts';
import * as people from './routes/people.ts';
import * as personalData from './routes/personal-data.ts';
import * as pictures from './routes/pictures.ts';
import * as queue from './routes/queue.ts';
import * as reports from './routes/reports.ts';
import * as returns from './routes/returns.ts';
import * as search from './routes/search.ts';
import * as server from './routes/server.ts';
import * as session from './routes/session.ts';
import * as shares from './routes/shares.ts';
import * as signIn from './routes/sign-in.ts';
import * as store from './routes/store.ts';
import * as tokens from './routes/tokens.ts';
import * as trash from './routes/trash.ts';
import * as visits from './routes/visits.ts';
import * as workspace from './routes/workspace.ts';

/** The client imports the subjects that it asks instead, so that a page loads no more than it needs. */
export const ROUTES = {
  server: server.serverRoutes,
  session: { ...session.sessionRoutes, ...signIn.signInRoutes },
  account: account.accountRoutes,
  passkeys: passkeys.passkeyRoutes,
  oidc: signIn.oidcRoutes,
  members: members.memberRoutes,
  personalData: personalData.personalDataRoutes,
  tokens: tokens.tokenRoutes,
  invites: invites.inviteRoutes,
  articles: articles.articleRoutes,
  earlierTexts: earlierTexts.earlierTextRoutes,
  layers: layers.layerRoutes,
  annotations: annotations.annotationRoutes,
  visits: visits.visitRoutes,
  queue: queue.queueRoutes,
  search: search.searchRoutes,
  reports: reports.reportRoutes,
  pictures: pictures.pictureRoutes,
  copies: copies.copyRoutes,
  returns: returns.returnRoutes,
  audit: audit.auditRoutes,
  people: people.peopleRoutes,
  shares: shares.shareRoutes,
  workspace: workspace.workspaceRoutes,
  trash: trash.trashRoutes,
  store: store.storeRoutes,
  clientPages: pages.clientPages,
  readerPages: pages.readerPages,
} as const satisfies Record<string, Record<string, Route>>;

/** The name of each route, such as `articles.list`. */
export function routeNames(): ReadonlyMap<Route, string> {
  const all: Readonly<Record<string, Readonly<Record<string, Route>>>> = ROUTES;
  return new Map(
    Object.entries(all).flatMap(([subject, routes]) =>
      Object.entries(routes).map(([name, route]) => [route, `${subject}.${name}`]),
    ),
  );
}

/** The schemas of bodies and answers that subjects export, each by the name of its export. */
export function namedSchemas(): ReadonlyMap<string, z.ZodMiniType> {
  const subjects = [
    account,
    annotations,
    articles,
    audit,
    invites,
    layers,
    members,
    passkeyForms,
    passkeys,
    people,
    personalData,
    pictures,
    queue,
    reports,
    returns,
    search,
    session,
    shares,
    signIn,
    store,
    tokens,
    earlierTexts,
    trash,
    visits,
    workspace,
  ];
  const exported = subjects.flatMap((subject) => Object.entries<unknown>(subject));
  return new Map(
    exported.filter(
      (one): one is [string, z.ZodMiniType] =>
        /^[A-Z](?!\w*Query$)/.test(one[0]) && one[1] instanceof z.ZodMiniType,
    ),
  );
}
