/** What the layers hold, with the commands that are on their way drawn over it. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { LayerAnswer } from '../../shared/wire/answers.ts';
import type { LayerConnections } from './layer-connections.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { overlay, remaining } from './outbox-overlay.ts';
import type { Outbox } from './outbox.ts';
import { isFor } from './own-notes.ts';

/** Reads a layer's document only after it has changed. */
export class LayerAnnotations {
  readonly #connections: LayerConnections;
  readonly #outbox: Outbox;
  readonly #author: string;
  readonly #live = new Map<string, readonly Annotation[]>();
  readonly #changed = new Set<string>();

  /** `author` is the member whose commands are in the outbox. */
  constructor(connections: LayerConnections, outbox: Outbox, author: string) {
    this.#connections = connections;
    this.#outbox = outbox;
    this.#author = author;
  }

  /** The document of this layer is another, or gone. */
  changed(layer: string): void {
    this.#changed.add(layer);
  }

  /** Reads what has changed, and lets go of the commands whose effect has come back from the server. */
  refresh(layers: readonly LayerAnswer[], now: Date): void {
    for (const layer of this.#changed) this.#read(layer);
    this.#changed.clear();
    const { entries } = this.#outbox;
    if (!entries.some(({ state }) => state === 'sent')) return;
    const kept = new Set(layers.flatMap((layer) => this.#remainingOf(layer, now.getTime())));
    const staying = entries.filter((entry) => entry.state !== 'sent' || kept.has(entry));
    if (staying.length < entries.length) this.#outbox.retain(staying);
  }

  of(layer: LayerAnswer): readonly Annotation[] {
    return overlay(this.#live.get(layer.id) ?? [], this.#entriesOf(layer), this.#author);
  }

  #read(layer: string): void {
    const doc = this.#connections.docOf(layer);
    if (doc === null) this.#live.delete(layer);
    else this.#live.set(layer, withKept(readAnnotations(doc), this.#live.get(layer) ?? []));
  }

  #remainingOf(layer: LayerAnswer, now: number): readonly OutboxEntry[] {
    const live = new Map(this.#live.get(layer.id)?.map((one) => [one.id, one]));
    return remaining(this.#entriesOf(layer), live, now, this.#connections.isInTouch(layer.id));
  }

  #entriesOf(layer: LayerAnswer): OutboxEntry[] {
    return this.#outbox.entries.filter((entry) => isFor(entry.layer, layer));
  }
}

/** What says the same as before is the same object as before, so that its card and its place are not made anew. */
function withKept(
  annotations: readonly Annotation[],
  before: readonly Annotation[],
): readonly Annotation[] {
  const known = new Map(before.map((annotation) => [annotation.id, annotation]));
  return annotations.map((annotation) => {
    const same = known.get(annotation.id);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(annotation)
      ? same
      : annotation;
  });
}
