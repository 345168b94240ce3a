/** Where annotations are in the live text; what neither reads nor stands otherwise stays the same object. */
import type { Anchor, Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import type { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';
import type { Annotation, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { byPlace, inReadingOrder } from './annotations-view.ts';

/** The annotations of one layer of an article. */
export interface LayerContent {
  readonly layer: string;
  readonly annotations: readonly Annotation[];
}

/** What is placed together with the annotations, under ids of its own: the words of a note that is being written. */
export type Others = ReadonlyMap<string, Anchor>;

/**
 * The list is in reading order. Each key moves all words behind it, which changes neither that order nor a card; so the
 * offsets in the list are those of the last time when something of it changed. Those of now are given by `placeOf`.
 */
export class Placement {
  list: readonly PlacedAnnotation[] = [];
  readonly #article: string;
  #anchors: AnchorIndex | null = null;
  /** Where each annotation stands in the list. */
  #numbers = new Map<string, number>();
  /** What each entry of the list was made of. */
  readonly #sources = new WeakMap<PlacedAnnotation, Annotation>();

  constructor(article: string) {
    this.#article = article;
  }

  /** Takes these, and only these. `anchors` is null as long as the text isn't there. */
  place(anchors: AnchorIndex | null, content: readonly LayerContent[], others: Others): void {
    this.#anchors = anchors;
    const own = content.flatMap(({ annotations }) =>
      annotations.map(({ id, anchor }): [string, Anchor] => [id, anchor]),
    );
    anchors?.setAnchors(new Map([...own, ...others]));
    const placed = content.flatMap(({ layer, annotations }) =>
      annotations.map((annotation) => this.#placed(annotation, layer)),
    );
    this.#setList(inReadingOrder(placed));
  }

  /** Catches up with the text; whether the list is another one now. */
  follow(): boolean {
    const anew = this.#anchors?.update() ?? new Set<string>();
    const list = [...this.list];
    let [isChanged, isOrdered] = [false, true];
    for (const id of anew) {
      const number = this.#numbers.get(id);
      const before = number === undefined ? undefined : this.list[number];
      if (number === undefined || before === undefined) continue;
      const after = this.#renewed(before);
      isOrdered &&= this.#isInOrder(after, number);
      if (isSameWords(before.anchoring, after.anchoring)) continue;
      list[number] = after;
      isChanged = true;
    }
    if (!isOrdered) this.#setList(inReadingOrder(list.map((placed) => this.#renewed(placed))));
    else if (isChanged) this.list = list;
    return isChanged || !isOrdered;
  }

  /** Where an annotation's words are now, or those of one of the others; null where there is no such anchor. */
  placeOf(id: string): Anchoring | null {
    if (this.#anchors !== null) return this.#anchors.placement(id);
    const number = this.#numbers.get(id);
    return number === undefined ? null : (this.list[number]?.anchoring ?? null);
  }

  /** The ids of the annotations whose words lie in a stretch of the text, or whose blocks do. */
  near(range: TextRange): ReadonlySet<string> {
    return this.#anchors?.near(range) ?? new Set();
  }

  #setList(list: readonly PlacedAnnotation[]): void {
    this.list = list;
    this.#numbers = new Map(list.map(({ id }, number) => [id, number]));
  }

  #placed(source: Annotation, layer: string): PlacedAnnotation {
    const number = this.#numbers.get(source.id);
    const before = number === undefined ? undefined : this.list[number];
    const anchoring = this.#anchors?.placement(source.id) ?? asMade(source.anchor);
    const isSame =
      before?.layer === layer &&
      this.#sources.get(before) === source &&
      isSamePlace(before.anchoring, anchoring);
    const placed = isSame ? before : { ...source, article: this.#article, layer, anchoring };
    this.#sources.set(placed, source);
    return placed;
  }

  #renewed(placed: PlacedAnnotation): PlacedAnnotation {
    const source = this.#sources.get(placed);
    return source === undefined ? placed : this.#placed(source, placed.layer);
  }

  /** Whether one still comes behind the one before it and ahead of the next. */
  #isInOrder(placed: PlacedAnnotation, number: number): boolean {
    const [before, behind] = [this.list[number - 1], this.list[number + 1]];
    return (
      (before === undefined || byPlace(this.#renewed(before), placed) < 0) &&
      (behind === undefined || byPlace(placed, this.#renewed(behind)) < 0)
    );
  }
}

/** Whether a card would look the same, wherever it stands. */
function isSameWords(one: Anchoring, other: Anchoring): boolean {
  return one.state === other.state && one.exact === other.exact && other.state !== 'ambiguous';
}

function isSamePlace(one: Anchoring, other: Anchoring): boolean {
  return (
    one.state === other.state &&
    one.from === other.from &&
    one.to === other.to &&
    one.exact === other.exact &&
    candidatesOf(one) === candidatesOf(other)
  );
}

function candidatesOf(anchoring: Anchoring): string {
  if (anchoring.state !== 'ambiguous') return '';
  return anchoring.candidates.map(({ from, to }) => `${from}-${to}`).join(' ');
}

/** Before the text has come, notes are taken to be where they were made: none is called lost for a moment. */
function asMade({ from, to, exact }: Anchor): Anchoring {
  return { state: 'exact', from, to, exact };
}
