/** Finds notes that other programs have made in a value of JSON. */
import type { ForeignNote } from '../../format.ts';
import { hypothesisNotes } from './hypothesis.ts';
import { threadsOf } from './threads.ts';
import { webAnnotations } from './web-annotation.ts';

/** As threads; null where the value is neither of Hypothesis nor W3C Web Annotations. */
export function notesInJson(value: unknown): ForeignNote[] | null {
  const found = hypothesisNotes(value) ?? webAnnotations(value);
  return found && threadsOf(found);
}
