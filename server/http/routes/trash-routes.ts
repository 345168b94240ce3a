/** The trash: what is in it for the one who asks, brought back or deleted for good. */
import { pageOf } from '../../../shared/wire/list.ts';
import { trashRoutes } from '../../../shared/wire/routes/trash.ts';
import type { TrashItem } from '../../../shared/wire/routes/trash.ts';
import { RATES } from '../../limits/rates.ts';
import type { Trashed } from '../../storage/catalogue.ts';
import type { AuditFacts } from '../answer.ts';
import { json, NOTHING, outcome, refuse } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { presentTrashed } from '../present.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const PAGE = 50;

/** Whoever may delete something may bring it back: the trash itself asks who that is. */
export function trashRows(parts: Parts): Row[] {
  const { trash } = parts;
  const permission = 'read library';
  return [
    implement(trashRoutes.list, { permission }, async ({ query, actor }) => {
      const { items, next } = pageOf(await trash.list(actor), query.cursor, PAGE);
      return json({ items: await Promise.all(items.map((one) => item(one, parts))), next });
    }),
    implement(
      trashRoutes.restore,
      { rate: RATES.articles, permission, audit: { action: 'brought back' } },
      async ({ params, actor }) =>
        outcome(await trash.restore(params.id, actor), ({ trashed, newSlug }) => {
          const { id, what, article } = trashed;
          const answer = { id, what, url: `/articles/${article}`, newSlug };
          return { ...json(answer), audit: factsOf(trashed) };
        }),
    ),
    implement(
      trashRoutes.delete,
      { rate: RATES.articles, permission, audit: { action: 'deleted for good' } },
      async ({ params, actor }) => {
        const trashed = await trash.find(params.id, actor);
        if (trashed === null) return refuse('not-found');
        await trash.deleteForGood(trashed);
        return { ...NOTHING, audit: factsOf(trashed) };
      },
    ),
  ];
}

async function item(trashed: Trashed, { store, people }: Parts): Promise<TrashItem> {
  const article = await store.catalogue.get('articles', trashed.article);
  const by = trashed.by === null ? null : await people.shown(trashed.by);
  return presentTrashed(trashed, article?.title ?? '', by);
}

/** What becomes of a layer that is one member's own is not in the audit log. */
function factsOf({ what, id, article, rows }: Trashed): AuditFacts | null {
  if (what === 'layer' && rows.layers.some(({ audience }) => audience === 'private')) return null;
  return { article, subject: what === 'layer' ? id : null, detail: { what } };
}
