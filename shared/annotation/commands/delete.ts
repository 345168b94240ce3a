/** Deletes an annotation with its thread. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { STALE, UNCHANGED } from './outcome.ts';

/** The body over HTTP, where there is one. `replies` is how many the sender saw: where there are more by now, nothing is deleted. */
const Deletion = z.strictObject({ replies: z.optional(z.int().check(z.minimum(0))) });

/**
 * Deletes an annotation with its thread. One that isn't there counts as deleted, so that the command may be sent twice. Refused
 * where `replies` are given and there are more: somebody has answered meanwhile, and the sender doesn't know.
 */
export const deletion = defineChange(
  'delete',
  { replies: z.optional(z.number()) },
  {
    http: {
      method: 'DELETE',
      path: ONE,
      summary: 'Delete an annotation with its thread',
      status: 204,
      body: Deletion,
      toBody: ({ replies }) => (replies === undefined ? undefined : { replies }),
      toFields: ({ replies }) => ({ replies }),
    },
    permission: 'delete annotation',
    isNewWriting: false,
    audit: { action: 'annotation deleted', facts: ({ kind }) => ({ kind }) },
    whereAbsent: UNCHANGED,
    apply: ({ replies }, { replies: seen = replies.length }) =>
      replies.length > seen ? STALE : { kind: 'deleted' },
  },
);
