/** Changes the words or the colour of an annotation; what isn't given stays as it is. */
import * as z from 'zod/mini';
import { COLORS, isDecided } from '../annotation.ts';
import { defineChange, ONE } from './command-definition.ts';
import { Words } from '../field-schemas.ts';
import { DECIDED, withFields } from './outcome.ts';

/** The words in the body over HTTP; the same request may also tag and assign. */
export const WordsChange = z.strictObject({
  body: z.optional(Words),
  replacement: z.optional(z.nullable(Words)),
  color: z.optional(z.nullable(z.enum(COLORS))),
});

const SHAPE = {
  body: z.optional(z.string()),
  replacement: z.optional(z.nullable(z.string())),
  color: z.optional(z.nullable(z.enum(COLORS))),
};

/**
 * A body and a wording are edited together, as one remark. Those of a proposal that was decided stay as they were: the record says
 * what was accepted, and an acceptance can be taken back only while the words that it put in are known. The server alone, which
 * no person gives commands to, takes the words of somebody who is erased out of it.
 */
export const edit = defineChange('edit', SHAPE, {
  http: {
    method: 'PATCH',
    path: ONE,
    summary: 'Edit the words or the colour',
    body: WordsChange,
    toBody: ({ body, replacement, color }) => ({ body, replacement, color }),
    toFields: null,
  },
  permission: 'edit words',
  isNewWriting: true,
  words: ({ replacement, body }) => [replacement, body].filter(Boolean).join('\n\n'),
  apply(annotation, command, { at, by }) {
    const { body = annotation.body, replacement = annotation.replacement } = command;
    const { color = annotation.color } = command;
    const isOtherwise = body !== annotation.body || replacement !== annotation.replacement;
    if (isOtherwise && isDecided(annotation) && by !== null) return DECIDED;
    const revision = annotation.revision + (isOtherwise ? 1 : 0);
    const edited = isOtherwise && by !== null ? at : annotation.edited;
    return withFields(annotation, { body, replacement, color, revision, edited }, at);
  },
});
