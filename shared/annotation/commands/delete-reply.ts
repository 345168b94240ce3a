/** Takes a reply out of a thread. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { withoutReply } from './replies.ts';

/** Deletes a reply. One that isn't there counts as deleted, so that the command may be sent twice. */
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
