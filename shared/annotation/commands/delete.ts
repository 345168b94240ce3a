/** Deletes an annotation with its thread. */
import { defineChange, ONE } from './command-definition.ts';
import { UNCHANGED } from './outcome.ts';

/** What isn't there is as deleted as it can be. */
export const deletion = defineChange(
  'delete',
  {},
  {
    http: {
      method: 'DELETE',
      path: ONE,
      summary: 'Delete an annotation with its thread',
      status: 204,
      body: null,
      toBody: () => undefined,
      toFields: () => ({}),
    },
    permission: 'delete annotation',
    isNewWriting: false,
    audit: { action: 'annotation deleted', facts: ({ kind }) => ({ kind }) },
    whereAbsent: UNCHANGED,
    apply: () => ({ kind: 'deleted' }),
  },
);
