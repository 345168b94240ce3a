/** Makes an annotation: highlights, comments on or proposes to replace some words, or reports them as a mistake. */
import { equalityDeep } from 'lib0/function';
import * as z from 'zod/mini';
import { COLORS, KINDS, READER_AUTHOR, readPlainFields } from '../annotation.ts';
import type { Annotation } from '../annotation.ts';
import { KIND_FACTS, NOTE_KINDS } from '../kinds.ts';
import { Target, targetOf } from '../target.ts';
import { defineCommand, MANY } from './command-definition.ts';
import { AnchorData, Id, Tags, Words } from '../field-schemas.ts';
import { ID_TAKEN, UNCHANGED } from './outcome.ts';

/** The body over HTTP: the server finds the words. The same body sent twice, with its `id`, makes one annotation. */
export const NewAnnotation = z
  .strictObject({
    id: z.optional(z.uuid()),
    layer: Id,
    kind: z.enum(NOTE_KINDS.map(([kind]) => kind)),
    target: Target,
    body: z._default(Words, ''),
    replacement: z._default(z.nullable(Words), null),
    color: z._default(z.nullable(z.enum(COLORS)), null),
    tags: z._default(Tags, []),
  })
  .check(
    z.refine(
      ({ kind, replacement }) =>
        KIND_FACTS[kind].writing.form?.replaces !== true || replacement !== null,
      {
        path: ['replacement'],
        error: 'A suggestion says what to put in the place of the words.',
      },
    ),
  );
/** The body of the request that makes an annotation, as it was read. */
export type NewAnnotation = z.output<typeof NewAnnotation>;

/** What an author says of some words. */
type Said = Pick<Annotation, 'kind' | 'anchor' | 'body' | 'replacement' | 'color' | 'tags'>;

const Schema: z.ZodMiniType<Said & { readonly do: 'create'; readonly id: string }> = z.object({
  do: z.literal('create'),
  id: z.string(),
  kind: z.enum(KINDS),
  anchor: AnchorData,
  body: z.string(),
  replacement: z.nullable(z.string()),
  color: z.nullable(z.enum(COLORS)),
  tags: z.array(z.string()),
});

/** The fields of what nobody has done anything about yet. */
const USUAL = readPlainFields(() => undefined);

/**
 * Makes an annotation. Where its id is taken, nothing is to be done if the same author has said the same of the same words;
 * else it is a conflict.
 */
export const create = defineCommand(Schema, {
  http: {
    method: 'POST',
    path: MANY,
    summary: 'Highlight, comment or suggest',
    status: 201,
    body: NewAnnotation,
    toBody: ({ do: _, anchor, ...said }, layer) => ({ ...said, layer, target: targetOf(anchor) }),
    toCommand: null,
  },
  permission: 'create annotation',
  isNewWriting: true,
  words: ({ replacement, body }) => [replacement, body].filter(Boolean).join('\n\n'),
  apply(annotation, { do: _, ...said }, { by, at, via }) {
    const author = by ?? READER_AUTHOR;
    if (annotation !== null) return isSaid(annotation, said, author) ? UNCHANGED : ID_TAKEN;
    const made = { ...USUAL, ...said, author, created: at, modified: at, via };
    return { kind: 'changed', annotation: { ...made, replies: [], reactions: [] } };
  },
});

/** Whether it is what this author said. What was changed later can't be told from what was said otherwise. */
function isSaid(annotation: Annotation, said: Said, author: string): boolean {
  const { kind, anchor, body, replacement, color, tags } = said;
  const isSameThing =
    annotation.author === author &&
    annotation.kind === kind &&
    annotation.anchor.exact === anchor.exact &&
    annotation.anchor.abridged?.digest === anchor.abridged?.digest;
  if (!isSameThing || annotation.modified !== annotation.created) return isSameThing;
  return (
    annotation.body === body &&
    annotation.replacement === replacement &&
    annotation.color === color &&
    equalityDeep(annotation.tags, tags)
  );
}
