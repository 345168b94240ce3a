/** Changes the words of a reply. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { SomeWords } from '../field-schemas.ts';
import { NOT_FOUND, UNCHANGED } from './outcome.ts';
import { replyOf, withReply } from './replies.ts';

/** Changes the words of a reply, and when it was modified; a reply that isn't there is `not-found`. */
export const editReply = defineChange(
  'edit-reply',
  { reply: z.string(), body: z.string() },
  {
    http: {
      method: 'PATCH',
      path: `${ONE}/replies/:reply`,
      summary: "Edit one's own reply",
      body: z.strictObject({ body: SomeWords }),
      toBody: ({ body }) => ({ body }),
      toFields: ({ body }, { reply }) => ({ reply, body }),
    },
    permission: 'edit words',
    isNewWriting: true,
    words: ({ body }) => body,
    apply(annotation, { reply, body }, { at }) {
      const before = replyOf(annotation, reply);
      if (before === undefined) return NOT_FOUND;
      if (before.body === body) return UNCHANGED;
      return withReply(annotation, { ...before, body, modified: at });
    },
  },
);
