/** Pins a thread to the top of its margin, where everybody sees it at once, or takes the pin out. */
import * as z from 'zod/mini';
import { defineChange, ONE } from './command-definition.ts';
import { withFields } from './outcome.ts';

/** The pin is the thread's, not a person's: everybody who reads the layer sees it there. */
export const pin = defineChange(
  'pin',
  { pinned: z.boolean() },
  {
    http: {
      method: 'POST',
      path: `${ONE}/pin`,
      summary: 'Pin an annotation to the top of the margin, or unpin it',
      body: z.strictObject({ pinned: z.boolean() }),
      toBody: ({ pinned }) => ({ pinned }),
      toFields: ({ pinned }) => ({ pinned }),
    },
    permission: 'pin',
    isNewWriting: false,
    audit: { action: 'status changed', facts: (_, after) => ({ pinned: String(after?.pinned) }) },
    apply: (annotation, { pinned }, { at }) => withFields(annotation, { pinned }, at),
  },
);
