/** Ties an annotation to other words, takes it off words that it was never on, or brings its anchor up to date. */
import * as z from 'zod/mini';
import type { Anchor } from '../../anchor/anchor.ts';
import type { Annotation, FormerAnchor } from '../annotation.ts';
import { Target, targetOf } from '../target.ts';
import { defineChange, ONE } from './command-definition.ts';
import { AnchorData } from '../field-schemas.ts';
import { UNCHANGED, withFields } from './outcome.ts';

/** How many of the words that an annotation was on before are kept. */
const MAX_FORMER = 20;

/** The body over HTTP: a target, in which the server finds the words; null: it was never on the words that it is on. */
export const AnchorChange = z.strictObject({ target: z.nullable(Target) });

/**
 * Ties an annotation to other words, or by null to none: then it is lost until somebody chooses its place. What it was on
 * before is kept where a person does so. `modified` stays where the server does it to keep an anchor true.
 */
export const anchor = defineChange(
  'anchor',
  { anchor: z.nullable(AnchorData) },
  {
    http: {
      method: 'POST',
      path: `${ONE}/anchor`,
      summary:
        'Tie an annotation to other words, or with the target null to none: it was never here',
      body: AnchorChange,
      toBody: ({ anchor: wanted }) => ({ target: wanted && targetOf(wanted) }),
      toFields: null,
    },
    permission: 're-anchor',
    isNewWriting: false,
    apply(annotation, { anchor: wanted }, { by, at }) {
      const { anchor: before, modified } = annotation;
      const after = wanted ?? takenOff(annotation);
      if (by === null) return withFields(annotation, { anchor: after }, modified);
      if (isSameWords(before, after)) return UNCHANGED;
      const former = { exact: before.exact, from: before.from, by, at };
      const anchors = withFormer(annotation.anchors, former);
      return withFields(annotation, { anchor: after, anchors }, at);
    },
  },
);

/** Whether an anchor is tied to no character at all: it was taken off its words, or these were taken out as proposed. */
export function isTiedToNothing({ tie }: Anchor): boolean {
  return tie?.runs.length === 0;
}

/** A person chooses words; where they stand and what is around them is another matter each time that somebody types. */
function isSameWords(one: Anchor, other: Anchor): boolean {
  return (
    one.start === other.start &&
    one.end === other.end &&
    one.exact === other.exact &&
    one.abridged?.digest === other.abridged?.digest &&
    isTiedToNothing(one) === isTiedToNothing(other)
  );
}

/**
 * The anchor of what was never on its words. It quotes the words that it was on before a person tied it to these; where
 * nobody did, those that were annotated. Its positions hold nothing, for clients that go by these.
 */
function takenOff({ anchor: tied, anchors }: Annotation): Anchor {
  if (isTiedToNothing(tied)) return tied;
  const before = anchors.at(-1);
  const tie = { runs: [], before: null, after: null, lost: true as const };
  const { abridged, ...nowhere } = { ...tied, end: tied.start, tie };
  if (before === undefined) return { ...nowhere, ...(abridged && { abridged }) };
  const { exact, from } = before;
  return { ...nowhere, exact, prefix: '', suffix: '', from, to: from + exact.length };
}

/** What was annotated first stays, and of the others the latest. */
function withFormer(
  anchors: readonly FormerAnchor[],
  former: FormerAnchor,
): readonly FormerAnchor[] {
  const [first, ...others] = [...anchors, former];
  return first === undefined ? [] : [first, ...others.slice(1 - MAX_FORMER)];
}
