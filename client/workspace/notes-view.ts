/** What the elements of the workspace see of the annotations. */
import type { AnnotationsController } from './layers/annotations-controller.ts';

/**
 * The annotations as elements draw them. The object stays the same until one of them changes, so that nothing is drawn anew for
 * nothing; its functions go by the text as it is when they are called.
 */
export type NotesView = Pick<
  AnnotationsController,
  | 'annotations'
  | 'layers'
  | 'layersShown'
  | 'openCounts'
  | 'isMentioned'
  | 'unread'
  | 'all'
  | 'filter'
  | 'pending'
  | 'refusals'
  | 'loaded'
  | 'choicesFor'
  | 'offersFor'
  | 'placeOf'
  | 'near'
>;

/** The view as it was where nothing is new, since some of it is made at each reading and would be drawn each time. */
export function viewOf(notes: AnnotationsController, before: NotesView | null): NotesView {
  const { annotations, layers, layersShown, openCounts, isMentioned, filter } = notes;
  if (annotations === before?.annotations) return before;
  const { unread, all, pending, refusals, loaded, choicesFor, offersFor, placeOf } = notes;
  const near: NotesView['near'] = (range) => notes.near(range);
  const shown = { annotations, layers, layersShown, openCounts, isMentioned, filter };
  return { ...shown, unread, all, pending, refusals, loaded, choicesFor, offersFor, placeOf, near };
}
