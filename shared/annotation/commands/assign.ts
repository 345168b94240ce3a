/** Makes a member see to an annotation, in the place of whoever did. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { Id } from '../field-schemas.ts';
import { withFields } from './outcome.ts';

/** What HTTP takes of it, beside an edit; the server looks whether there is such a member. */
export const AssigneeChange = z.strictObject({ assignee: z.nullable(Id) });

/** Null: nobody sees to it any more. */
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
