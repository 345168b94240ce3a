/** Answers in a thread. */
import * as z from 'zod/mini';
import { READER_AUTHOR } from '../annotation.ts';
import { defineChange, ONE } from './command-definition.ts';
import { SomeWords } from '../field-schemas.ts';
import { ID_TAKEN, UNCHANGED } from './outcome.ts';
import { newReply, replyOf, withReply } from './replies.ts';

/** What HTTP takes: where no id is given the server makes one. */
const NewReply = z.strictObject({ id: z.optional(z.uuid()), body: SomeWords });

/** Adds a reply. The same one sent again changes nothing; an id that another reply of the thread has is a conflict. */
export const reply = defineChange(
  'reply',
  { id: z.string(), body: z.string() },
  {
    http: {
      method: 'POST',
      path: `${ONE}/replies`,
      summary: 'Reply',
      status: 201,
      body: NewReply,
      toBody: ({ id, body }) => ({ id, body }),
      toFields: ({ id, body }, { newId }) => ({ id: id ?? newId(), body }),
    },
    permission: 'reply',
    isNewWriting: true,
    words: ({ body }) => body,
    apply(annotation, { id, body }, { by, at }) {
      const author = by ?? READER_AUTHOR;
      const there = replyOf(annotation, id);
      if (there === undefined) return withReply(annotation, newReply(id, author, body, at));
      // One that was edited since can't be told from one that says something else.
      const isSaid = there.body === body || there.modified !== there.created;
      return there.author === author && isSaid ? UNCHANGED : ID_TAKEN;
    },
  },
);
