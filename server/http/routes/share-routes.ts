/** Links by which guests come to an article. */
import { mayShareAs } from '../../../shared/policy/may.ts';
import { shareRoutes } from '../../../shared/wire/routes/shares.ts';
import type { Parts } from '../parts.ts';
import { presentShare, presentShareLook } from '../present-sharing.ts';
import { json, list, NOTHING, outcome, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/**
 * Links are managed by those who may share the article, and give no higher role than their maker has; following one is open to
 * anyone.
 */
export function shareRows(parts: Parts): Row[] {
  return [...linkRows(parts), ...followingRows(parts)];
}

function linkRows(parts: Parts): Row[] {
  const { shares, revocations, url } = parts;
  const permission = 'share article';
  return [
    implement(shareRoutes.list, { permission }, async ({ article }) => {
      const found = await shares.of(article.id);
      return list(await Promise.all(found.map((share) => presentShare(share, parts))));
    }),
    implement(
      shareRoutes.add,
      { rate: RATES.keys, permission, audit: { action: 'share made', keeps: ['role', 'expires'] } },
      async ({ article, body, actor, identity }) => {
        const allowed = mayShareAs(body.role, actor);
        if (!allowed.ok) return refuse('not-allowed', undefined, { rule: allowed.rule });
        const made = await shares.add(article.id, body, identity.actor);
        if (!made.ok) return refusal(made.problem);
        const { share, secret } = made.value;
        // After the #: browsers send that part to no server, so it stands in no log and no Referer.
        const address = `${url()}/join#share=${secret}`;
        return json({ ...(await presentShare(share, parts)), url: address });
      },
    ),
    implement(
      shareRoutes.revoke,
      { rate: RATES.keys, permission, audit: { action: 'share revoked' } },
      async ({ article, params }) => {
        const share = await shares.find(article.id, params.share);
        if (share === null) return refuse('not-found');
        await shares.revoke(share);
        await Promise.all([revocations.shareEnded(share.id), shares.forgetUses(share)]);
        return NOTHING;
      },
    ),
  ];
}

function followingRows({ articles, guests, shares }: Parts): Row[] {
  return [
    implement(shareRoutes.look, { rate: RATES.doors }, async ({ body }) => {
      const share = await shares.bySecret(body.token);
      const article = share && (await articles.find(share.article));
      return share && article ? json(presentShareLook(share, article)) : refuse('sign-in-failed');
    }),
    implement(
      shareRoutes.enter,
      { rate: RATES.doors, audit: { action: 'share entered', refused: 'sign-in refused' } },
      async ({ body, identity, from }) => {
        const entered = await guests.enter(body, identity, from);
        return outcome(entered, ({ article, share, guest, session: secret }) => {
          const value = { article };
          const audit = { article, subject: share, ...(guest && { actor: guest }) };
          return secret === null
            ? { ...json(value), audit }
            : { kind: 'session', secret, value, audit };
        });
      },
    ),
  ];
}
