/** The news that the margin sends up; the annotations controller listens to them on its host. */
import type { Anchor, TextRange } from '../../../shared/anchor/anchor.ts';
import type { Color, Status } from '../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { Draft } from './draft.ts';

/** Which threads are shown: those still open, all, or those that one takes part in. */
export const FILTERS = ['open', 'all', 'mine'] as const;
/** One choice of those; each person has their own. */
export type Filter = (typeof FILTERS)[number];

/** A new annotation as the composer hands it over. */
export interface NewNote {
  readonly kind: Draft['kind'];
  readonly layer: string;
  readonly anchor: Anchor;
  readonly body: string;
  readonly replacement: string | null;
  readonly color: Color | null;
}

/** The details of each event, by its name. */
export interface AnnotationEvents {
  /** Null: none is active any more. */
  'annotation-activated': { readonly id: string | null };
  'annotation-edited': {
    readonly annotation: string;
    readonly body: string;
    readonly replacement: string | null;
  };
  'annotation-removed': { readonly annotation: string };
  'reply-submitted': { readonly annotation: string; readonly body: string };
  'reply-edited': { readonly annotation: string; readonly reply: string; readonly body: string };
  'reply-removed': { readonly annotation: string; readonly reply: string };
  'status-chosen': { readonly annotation: string; readonly status: Status };
  /** One of the places of ambiguous words was chosen. */
  'place-chosen': { readonly annotation: string; readonly range: TextRange };
  /** The thread shall be tied to the words selected in the text; the page knows which. */
  'reanchor-wanted': { readonly annotation: string };
  'draft-submitted': NewNote;
  'draft-dropped': Record<string, never>;
  'filter-chosen': { readonly filter: Filter };
  'layer-toggled': { readonly layer: string; readonly shown: boolean };
  'layer-created': { readonly layer: LayerAnswer };
  'refusal-dismissed': { readonly id: string };
  /** Somebody is named by their id in a thread, whose name isn't known here. */
  'name-wanted': { readonly person: string };
  /** Esc: the person wants to go back to the text. */
  'text-focus-wanted': Record<string, never>;
}

/** Sends one of them up from an element; says whether somebody who `listen()`s did what is to be done about it. */
export function announce<Name extends keyof AnnotationEvents>(
  from: HTMLElement,
  name: Name,
  detail: AnnotationEvents[Name],
): boolean {
  const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true });
  return !from.dispatchEvent(event);
}

/** What is done about some of them. */
export type Handlers = {
  readonly [Name in keyof AnnotationEvents]?: (detail: AnnotationEvents[Name]) => void;
};

/** Hears them on an element and what it contains; gives the function that stops it. */
export function listen(to: HTMLElement, handlers: Handlers): () => void {
  const names = Object.keys(handlers) as (keyof AnnotationEvents)[]; // `Handlers` has no other keys
  const handle = (event: Event): void => {
    // A name is listened to with the handler of its own detail only.
    const handler = handlers[event.type as keyof AnnotationEvents] as (detail: unknown) => void;
    handler((event as CustomEvent).detail);
    event.preventDefault(); // not reached where the handler throws
  };
  for (const name of names) to.addEventListener(name, handle);
  return () => {
    for (const name of names) to.removeEventListener(name, handle);
  };
}

type Typed = { [Name in keyof AnnotationEvents]: CustomEvent<AnnotationEvents[Name]> };

declare global {
  interface HTMLElementEventMap extends Typed {}
}
