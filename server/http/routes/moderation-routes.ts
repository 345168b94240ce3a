/** The moderators' queue, and readers' reports that fill it. */
import { QueueQuery } from '../../../shared/wire/routes/queue.ts';
import { NewReport } from '../../../shared/wire/routes/reports.ts';
import type { Parts } from '../parts.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function moderationRoutes({ articles, queue, reports, metrics, url }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/queue',
        summary: 'What is open over all articles, oldest first',
        permission: 'read queue',
        query: QueueQuery,
      },
      async ({ query, actor }) => json(await queue.list(query, actor)),
    ),
    openRoute(
      {
        method: 'POST',
        path: '/api/articles/:id/reports',
        summary: 'Report a mistake in a published article; needs no account',
        permission: 'report mistake',
        body: NewReport,
      },
      async ({ params, body, request }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article?.status !== 'published') return refuse('not-found');
        const taken = await reports.take(article, body, request.ip ?? '');
        if (taken.ok) metrics.watch.reportTaken();
        return outcome(taken, (receipt) =>
          json({ receipt, url: `${url()}/reports/${receipt}` }, 202),
        );
      },
    ),
    openRoute(
      { method: 'GET', path: '/api/reports/:receipt', summary: 'What became of a report' },
      async ({ params }) => {
        const outcomeOf = await reports.outcome(params['receipt'] ?? '');
        return outcomeOf ? json(outcomeOf) : refuse('not-found');
      },
    ),
  ];
}
