/** What a command comes to, and the circumstances that it is applied in. */
import { equalityDeep } from 'lib0/function';
import type { Anchor } from '../../anchor/anchor.ts';
import type { Annotation, Via } from '../annotation.ts';

/** Who gives a command, when and by which way. */
export interface Occasion {
  /** Id of the member or guest; null where there is none: a reader gives it, or the server itself. */
  readonly by: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** Null where the server does it by itself. */
  readonly via: Via | null;
  /** The anchor after a change of the text that is committed together with the command; absent where there is none. */
  readonly anchor?: Anchor;
}

/**
 * `unchanged`: there was nothing to do, as where what is to be deleted isn't there; the caller goes on with the value that it
 * had. `changed`: the annotation afterwards, which differs in at least one field by value.
 */
export type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly annotation: Annotation }
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'problem';
      readonly problem: 'not-found' | 'conflict' | 'changed-since' | 'invalid-request';
      readonly detail?: string;
    };

/** There is nothing to do. */
export const UNCHANGED: Outcome = { kind: 'unchanged' };

/** The annotation, or the reply that the command names, isn't there. */
export const NOT_FOUND: Outcome = { kind: 'problem', problem: 'not-found' };

/** Something else has the id of the annotation or reply that the command would make. */
export const ID_TAKEN: Outcome = {
  kind: 'problem',
  problem: 'conflict',
  detail: 'This id is taken.',
};

/** A proposal was accepted or declined, and goes on saying what that was about. */
export const DECIDED: Outcome = {
  kind: 'problem',
  problem: 'conflict',
  detail: 'This was accepted or declined already; reopen it to change its words.',
};

/** What was given to react with is no emoji, or more than one. */
export const NO_EMOJI: Outcome = {
  kind: 'problem',
  problem: 'invalid-request',
  detail: 'A reaction is one emoji.',
};

/** Whoever gave the command had seen the annotation as it was before somebody changed it. */
export const STALE: Outcome = { kind: 'problem', problem: 'changed-since' };

/**
 * The annotation after an outcome: null where there is none, the very object of before where nothing changed or there was a
 * problem.
 */
export function afterwards(before: Annotation | null, outcome: Outcome): Annotation | null {
  if (outcome.kind === 'changed') return outcome.annotation;
  return outcome.kind === 'deleted' ? null : before;
}

/**
 * The outcome of setting these fields: `unchanged` where the annotation has them all, by value; else `modified` is set as well.
 */
export function withFields(
  annotation: Annotation,
  fields: Partial<Annotation>,
  modified: string,
): Outcome {
  const names = Object.keys(fields) as (keyof Annotation)[]; // by its type it has no others
  if (names.every((name) => equalityDeep(annotation[name], fields[name]))) return UNCHANGED;
  return { kind: 'changed', annotation: { ...annotation, ...fields, modified } };
}
