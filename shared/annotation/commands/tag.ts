/** Gives an annotation its tags, in the place of those that it had. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { Tags } from '../field-schemas.ts';
import { withFields } from './outcome.ts';

/** What HTTP takes of it, beside an edit. */
export const TagChange = z.strictObject({ tags: Tags });

/** All of them at once, in their order. */
export const tag = defineChange(
  'tag',
  { tags: z.array(z.string()) },
  {
    http: {
      method: 'PATCH',
      path: ONE,
      summary: 'Tag',
      body: TagChange,
      toBody: ({ tags }) => ({ tags }),
      toFields: null,
    },
    permission: 'tag',
    isNewWriting: false,
    apply: (annotation, { tags }, { at }) => withFields(annotation, { tags }, at),
  },
);
