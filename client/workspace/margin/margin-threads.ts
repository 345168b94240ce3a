/** The threads of the margin: those beside the text, by their numbers in reading order, and those that lost their words. */
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { DRAFT } from '../layers/draft.ts';
import type { Draft } from '../layers/draft.ts';
import type { NotesView } from '../notes-view.ts';
import { cardsInSight } from './cards-in-sight.ts';
import type { DrawnCards } from './cards-in-sight.ts';

/** A thread, or the composer. */
export type Card = PlacedAnnotation | typeof DRAFT;

/**
 * Made for one list of annotations; a thread's number is its place among those beside the text, from 0. Where their words
 * are now is asked at each call.
 */
export class MarginThreads {
  /** Those that have a place, in reading order. */
  readonly placed: readonly PlacedAnnotation[];
  /** Those that have none, in the order in which they were given. */
  readonly lost: readonly PlacedAnnotation[];
  readonly #placeOf: NotesView['placeOf'];
  readonly #numbers: ReadonlyMap<string, number>;

  /** The annotations are those that are shown, in reading order. */
  constructor({ annotations, placeOf }: Pick<NotesView, 'annotations' | 'placeOf'>) {
    this.placed = annotations.filter(({ anchoring }) => anchoring.from !== null);
    this.lost = annotations.filter(({ anchoring }) => anchoring.from === null);
    this.#placeOf = placeOf;
    this.#numbers = new Map(this.placed.map(({ id }, number) => [id, number]));
  }

  /** Undefined where the thread lost its words, or isn't shown. */
  numberOf(id: string | null | undefined): number | undefined {
    return this.#numbers.get(id ?? '');
  }

  /** Which are drawn: those beside the part of the text that is seen (null: nobody knows yet), and the kept ones. */
  inSight(seen: TextRange | null, kept: readonly (string | null | undefined)[]): DrawnCards {
    return cardsInSight(
      this.placed.length,
      (number) => this.#offsetOf(number),
      seen,
      kept.flatMap((id) => this.numberOf(id) ?? []),
    );
  }

  /** The threads with these numbers, and the draft where its words come in the text: after older notes on the same words. */
  cards(numbers: readonly number[], draft: Draft | null): Card[] {
    const cards: Card[] = numbers.flatMap((number) => this.placed[number] ?? []);
    if (draft === null) return cards;
    const from = this.#placeOf(DRAFT)?.from ?? draft.anchor.from;
    const at = numbers.findIndex((number) => this.#offsetOf(number) > from);
    cards.splice(at === -1 ? cards.length : at, 0, DRAFT);
    return cards;
  }

  #offsetOf(number: number): number {
    const placed = this.placed[number];
    return (placed && this.#placeOf(placed.id)?.from) ?? placed?.anchoring.from ?? Infinity;
  }
}
