/** Which annotations are shown, and in which order. */
import type { Annotation, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { isMentionedIn } from '../../../shared/annotation/mentions.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import type { Filter } from './annotation-events.ts';

/** Reading order: by place, lost ones last; at the same place the older first. */
export function inReadingOrder(annotations: readonly PlacedAnnotation[]): PlacedAnnotation[] {
  return annotations.toSorted(byPlace);
}

/** Below 0 where the first is read before the other. */
export function byPlace(one: PlacedAnnotation, other: PlacedAnnotation): number {
  return (
    (one.anchoring.from ?? Infinity) - (other.anchoring.from ?? Infinity) ||
    compare(one.created, other.created) ||
    compare(one.id, other.id)
  );
}

/** Whether the filter lets it through; `me` is a member's id. */
export function passes(annotation: Annotation, filter: Filter, me: string | null): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return annotation.status === 'open';
    case 'mine':
      return me !== null && takesPart(annotation, me);
    case 'mentions':
      return me !== null && isMentionedIn(me, annotation);
    default:
      return unreachable(filter);
  }
}

/** How many open threads each layer has. */
export function countOpen(annotations: readonly PlacedAnnotation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { layer, status } of annotations) {
    if (status === 'open') counts.set(layer, (counts.get(layer) ?? 0) + 1);
  }
  return counts;
}

function takesPart(annotation: Annotation, me: string): boolean {
  const { author, assignee, replies } = annotation;
  return author === me || assignee === me || replies.some((reply) => reply.author === me);
}

// Infinity - Infinity is NaN, which `||` takes for "equal" as wanted.
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
