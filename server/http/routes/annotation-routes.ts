/** Annotations, replies, status: each request becomes a command. */
import type { Command } from '../../../shared/annotation/command.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import {
  AnchorChange,
  AnnotationChange,
  AnnotationQuery,
  NewAnnotation,
  NewReply,
  ReplyChange,
  StatusChange,
} from '../../../shared/wire/requests.ts';
import type { Parts } from '../../parts.ts';
import { pageOf } from '../page.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';

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

function readingRoutes({ articles, annotations }: Parts): Route[] {
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
        const found = await annotations.find(params['id'] ?? '', params['annotation'] ?? '', actor);
        return found ? json(found.annotation) : refuse('not-found');
      },
    ),
  ];
}

function writingRoutes(parts: Parts): Route[] {
  const { articles, annotations, layers, newId } = parts;
  return [
    memberRoute(
      { method: 'POST', path: MANY, summary: 'Highlight, comment or suggest', body: NewAnnotation },
      async ({ params, body, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        const layer = article && (await layers.find(article.id, body.layer, actor));
        if (!layer) return refuse('not-found');
        const { id = newId(), layer: _layer, target, ...fields } = body;
        const anchor = await annotations.anchor(layer.article, target);
        if (!anchor.ok) return outcome(anchor, json);
        const command: Command = { do: 'create', id, anchor: anchor.value, ...fields };
        return outcome(await annotations.perform(command, layer, actor), (made) => json(made, 201));
      },
    ),
    memberRoute(
      {
        method: 'PATCH',
        path: ONE,
        summary: 'Edit the words, tags or assignee',
        body: AnnotationChange,
      },
      async ({ params, body, actor }) => {
        let last: Answer = refuse('invalid-request', 'Nothing to change was given.');
        for (const command of editCommands(params['annotation'] ?? '', body)) {
          // oxlint-disable-next-line no-await-in-loop -- the first one that is refused ends it
          last = await performOn(parts, params, actor, command);
          if (last.kind === 'problem') return last;
        }
        return last;
      },
    ),
    memberRoute(
      { method: 'DELETE', path: ONE, summary: 'Delete an annotation with its thread' },
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
        const command: Command = {
          do: 'reply',
          annotation: params['annotation'] ?? '',
          id,
          body: words,
        };
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
      { method: 'DELETE', path, summary: 'Delete a reply' },
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
        const anchor = await parts.annotations.anchor(params['id'] ?? '', body.target);
        if (!anchor.ok) return outcome(anchor, json);
        const annotation = params['annotation'] ?? '';
        return performOn(parts, params, actor, { do: 'anchor', annotation, anchor: anchor.value });
      },
    ),
  ];
}

/** Performs a command on an annotation that the actor may read; one that they may not is as absent as none. */
async function performOn(
  { annotations }: Parts,
  params: Readonly<Record<string, string>>,
  actor: Actor,
  command: Command,
  status = 200,
): Promise<Answer> {
  const found = await annotations.find(params['id'] ?? '', params['annotation'] ?? '', actor);
  if (found === null) return refuse('not-found');
  const performed = await annotations.perform(command, found.layer, actor);
  return outcome(performed, (annotation) =>
    annotation ? json(annotation, status) : { kind: 'nothing' },
  );
}

function editCommands(
  annotation: string,
  { tags, assignee, ...words }: AnnotationChange,
): Command[] {
  const commands: Command[] = [];
  const edit = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  if (Object.keys(edit).length > 0) commands.push({ do: 'edit', annotation, ...edit });
  if (tags !== undefined) commands.push({ do: 'tag', annotation, tags });
  if (assignee !== undefined) commands.push({ do: 'assign', annotation, assignee });
  return commands;
}
