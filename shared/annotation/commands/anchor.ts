/** Ties an annotation to other words, or brings its anchor up to date. */
import * as z from 'zod/mini';
import type { Anchor } from '../../anchor/anchor.ts';
import { Target, targetOf } from '../target.ts';
import { defineChange, ONE } from './command-definition.ts';
import { AnchorData } from '../field-schemas.ts';
import { UNCHANGED, withFields } from './outcome.ts';

/** The body over HTTP: a target, in which the server finds the words. */
export const AnchorChange = z.strictObject({ target: Target });

/**
 * Ties an annotation to other words. `modified` stays where the server does it to keep an anchor true, since it says when a
 * person did something.
 */
export const anchor = defineChange(
  'anchor',
  { anchor: AnchorData },
  {
    http: {
      method: 'POST',
      path: `${ONE}/anchor`,
      summary: 'Tie an annotation to other words',
      body: AnchorChange,
      toBody: ({ anchor: wanted }) => ({ target: targetOf(wanted) }),
      toFields: null,
    },
    permission: 're-anchor',
    isNewWriting: false,
    apply(annotation, { anchor: wanted }, { by, at }) {
      if (by === null) return withFields(annotation, { anchor: wanted }, annotation.modified);
      if (isSameWords(annotation.anchor, wanted)) return UNCHANGED;
      return withFields(annotation, { anchor: wanted }, at);
    },
  },
);

/** A person chooses words; where they stand and what is around them is another matter each time that somebody types. */
function isSameWords(one: Anchor, other: Anchor): boolean {
  return one.start === other.start && one.end === other.end && one.exact === other.exact;
}
