/** Pages as HTML: the client's shell, the published article, the receipt of a report. */
import { createHash } from 'node:crypto';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { clientPages, readerPages } from '../../../shared/wire/routes/pages.ts';
import type { Parts } from '../parts.ts';
import { PageCache } from '../../reader/page-cache.ts';
import { renderForeignPicture } from '../../reader/foreign-picture.ts';
import { renderProblemPage } from '../../reader/problem-page.ts';
import { renderReadPage } from '../../reader/read-page.ts';
import { renderReceiptPage } from '../../reader/receipt-page.ts';
import { pagePolicies, PICTURE_FRAME_POLICY } from '../security.ts';
import type { PagePolicies } from '../security.ts';
import type { Answer } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';
import type { Request } from 'express';

/** Nobody need be signed in for these: the client asks for the session itself, and readers have none. */
export function pageRows(parts: Parts): Row[] {
  const { articles, rooms, reports, assets, url, config } = parts;
  const policies = (): PagePolicies => pagePolicies(config.pictureHosts);
  const pages = new PageCache();
  return [
    ...Object.values(clientPages).map((route) =>
      implement(route, {}, async ({ request }) =>
        page(
          200,
          await assets.shell(request.originalUrl),
          assets.strict ? policies().client : null,
        ),
      ),
    ),
    implement(
      readerPages.article,
      { permission: 'read published' },
      async ({ params, request }) => {
        const article = await articles.published(params.slug);
        const room = article && (await rooms.text(article.id));
        if (!room) return missing(parts, request);
        const { version } = room.document.history;
        const { html, tag } = pages.page({ article, room, version }, () => {
          const text = createHash('sha256')
            .update(room.index.text)
            .digest('base64url')
            .slice(0, 22);
          const made = renderReadPage({
            article,
            doc: room.article,
            version: text,
            assets: assets.reader,
            pictureHosts: config.pictureHosts,
            url: `${url()}/read/${encodeURIComponent(article.slug)}`,
          });
          return { html: made, tag: createHash('sha256').update(made).digest('base64url') };
        });
        return { ...page(200, html, policies().reader), tag };
      },
    ),
    implement(readerPages.receipt, {}, async ({ params, request }) => {
      const receipt = await reports.outcome(params.receipt);
      if (receipt === null) return missing(parts, request);
      const { language, direction } = receipt.article;
      const html = renderReceiptPage({ receipt, language, direction, assets: assets.reader });
      return page(200, html, policies().reader);
    }),
    implement(
      readerPages.foreignPicture,
      { permission: 'read published' },
      async ({ query: { address }, request }) => {
        const source = safeImageSource(address);
        const isPicture = source !== null && /^https?:/i.test(source) && URL.canParse(source);
        if (!isPicture || !isOwnFrame(request)) return missing(parts, request);
        return page(200, renderForeignPicture(source), PICTURE_FRAME_POLICY);
      },
    ),
  ];
}

/** Whether a page of ours asks for it in a frame, as all browsers say that know our content policy. */
function isOwnFrame({ headers }: Request): boolean {
  const [into = 'iframe', from = 'same-origin'] = ['dest', 'site'].map(
    (name) => headers[`sec-fetch-${name}`],
  );
  return into === 'iframe' && from === 'same-origin';
}

function missing({ assets, config }: Parts, request: Request): Answer<null> {
  const language = request.acceptsLanguages()[0] ?? 'en';
  const html = renderProblemPage({
    language: language === '*' ? 'en' : language,
    assets: assets.reader,
  });
  return page(404, html, pagePolicies(config.pictureHosts).reader);
}

function page(status: number, html: string, policy: string | null): Answer<null> {
  return { kind: 'page', status, html, policy };
}
