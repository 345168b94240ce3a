/** Annotations of an article: lists of them, and a route for each command on one. */
import * as z from 'zod/mini';
import type { Anchoring } from '../../anchor/anchor.ts';
import { ANNOTATION_SHAPE, KINDS, STATUSES } from '../../annotation/annotation.ts';
import type { PlacedAnnotation as Placed } from '../../annotation/annotation.ts';
import { AnchorChange } from '../../annotation/commands/anchor.ts';
import { AssigneeChange } from '../../annotation/commands/assign.ts';
import { MANY, ONE } from '../../annotation/commands/command-definition.ts';
import type { HttpForm } from '../../annotation/commands/command-definition.ts';
import { FOREIGN_AUTHOR } from '../../annotation/foreign-author.ts';
import { COMMANDS } from '../../annotation/commands/command-table.ts';
import type { Command } from '../../annotation/commands/command-table.ts';
import { NewAnnotation } from '../../annotation/commands/create.ts';
import { WordsChange } from '../../annotation/commands/edit.ts';
import { StatusChange } from '../../annotation/commands/set-status.ts';
import { TagChange } from '../../annotation/commands/tag.ts';
import { id } from '../fields.ts';
import { cursor, page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Route } from '../route.ts';

const range = { from: z.number(), to: z.number() };
const nowhere = { from: z.null(), to: z.null(), exact: z.string() };

const anchoring: z.ZodMiniType<Anchoring> = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['exact', 'changed', 'moved']), ...range, exact: z.string() }),
  z.object({ state: z.literal('ambiguous'), ...nowhere, candidates: z.array(z.object(range)) }),
  z.object({ state: z.literal('orphaned'), ...nowhere }),
]);

/** An annotation with its thread, its layer, and where its words are now; the fields are explained at the type. */
export const PlacedAnnotation: z.ZodMiniType<Placed> = z.object({
  ...ANNOTATION_SHAPE,
  article: z.string(),
  layer: z.string(),
  anchoring,
});

/** Which of the annotations that one may read are listed: those that match all the fields given. The status `all` asks for nothing. */
export const AnnotationQuery = z.strictObject({
  layer: z.optional(id),
  kind: z.optional(z.enum(KINDS)),
  status: z.optional(z.enum([...STATUSES, 'all'])),
  author: z.optional(z.union([id, z.string().check(z.regex(FOREIGN_AUTHOR))])),
  cursor,
});
/** As it was read: an annotation is listed where all the fields match. */
export type AnnotationQuery = z.output<typeof AnnotationQuery>;

/** What several commands change at once; what is left out stays as it is. */
export const AnnotationChange = z.partial(
  z.strictObject({ ...WordsChange.shape, ...TagChange.shape, ...AssigneeChange.shape }),
);
/**
 * As it was read. Each group of fields is a command of its own, and all of them must be allowed before the first is performed.
 */
export type AnnotationChange = z.output<typeof AnnotationChange>;

/** Commands that go by the same route, since one request may change all these things of an annotation. */
const TOGETHER = ['edit', 'tag', 'assign'] as const;
type Alone = Exclude<Command['do'], (typeof TOGETHER)[number]>;

const ANSWERS = {
  200: json(PlacedAnnotation),
  201: created(PlacedAnnotation),
  204: NOTHING,
} as const;

/** An annotation in a layer that one may not read is answered like one that isn't there: 404. */
export const annotationRoutes = {
  list: {
    method: 'GET',
    path: MANY,
    summary: 'Annotations in the order of their places',
    on: 'article',
    query: AnnotationQuery,
    answer: json(page(PlacedAnnotation)),
  },
  get: {
    method: 'GET',
    path: ONE,
    summary: 'One annotation with its thread',
    on: 'article',
    answer: json(PlacedAnnotation),
  },
  change: {
    method: 'PATCH',
    path: ONE,
    summary: 'Edit the words, tags or assignee',
    on: 'article',
    body: AnnotationChange,
    answer: json(PlacedAnnotation),
  },
  ...rows(),
  create: { ...rowOf(COMMANDS.create.http), body: NewAnnotation },
  anchor: { ...rowOf(COMMANDS.anchor.http), body: AnchorChange },
  'set-status': {
    ...rowOf(COMMANDS['set-status'].http),
    body: StatusChange,
    answer: ANSWERS[200],
  },
} as const satisfies Record<string, Route>;

/** The route by which a command is sent: one of its own, or the one that edits, tags and assigns together. */
export function routeFor({ do: name }: Pick<Command, 'do'>): OnArticle {
  return isAlone(name) ? annotationRoutes[name] : annotationRoutes.change;
}

type OnArticle = Route & { readonly on: 'article' };

function isAlone(name: string): name is Alone {
  return !TOGETHER.some((one) => one === name);
}

function rows(): Readonly<Record<Alone, OnArticle>> {
  const alone = Object.entries(COMMANDS).filter(([name]) => isAlone(name));
  const made = alone.map(([name, { http }]) => [name, rowOf(http)]);
  return Object.fromEntries(made) as Record<Alone, OnArticle>; // the table has each under its own name
}

function rowOf({
  method,
  path,
  summary,
  status,
  body,
}: Omit<HttpForm<never>, 'toBody' | 'toCommand'>): OnArticle {
  return { method, path, summary, on: 'article', ...(body && { body }), answer: ANSWERS[status] };
}
