/** Takes a reply out of a thread. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { withoutReply } from './replies.ts';

/** One that isn't there is as deleted as it can be. */
export const deleteReply = defineChange(
  'delete-reply',
  { reply: z.string() },
  {
    http: {
      method: 'DELETE',
      path: `${ONE}/replies/:reply`,
      summary: 'Delete a reply',
      body: null,
      toBody: () => undefined,
      toFields: (_body, { reply }) => ({ reply }),
    },
    permission: 'delete annotation',
    isNewWriting: false,
    audit: { action: 'reply deleted', facts: ({ kind }) => ({ kind }) },
    apply: (annotation, { reply }, { at }) => withoutReply(annotation, reply, at),
  },
);
