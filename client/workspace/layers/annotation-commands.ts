/** What a person does to annotations, put as commands into the outbox. */
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import type { Status } from '../../../shared/annotation/annotation.ts';
import type { NewNote } from './annotation-events.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import type { Outbox } from './outbox.ts';

/** All take effect on the screen at once; a command on an annotation that isn't there (any more) does nothing. */
export class AnnotationCommands {
  readonly #outbox: Outbox;
  readonly #newId: () => string;
  readonly #layerOf: (annotation: string) => string | null;

  /** `layerOf` gives the layer of an annotation, null where there is none. */
  constructor(outbox: Outbox, newId: () => string, layerOf: (annotation: string) => string | null) {
    this.#outbox = outbox;
    this.#newId = newId;
    this.#layerOf = layerOf;
  }

  /** Gives the id of the new annotation. */
  create({ layer, ...fields }: NewNote): string {
    const id = this.#newId();
    this.#outbox.add(layer, { do: 'create', id, tags: [], ...fields });
    return id;
  }

  edit(annotation: string, change: { body?: string; replacement?: string | null }): void {
    this.#perform({ do: 'edit', annotation, ...change });
  }

  remove(annotation: string): void {
    this.#perform({ do: 'delete', annotation });
  }

  reply(annotation: string, body: string): void {
    this.#perform({ do: 'reply', annotation, id: this.#newId(), body });
  }

  editReply(annotation: string, reply: string, body: string): void {
    this.#perform({ do: 'edit-reply', annotation, reply, body });
  }

  removeReply(annotation: string, reply: string): void {
    this.#perform({ do: 'delete-reply', annotation, reply });
  }

  /** A note says why, and becomes a reply. */
  setStatus(annotation: string, status: Status, note = ''): void {
    const words = note === '' ? null : { id: this.#newId(), body: note };
    this.#perform({ do: 'set-status', annotation, status, note: words });
  }

  /** Ties a thread to other words. */
  reanchor(annotation: string, anchor: Anchor): void {
    this.#perform({ do: 'anchor', annotation, anchor });
  }

  #perform(command: Exclude<Command, { readonly do: 'create' }>): void {
    const layer = this.#layerOf(command.annotation);
    if (layer !== null) this.#outbox.add(layer, command);
  }
}
