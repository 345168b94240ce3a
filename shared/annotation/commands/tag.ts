/** Gives an annotation its tags, in the place of those that it had. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { Tags } from '../field-schemas.ts';
import { withFields } from './outcome.ts';

/** The tags in the body over HTTP, which may stand beside an edit's fields. */
export const TagChange = z.strictObject({ tags: Tags });

/** Sets all tags at once, in this order; those that aren't among them are taken away. */
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
