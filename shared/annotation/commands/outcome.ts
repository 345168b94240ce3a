/** What a command comes to, and the circumstances that it is applied in. */
import { equalityDeep } from 'lib0/function';
import type { Anchor } from '../../anchor/anchor.ts';
import type { Annotation, Via } from '../annotation.ts';

/** Who gives a command, when and by which way. */
export interface Context {
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
 * `unchanged`: all is as the command wants it, the absence of what it deletes too, and the very value that was given stays.
 * `changed`: the annotation as it is then, which differs in at least one field by value.
 */
export type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly annotation: Annotation }
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'problem';
      readonly problem: 'not-found' | 'conflict';
      readonly detail?: string;
    };

/** There is nothing to do. */
export const UNCHANGED: Outcome = { kind: 'unchanged' };

/** The annotation, or the reply, isn't there. */
export const NOT_FOUND: Outcome = { kind: 'problem', problem: 'not-found' };

/** Something else has the id of what shall be made. */
export const ID_TAKEN: Outcome = {
  kind: 'problem',
  problem: 'conflict',
  detail: 'This id is taken.',
};

/** What is there afterwards: null where nothing is, and the very value of before where the command came to nothing. */
export function afterwards(before: Annotation | null, outcome: Outcome): Annotation | null {
  if (outcome.kind === 'changed') return outcome.annotation;
  return outcome.kind === 'deleted' ? null : before;
}

/** The annotation with these fields, modified at that time; unchanged where it has them all, by value. */
export function withFields(
  annotation: Annotation,
  fields: Partial<Annotation>,
  modified: string,
): Outcome {
  const names = Object.keys(fields) as (keyof Annotation)[]; // by its type it has no others
  if (names.every((name) => equalityDeep(annotation[name], fields[name]))) return UNCHANGED;
  return { kind: 'changed', annotation: { ...annotation, ...fields, modified } };
}
