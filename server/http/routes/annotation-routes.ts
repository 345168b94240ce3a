/** Annotations, replies, status: each request becomes a command. */
import type { Command } from '../../../shared/annotation/command.ts';
import {
  AnchorChange,
  AnnotationChange,
  AnnotationQuery,
  NewAnnotation,
  NewReply,
  ReplyChange,
  StatusChange,
} from '../../../shared/wire/routes/annotations.ts';
import type { Parts } from '../parts.ts';
import { pageOf } from '../../../shared/wire/list.ts';
import { json, outcome, refuse } from '../respond.ts';
import {
  createAnnotation,
  editCommands,
  findIn,
  performAll,
  performOn,
} from '../annotation-commands.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

const MANY = '/api/articles/:id/annotations';
const ONE = `${MANY}/:annotation`;
const PAGE = 500;

export function annotationRoutes(parts: Parts): Route[] {
  return [
    ...readingRoutes(parts),
    ...writingRoutes(parts),
    ...replyRoutes(parts),
    ...settlingRoutes(parts),
  ];
}

function readingRoutes(parts: Parts): Route[] {
  const { articles, annotations } = parts;
  return [
    memberRoute(
      {
        method: 'GET',
        path: MANY,
        summary: 'Annotations in the order of their places',
        permission: 'read article',
        query: AnnotationQuery,
      },
      async ({ params, query: { cursor, ...wanted }, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article === null) return refuse('not-found');
        const all = await annotations.all(article.id, actor);
        const matching = all.filter((annotation) =>
          Object.entries(wanted).every(
            ([field, value]) =>
              value === undefined || annotation[field as keyof typeof wanted] === value,
          ),
        );
        return json(pageOf(matching, cursor, PAGE));
      },
    ),
    memberRoute(
      {
        method: 'GET',
        path: ONE,
        summary: 'One annotation with its thread',
        permission: 'read article',
      },
      async ({ params, actor }) => {
        const found = await findIn(parts, params, actor);
        return found ? json(found.annotation) : refuse('not-found');
      },
    ),
  ];
}

function writingRoutes(parts: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'POST',
        path: MANY,
        summary: 'Highlight, comment or suggest',
        permission: 'create annotation',
        body: NewAnnotation,
      },
      async ({ params, body, actor }) => createAnnotation(parts, params, body, actor),
    ),
    memberRoute(
      {
        method: 'PATCH',
        path: ONE,
        summary: 'Edit the words, tags or assignee',
        body: AnnotationChange,
      },
      async ({ params, body, actor }) => {
        const assignee = body.assignee ?? null;
        if (assignee !== null && (await parts.accounts.member(assignee)) === null) {
          return refuse('invalid-request', 'There is no such member.', { field: 'assignee' });
        }
        const found = await findIn(parts, params, actor);
        if (found === null) return refuse('not-found');
        return performAll(parts, found, editCommands(found.annotation.id, body), actor);
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: ONE,
        summary: 'Delete an annotation with its thread',
        audit: { action: 'annotation deleted' },
      },
      async ({ params, actor }) =>
        performOn(parts, params, actor, { do: 'delete', annotation: params['annotation'] ?? '' }),
    ),
  ];
}

function replyRoutes(parts: Parts): Route[] {
  const path = `${ONE}/replies/:reply`;
  return [
    memberRoute(
      { method: 'POST', path: `${ONE}/replies`, summary: 'Reply', body: NewReply },
      async ({ params, body, actor }) => {
        const { id = parts.newId(), body: words } = body;
        const { annotation = '' } = params;
        const command: Command = { do: 'reply', annotation, id, body: words };
        return performOn(parts, params, actor, command, 201);
      },
    ),
    memberRoute(
      { method: 'PATCH', path, summary: "Edit one's own reply", body: ReplyChange },
      async ({ params: { annotation = '', reply = '', ...params }, body, actor }) => {
        const command: Command = { do: 'edit-reply', annotation, reply, body: body.body };
        return performOn(parts, { ...params, annotation }, actor, command);
      },
    ),
    memberRoute(
      { method: 'DELETE', path, summary: 'Delete a reply', audit: { action: 'reply deleted' } },
      async ({ params: { annotation = '', reply = '', ...params }, actor }) =>
        performOn(parts, { ...params, annotation }, actor, {
          do: 'delete-reply',
          annotation,
          reply,
        }),
    ),
  ];
}

function settlingRoutes(parts: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'POST',
        path: `${ONE}/status`,
        summary: 'Resolve, reopen, accept (which applies the replacement to the text) or decline',
        body: StatusChange,
        audit: { action: 'status changed' },
      },
      async ({ params, body: { status, note }, actor }) => {
        const command: Command = {
          do: 'set-status',
          annotation: params['annotation'] ?? '',
          status,
          note: note ? { id: parts.newId(), body: note } : null,
        };
        return performOn(parts, params, actor, command);
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path: `${ONE}/anchor`,
        summary: 'Tie an annotation to other words',
        body: AnchorChange,
      },
      async ({ params, body, actor }) => {
        const found = await findIn(parts, params, actor);
        if (found === null) return refuse('not-found');
        const anchor = await parts.annotations.anchor(found.layer.article, body.target);
        if (!anchor.ok) return outcome(anchor, json);
        const annotation = found.annotation.id;
        return performAll(
          parts,
          found,
          [{ do: 'anchor', annotation, anchor: anchor.value }],
          actor,
        );
      },
    ),
  ];
}
