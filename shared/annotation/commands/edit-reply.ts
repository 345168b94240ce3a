/** Changes the words of a reply. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { SomeWords } from '../field-schemas.ts';
import { NOT_FOUND, UNCHANGED } from './outcome.ts';
import { replyOf, withReply } from './replies.ts';

/** A reply that isn't there can't be edited. */
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
