/** Pages as HTML: the client's shell, the published article, the receipt of a report. */
import { createHash } from 'node:crypto';
import { clientPages, readerPages } from '../../../shared/wire/routes/pages.ts';
import type { Parts } from '../parts.ts';
import { renderProblemPage } from '../../reader/problem-page.ts';
import { renderReadPage } from '../../reader/read-page.ts';
import { renderReceiptPage } from '../../reader/receipt-page.ts';
import { CLIENT_POLICY, READER_POLICY } from '../security.ts';
import type { Answer } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import type { Request } from 'express';

/** Nobody need be signed in for these: the client asks for the session itself, and readers have none. */
export function pageRows(parts: Parts): Row[] {
  const { articles, rooms, reports, assets, url } = parts;
  return [
    ...Object.values(clientPages).map((route) =>
      implement(route, {}, async ({ request }) =>
        page(200, await assets.shell(request.originalUrl), assets.strict ? CLIENT_POLICY : null),
      ),
    ),
    implement(
      readerPages.article,
      { permission: 'read published' },
      async ({ params, request }) => {
        const article = await articles.published(params.slug);
        const room = article && (await rooms.text(article.id));
        if (!room) return missing(parts, request);
        const html = renderReadPage({
          article,
          doc: room.article,
          version: createHash('sha256').update(room.index.text).digest('base64url').slice(0, 22),
          assets: assets.reader,
          url: `${url()}/read/${encodeURIComponent(article.slug)}`,
        });
        return page(200, html, READER_POLICY);
      },
    ),
    implement(readerPages.receipt, {}, async ({ params, request }) => {
      const receipt = await reports.outcome(params.receipt);
      if (receipt === null) return missing(parts, request);
      const { language, direction } = receipt.article;
      const html = renderReceiptPage({ receipt, language, direction, assets: assets.reader });
      return page(200, html, READER_POLICY);
    }),
  ];
}

function missing({ assets }: Parts, request: Request): Answer<null> {
  const language = request.acceptsLanguages()[0] ?? 'en';
  const html = renderProblemPage({
    language: language === '*' ? 'en' : language,
    assets: assets.reader,
  });
  return page(404, html, READER_POLICY);
}

function page(status: number, html: string, policy: string | null): Answer<null> {
  return { kind: 'page', status, html, policy };
}
