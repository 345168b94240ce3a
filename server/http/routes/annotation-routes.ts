/** Annotations over HTTP: lists of them, and each command on one. */
import { AnchorChange } from '../../../shared/annotation/commands/anchor.ts';
import { MANY, ONE } from '../../../shared/annotation/commands/command-definition.ts';
import { COMMANDS } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { NewAnnotation } from '../../../shared/annotation/commands/create.ts';
import { AnnotationChange, AnnotationQuery } from '../../../shared/wire/routes/annotations.ts';
import type { Parts } from '../parts.ts';
import { pageOf } from '../../../shared/wire/list.ts';
import { json, outcome, refuse } from '../respond.ts';
import { createAnnotation, findIn, performAll, performOn } from '../annotation-commands.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

const PAGE = 500;

export function annotationRoutes(parts: Parts): Route[] {
  return [...readingRoutes(parts), ...makingRoutes(parts), ...commandRoutes(parts)];
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
      async (asked) => {
        const found = await findIn(parts, asked);
        return found ? json(found.annotation) : refuse('not-found');
      },
    ),
  ];
}

/** What needs more than a body to become a command: a place in the text, a member, or several commands. */
function makingRoutes(parts: Parts): Route[] {
  const { create, anchor } = COMMANDS;
  return [
    memberRoute(
      {
        method: 'POST',
        path: MANY,
        summary: create.http.summary,
        permission: 'create annotation',
        body: NewAnnotation,
      },
      async (asked) => createAnnotation(parts, asked, asked.body),
    ),
    memberRoute(
      {
        method: 'PATCH',
        path: ONE,
        summary: 'Edit the words, tags or assignee',
        body: AnnotationChange,
      },
      async ({ body, ...asked }) => {
        const assignee = body.assignee ?? null;
        if (assignee !== null && (await parts.accounts.member(assignee)) === null) {
          return refuse('invalid-request', 'There is no such member.', { field: 'assignee' });
        }
        const found = await findIn(parts, asked);
        if (found === null) return refuse('not-found');
        return performAll(parts, asked, found, changesOf(found.annotation.id, body));
      },
    ),
    memberRoute(
      { method: 'POST', path: anchor.http.path, summary: anchor.http.summary, body: AnchorChange },
      async ({ body, ...asked }) => {
        const found = await findIn(parts, asked);
        if (found === null) return refuse('not-found');
        const tied = await parts.annotations.anchor(found.layer.article, body.target);
        if (!tied.ok) return outcome(tied, json);
        const annotation = found.annotation.id;
        return performOn(parts, asked, { do: 'anchor', annotation, anchor: tied.value });
      },
    ),
  ];
}

/** The commands of a change: a part that isn't given stays as it is. */
function changesOf(annotation: string, { tags, assignee, ...words }: AnnotationChange): Command[] {
  const commands: Command[] = [];
  const isEdit = Object.values(words).some((value) => value !== undefined);
  if (isEdit) commands.push({ do: 'edit', annotation, ...words });
  if (tags !== undefined) commands.push({ do: 'tag', annotation, tags });
  if (assignee !== undefined) commands.push({ do: 'assign', annotation, assignee });
  return commands;
}

/** A route for each command that its address and body say whole. */
function commandRoutes(parts: Parts): Route[] {
  return Object.values(COMMANDS).flatMap(({ http, audit }) => {
    const { method, path, summary, body, toCommand } = http;
    if (toCommand === null) return [];
    const declared = {
      method,
      path,
      summary,
      body,
      ...(audit && { audit: { action: audit.action } }),
    };
    return memberRoute(declared, async (asked) => {
      const { annotation = '', reply = '' } = asked.params;
      const command = toCommand(asked.body, { annotation, reply, newId: parts.newId });
      return performOn(parts, asked, command);
    });
  });
}
