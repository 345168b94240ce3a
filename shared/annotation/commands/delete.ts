/** Deletes an annotation with its thread. */
import { defineChange, ONE } from './command-definition.ts';
import { UNCHANGED } from './outcome.ts';

/** Deletes an annotation with its thread. One that isn't there counts as deleted, so that the command may be sent twice. */
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
