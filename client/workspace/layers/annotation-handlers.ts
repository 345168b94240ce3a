/** What is done about the news that the margin sends up. */
import { describe } from '../../../shared/anchor/describe.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { AnnotationCommands } from './annotation-commands.ts';
import type { Filter, Handlers, NewNote } from './annotation-events.ts';

/** What of the annotations the news change. */
export interface Announced {
  readonly commands: AnnotationCommands;
  readonly layers: readonly LayerAnswer[];
  filter: Filter;
  create(note: NewNote): void;
  keepInSight(annotation: string): void;
  setLayerShown(layer: string, shown: boolean): void;
  setLayers(layers: readonly LayerAnswer[]): void;
  dismissRefusal(id: string): void;
}

/** `text` is the text as it is, null where it isn't there. */
export function handlersFor(notes: Announced, text: () => TextIndex | null): Handlers {
  const { commands } = notes;
  return {
    'annotation-edited': ({ annotation, ...change }) => commands.edit(annotation, change),
    'annotation-removed': ({ annotation }) => commands.remove(annotation),
    'reply-submitted': ({ annotation, body }) => commands.reply(annotation, body),
    'reply-edited': ({ annotation, reply, body }) => commands.editReply(annotation, reply, body),
    'reply-removed': ({ annotation, reply }) => commands.removeReply(annotation, reply),
    'status-chosen': ({ annotation, status }) => {
      notes.keepInSight(annotation);
      commands.setStatus(annotation, status);
    },
    'place-chosen': ({ annotation, range }) => {
      const index = text();
      if (index !== null) commands.reanchor(annotation, describe(index, range));
    },
    'draft-submitted': (note) => notes.create(note),
    'filter-chosen': ({ filter }) => {
      notes.filter = filter;
    },
    'layer-toggled': ({ layer, shown }) => notes.setLayerShown(layer, shown),
    'layer-created': ({ layer }) => notes.setLayers([...notes.layers, layer]),
    'refusal-dismissed': ({ id }) => notes.dismissRefusal(id),
  };
}
