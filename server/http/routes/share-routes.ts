/** Who else may come to an article: members with a higher role there, and links for guests. */
import { mayShareAs } from '../../../shared/policy/decide.ts';
import { NewGrant } from '../../../shared/wire/routes/people.ts';
import { NewShare, ShareEntry, ShareLook } from '../../../shared/wire/routes/shares.ts';
import type { ShareEntryAnswer } from '../../../shared/wire/routes/shares.ts';
import type { Parts } from '../parts.ts';
import { cameFrom } from '../came-from.ts';
import { presentArticleMember, presentShare, presentShareLook } from '../present-sharing.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';

export function shareRoutes(parts: Parts): Route[] {
  return [...articleMemberRoutes(parts), ...linkRoutes(parts), ...followingRoutes(parts)];
}

function articleMemberRoutes({ grants, takingBack }: Parts): Route[] {
  const path = '/api/articles/:id/members';
  return [
    memberRoute(
      {
        method: 'GET',
        path,
        summary: 'All members, with their roles in this article',
        permission: 'read members',
      },
      async ({ params: { id = '' } }) => {
        const members = await grants.members(id);
        return json({ items: members.map(presentArticleMember), next: null });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path,
        summary: 'Give a member a higher role in this article',
        permission: 'manage article members',
        body: NewGrant,
        audit: { action: 'grant given', keeps: ['role'] },
      },
      async ({ params: { id = '' }, body, identity }) => {
        const given = await grants.give(id, body.member, body.role, identity.actor);
        if (given.ok) await takingBack.grantChanged(id, body.member);
        return outcome(given, (member) => ({
          ...json(presentArticleMember(member), 201),
          noted: { subject: body.member },
        }));
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: `${path}/:member`,
        summary: 'Take back the role that a member was given in this article',
        permission: 'manage article members',
        audit: { action: 'grant taken' },
      },
      async ({ params: { id = '', member = '' } }) => {
        if (!(await grants.take(id, member))) return refuse('not-found');
        await takingBack.grantChanged(id, member);
        return { kind: 'nothing' };
      },
    ),
  ];
}

function linkRoutes(parts: Parts): Route[] {
  const path = '/api/articles/:id/shares';
  const { shares, takingBack, url } = parts;
  return [
    memberRoute(
      { method: 'GET', path, summary: 'Links to this article', permission: 'share article' },
      async ({ params: { id = '' } }) => {
        const found = await shares.of(id);
        const items = await Promise.all(found.map((share) => presentShare(share, parts)));
        return json({ items, next: null });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path,
        summary: 'Make a link by which guests read, comment or edit; its address is shown once',
        permission: 'share article',
        body: NewShare,
        audit: { action: 'share made', keeps: ['role', 'expires'] },
      },
      async ({ params: { id = '' }, body, actor, identity }) => {
        const allowed = mayShareAs(body.role, actor);
        if (!allowed.ok) return refuse('not-allowed', undefined, { rule: allowed.rule });
        const made = await shares.add(id, body, identity.actor);
        if (!made.ok) return outcome(made, json);
        const { share, secret } = made.value;
        // Behind the #: browsers send that to no server, so it stands in no log and no Referer.
        const address = `${url()}/join#share=${secret}`;
        return json({ ...(await presentShare(share, parts)), url: address }, 201);
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: `${path}/:share`,
        summary: 'Revoke a link: whoever came by it is shown out',
        permission: 'share article',
        audit: { action: 'share revoked' },
      },
      async ({ params }) => {
        const share = await shares.find(params['id'] ?? '', params['share'] ?? '');
        if (share === null) return refuse('not-found');
        await shares.revoke(share);
        await Promise.all([takingBack.shareEnded(share.id), shares.forgetUses(share)]);
        return { kind: 'nothing' };
      },
    ),
  ];
}

function followingRoutes({ articles, guests, shares }: Parts): Route[] {
  return [
    openRoute(
      {
        method: 'POST',
        path: '/api/shares/look',
        summary: 'What a link leads to',
        body: ShareLook,
      },
      async ({ body }) => {
        const share = await shares.bySecret(body.token);
        const article = share && (await articles.find(share.article));
        return share && article ? json(presentShareLook(share, article)) : refuse('sign-in-failed');
      },
    ),
    openRoute(
      {
        method: 'POST',
        path: '/api/shares/enter',
        summary: 'Follow a link as a guest with a name; a member stays a member',
        body: ShareEntry,
        audit: { action: 'share entered', refused: 'sign-in refused' },
      },
      async ({ body, identity, request }): Promise<Answer> => {
        const entered = await guests.enter(body, identity, cameFrom(request));
        return outcome(entered, ({ article, share, guest, session }) => {
          const value: ShareEntryAnswer = { article };
          const noted = { article, subject: share, ...(guest && { actor: guest }) };
          return session === null
            ? { ...json(value), noted }
            : { kind: 'session', secret: session, value, noted };
        });
      },
    ),
  ];
}
