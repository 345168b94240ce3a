/** Which changes fall together: those that were staged on a document, those on what falls with them, and so on. */
import type { DurableDocument } from './durable-document.ts';

/** What is asked of a change: which documents it was staged on. */
interface Staged {
  readonly updates: readonly { readonly document: DurableDocument }[];
}

/** What falls where one document's staged changes do. */
export interface Resting<C> {
  /** In the order in which they came. */
  readonly changes: ReadonlySet<C>;
  /** All that they were staged on, the first document included. */
  readonly documents: ReadonlySet<DurableDocument>;
}

/** Of the changes that wait those that fall with what was staged on the document. */
export function restingOn<C extends Staged>(
  document: DurableDocument,
  waiting: readonly C[],
): Resting<C> {
  const documents = new Set([document]);
  const falls = ({ updates }: C): boolean => updates.some((one) => documents.has(one.document));
  // A change of two rooms takes the other room's changes along.
  for (let known = 0; known < documents.size;) {
    known = documents.size;
    for (const { updates } of waiting.filter(falls))
      for (const one of updates) documents.add(one.document);
  }
  return { changes: new Set(waiting.filter(falls)), documents };
}
