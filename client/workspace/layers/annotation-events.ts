/** What the elements of the workspace announce about annotations: the commands that a person gives, and other news. */
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';

/** Which threads are shown: those still open, all, those that one takes part in, or those in which one is mentioned. */
export const FILTERS = ['open', 'all', 'mine', 'mentions'] as const;
/** One of `FILTERS`; each person has their own. */
export type Filter = (typeof FILTERS)[number];

/** A command as an element gives it: without the id of what it makes, which is given to it where it is sent. */
export type GivenCommand = WithoutId<Command>;
type WithoutId<One> = One extends { readonly do: 'create' | 'reply' } ? Omit<One, 'id'> : One;

/** A command that has taken effect on the screen alone, so far. */
export interface HeldCommand {
  /** As if it had never been given. */
  readonly takeBack: () => void;
  /** Sends it. */
  readonly release: () => void;
}

/** A person gives a command; the annotations controller on the host hears it and sees to all the rest. */
export class AnnotationCommandEvent extends Event {
  readonly command: GivenCommand;
  /** Where a new annotation goes; null for commands on one that is there. */
  readonly layer: string | null;
  /** Set by whoever takes the command: the id of the annotation that it makes or changes. Null as long as nobody has. */
  subject: string | null = null;
  /** Whether it waits on the device until the person can't take it back any more. */
  readonly isHeld: boolean;
  /** Set by whoever takes a command that waits. */
  held: HeldCommand | null = null;

  constructor(command: GivenCommand, layer: string | null = null, isHeld = false) {
    super('annotation-command', { bubbles: true, composed: true });
    this.command = command;
    this.layer = layer;
    this.isHeld = isHeld;
  }
}

/** What else elements announce, beside commands: the details of each event, by its name. */
export interface AnnotationNews {
  /** Null: none is active any more. */
  'annotation-activated': { readonly id: string | null };
  /** The thread shall be tied to the words selected in the text; the page knows which. */
  'reanchor-wanted': { readonly annotation: string };
  'draft-dropped': Record<string, never>;
  'filter-chosen': { readonly filter: Filter };
  'layer-toggled': { readonly layer: string; readonly shown: boolean };
  'layer-created': { readonly layer: LayerAnswer };
  'refusal-dismissed': { readonly id: string };
  /** Somebody is named by their id in a thread, whose name isn't known here. */
  'name-wanted': { readonly person: string };
  /** They have been in sight for a while. */
  'threads-seen': { readonly ids: readonly string[] };
  'all-threads-wanted': Record<string, never>;
  /** Shows a thread whatever the filter says and wherever it is, as a link to it does. */
  'thread-wanted': { readonly id: string };
  /** Esc: the person wants to go back to the text. */
  'text-focus-wanted': Record<string, never>;
}

/** Sends an event up from an element; whoever listens above it hears it. */
export function announce<Name extends keyof AnnotationNews>(
  from: HTMLElement,
  name: Name,
  detail: AnnotationNews[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** What is done about some of the events; those without a handler pass by. */
export type Handlers = {
  readonly [Name in keyof AnnotationNews]?: (detail: AnnotationNews[Name]) => void;
};

/** Calls the handlers for events from an element and all within it, until what this gives is called. */
export function listen(to: HTMLElement, handlers: Handlers): () => void {
  const names = Object.keys(handlers) as (keyof AnnotationNews)[]; // `Handlers` has no other keys
  const handle = (event: Event): void => {
    // A name is listened to with the handler of its own detail only.
    const handler = handlers[event.type as keyof AnnotationNews] as (detail: unknown) => void;
    handler((event as CustomEvent).detail);
  };
  for (const name of names) to.addEventListener(name, handle);
  return () => {
    for (const name of names) to.removeEventListener(name, handle);
  };
}

type Typed = { [Name in keyof AnnotationNews]: CustomEvent<AnnotationNews[Name]> };

declare global {
  interface HTMLElementEventMap extends Typed {
    'annotation-command': AnnotationCommandEvent;
  }
}
