/** What the layers hold, with the commands that are on their way drawn over it. */
import type * as Y from 'yjs';
import { byCreation } from '../../../shared/annotation/creation-order.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import { readAnnotation, readAnnotations } from '../../../shared/annotation/layer-document.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { LayerConnections } from '../connection/layer-connections.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { overlay, remaining } from './outbox-overlay.ts';
import type { Outbox } from './outbox.ts';
import { isFor } from './own-notes.ts';

/** Reads of a layer's document only what has changed. */
export class LayerAnnotations {
  readonly #connections: LayerConnections;
  readonly #outbox: Outbox;
  readonly #author: string;
  readonly #live = new Map<string, readonly Annotation[]>();
  /** What of a layer has changed; null: all of it. */
  readonly #changed = new Map<string, ReadonlySet<string> | null>();

  /** `author` is the member whose commands are in the outbox. */
  constructor(connections: LayerConnections, outbox: Outbox, author: string) {
    this.#connections = connections;
    this.#outbox = outbox;
    this.#author = author;
  }

  /** These annotations of the layer are others; null: its document is another, or gone. */
  changed(layer: string, annotations: ReadonlySet<string> | null): void {
    const before = this.#changed.get(layer);
    const isWhole = annotations === null || before === null;
    this.#changed.set(layer, isWhole ? null : new Set([...(before ?? []), ...annotations]));
  }

  /** Reads what has changed, and lets go of the commands whose effect has come back from the server. */
  refresh(layers: readonly LayerAnswer[], now: Date): void {
    for (const [layer, annotations] of this.#changed) this.#read(layer, annotations);
    this.#changed.clear();
    const { entries } = this.#outbox;
    if (!entries.some(({ state }) => state === 'sent')) return;
    const kept = new Set(layers.flatMap((layer) => this.#remainingOf(layer, now.getTime())));
    const staying = entries.filter((entry) => entry.state !== 'sent' || kept.has(entry));
    if (staying.length < entries.length) this.#outbox.retain(staying);
  }

  /** The annotations of the layer as the person is to see them, as of the last `refresh`. */
  of(layer: LayerAnswer): readonly Annotation[] {
    return overlay(this.#live.get(layer.id) ?? [], this.#entriesOf(layer), this.#author);
  }

  #read(layer: string, changed: ReadonlySet<string> | null): void {
    const doc = this.#connections.docOf(layer);
    const before = this.#live.get(layer);
    if (doc === null) this.#live.delete(layer);
    else if (changed === null || before === undefined) this.#live.set(layer, readAnnotations(doc));
    else this.#live.set(layer, renewed(before, doc, changed));
  }

  #remainingOf(layer: LayerAnswer, now: number): readonly OutboxEntry[] {
    const live = new Map(this.#live.get(layer.id)?.map((one) => [one.id, one]));
    const isInTouch = this.#connections.isInTouch(layer.id);
    return remaining(this.#entriesOf(layer), live, this.#author, now, isInTouch);
  }

  #entriesOf(layer: LayerAnswer): OutboxEntry[] {
    return this.#outbox.entries.filter((entry) => isFor(entry.layer, layer));
  }
}

/** The same annotations but for those that changed, so that no other card and place is made anew. */
function renewed(
  before: readonly Annotation[],
  doc: Y.Doc,
  changed: ReadonlySet<string>,
): readonly Annotation[] {
  const read = [...changed].flatMap((id) => readAnnotation(doc, id) ?? []);
  return [...before.filter(({ id }) => !changed.has(id)), ...read].sort(byCreation);
}
