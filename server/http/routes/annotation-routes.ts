/** Annotations over HTTP: lists of them, and each command on one. */
import { COMMANDS } from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { pageOf } from '../../../shared/wire/list.ts';
import { annotationRoutes, routeFor } from '../../../shared/wire/routes/annotations.ts';
import type { AnnotationChange } from '../../../shared/wire/routes/annotations.ts';
import type { Parts } from '../parts.ts';
import { json, refusal, refuse } from '../answer.ts';
import { createAnnotation, findIn, performAll, performOn } from '../annotation-commands.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const PAGE = 500;

/** Lists need the right to read the article. For a command the policy is asked about the very annotation and its layer. */
export function annotationRows(parts: Parts): Row[] {
  return [...readingRows(parts), ...makingRows(parts), ...commandRows(parts)];
}

function readingRows(parts: Parts): Row[] {
  const permission = 'read article';
  return [
    implement(
      annotationRoutes.list,
      { permission, rate: RATES.lists },
      async ({ article, query: { cursor, status, ...others }, actor }) => {
        const wanted = { ...others, status: status === 'all' ? undefined : status };
        const all = await parts.annotations.all(article.id, actor);
        const matching = all.filter((annotation) =>
          Object.entries(wanted).every(
            ([field, value]) =>
              value === undefined || annotation[field as keyof typeof wanted] === value,
          ),
        );
        return json(pageOf(matching, cursor, PAGE));
      },
    ),
    implement(annotationRoutes.get, { permission }, async (asked) => {
      const found = await findIn(parts, asked);
      return found ? json(found.annotation) : refuse('not-found');
    }),
  ];
}

/** What needs more than a body to become a command: a place in the text, a member, or several commands. */
function makingRows(parts: Parts): Row[] {
  return [
    implement(
      annotationRoutes.create,
      { rate: RATES.notes, permission: 'create annotation' },
      async (asked) => createAnnotation(parts, asked, asked.body),
    ),
    implement(annotationRoutes.change, { rate: RATES.changes }, async ({ body, ...asked }) => {
      const found = await findIn(parts, asked);
      if (found === null) return refuse('not-found');
      return performAll(parts, asked, found, changesOf(found.annotation.id, body));
    }),
    implement(annotationRoutes.anchor, { rate: RATES.changes }, async ({ body, ...asked }) => {
      const found = await findIn(parts, asked);
      if (found === null) return refuse('not-found');
      const { id: annotation, replacement } = found.annotation;
      const { target } = body;
      if (target === null)
        return performOn(parts, asked, { do: 'anchor', annotation, anchor: null });
      const tied = await parts.annotations.anchor(asked.article.id, target, replacement);
      if (!tied.ok) return refusal(tied.problem);
      return performOn(parts, asked, { do: 'anchor', annotation, anchor: tied.value });
    }),
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

/** A row for each command that its address and body say whole. */
function commandRows(parts: Parts): Row[] {
  return Object.entries(COMMANDS).flatMap(([name, { http, audit }]) => {
    const { toCommand } = http;
    if (toCommand === null) return [];
    const route = routeFor({ do: name as Command['do'] }); // the table has each under its own name
    const rate = name === 'reply' ? RATES.notes : RATES.changes;
    const rules = audit === null ? { rate } : { rate, audit: { action: audit.action } };
    return implement(route, rules, async (asked) => {
      const { annotation = '', reply = '', emoji = '' } = asked.params;
      const command = toCommand(asked.body, { annotation, reply, emoji, newId: parts.newId });
      return performOn(parts, asked, command);
    });
  });
}
