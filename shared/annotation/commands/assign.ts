/** Makes a member see to an annotation, in the place of whoever did. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { Id } from '../field-schemas.ts';
import { withFields } from './outcome.ts';

/** The assignee in the body over HTTP, beside an edit's fields; the server checks that there is such a member. */
export const AssigneeChange = z.strictObject({ assignee: z.nullable(Id) });

/** Makes one member responsible for an annotation, instead of the one before; null makes it nobody. */
export const assign = defineChange(
  'assign',
  { assignee: z.nullable(z.string()) },
  {
    http: {
      method: 'PATCH',
      path: ONE,
      summary: 'Assign to a member',
      body: AssigneeChange,
      toBody: ({ assignee }) => ({ assignee }),
      toFields: null,
    },
    permission: 'assign',
    isNewWriting: false,
    apply: (annotation, { assignee }, { at }) => withFields(annotation, { assignee }, at),
  },
);
