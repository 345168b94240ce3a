/** Which annotations a person sees: by the filter, and without the layers that are hidden. */
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { Filter } from './annotation-events.ts';
import { passes } from './annotations-view.ts';
import type { HiddenLayers } from './hidden-layers.ts';

/** `list` is another one after `choose` alone: call it when annotations, filter or hidden layers have changed. */
export class ShownAnnotations {
  /** In the order of those that were chosen from. */
  list: readonly PlacedAnnotation[] = [];
  /** Shown whatever the filter says: what was settled last, so that it can be taken back, or what a link leads to. */
  kept: string | null = null;
  readonly #hidden: HiddenLayers;
  readonly #me: string | null;
  #filter: Filter = 'open';
  #byId: ReadonlyMap<string, PlacedAnnotation> = new Map();

  constructor(hidden: HiddenLayers, me: string | null) {
    this.#hidden = hidden;
    this.#me = me;
  }

  /** Open threads until somebody chooses. */
  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    this.kept = null;
  }

  /** Chooses from all annotations; those that are shown keep their order. */
  choose(all: readonly PlacedAnnotation[]): void {
    this.list = all.filter(
      (annotation) =>
        !this.#hidden.has(annotation.layer) &&
        (annotation.id === this.kept || passes(annotation, this.#filter, this.#me)),
    );
    this.#byId = new Map(this.list.map((annotation) => [annotation.id, annotation]));
  }

  /** Those of these ids that are shown. */
  among(ids: Iterable<string>): PlacedAnnotation[] {
    return [...ids].flatMap((id) => this.#byId.get(id) ?? []);
  }
}
