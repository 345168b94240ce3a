/** The moderators' queue, and readers' reports that fill it. */
import { queueRoutes } from '../../../shared/wire/routes/queue.ts';
import { reportRoutes } from '../../../shared/wire/routes/reports.ts';
import type { Parts } from '../parts.ts';
import { json, outcome, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** The queue is for moderators and owners; sending a report and reading its receipt are open to anyone. */
export function moderationRows({ queue, reports, metrics, url }: Parts): Row[] {
  return [
    implement(queueRoutes.list, { permission: 'read queue' }, async ({ query, actor }) =>
      json(await queue.list(query, actor)),
    ),
    implement(
      reportRoutes.send,
      { rate: RATES.reports, permission: 'report mistake' },
      async ({ article, body, request }) => {
        if (article.status !== 'published') return refuse('not-found');
        const received = await reports.take(article, body, request.ip ?? '');
        if (received.ok) metrics.watch.reportTaken();
        return outcome(received, (receipt) =>
          json({ receipt, url: `${url()}/reports/${receipt}` }),
        );
      },
    ),
    implement(reportRoutes.get, {}, async ({ params }) => {
      const receipt = await reports.outcome(params.receipt);
      return receipt ? json(receipt) : refuse('not-found');
    }),
  ];
}
