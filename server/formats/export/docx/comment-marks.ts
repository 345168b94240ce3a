/** What stands in the text for the comments of a thread. */
import { specialRun } from './runs.ts';
import type { Thread } from './threads.ts';
import { element, joined } from './xml.ts';
import type { Xml } from './xml.ts';

/** Where the words begin: each reply has a range of its own, without which Word doesn't show it. */
export function commentStart(thread: Thread): Xml {
  return joined(idsOf(thread).map((id) => element('w:commentRangeStart', { 'w:id': id })));
}

/** Where the words end, and the comments are shown. */
export function commentEnd(thread: Thread): Xml {
  const parts = idsOf(thread).flatMap((id) => [
    element('w:commentRangeEnd', { 'w:id': id }),
    specialRun(element('w:commentReference', { 'w:id': id }), { rStyle: 'CommentReference' }),
  ]);
  return joined(parts);
}

function idsOf({ comment, comments }: Thread): number[] {
  return comment === null ? [] : Array.from({ length: comments }, (_, index) => comment + index);
}
