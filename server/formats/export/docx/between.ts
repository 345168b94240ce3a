/** What stands between the words: the marks of comments and proposed words; and what goes on after them, shades and deletions. */
import type { Direction } from '../../../../shared/article/language.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { commentEnd, commentStart } from './comment-marks.ts';
import type { Look, Piece } from './line.ts';
import { placesOf } from './places.ts';
import type { Happening } from './places.ts';
import { run, runs } from './runs.ts';
import type { RunFormat } from './runs.ts';
import { SHADES } from './shades.ts';
import type { Thread } from './threads.ts';
import { madeBy } from './who.ts';
import { element } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

/** Asked for each place of the text once and in order. */
export interface Between {
  /** Where anything happens, in ascending order. */
  readonly offsets: readonly number[];
  /** What there is at a place; new words look as those at the place that `lookFrom` is asked for, which they replace. */
  at(offset: number, lookFrom: (replaced: number) => Look, direction: Direction): Piece[];
  /** Words in a format of their own, with what goes on over them. */
  words(text: string, format: RunFormat): Xml;
  /** That of the highlight that began last of those that go on. */
  shade(): RunFormat;
}

/** Nothing goes on before the text begins. */
export function between(copy: AnnotatedCopy, threads: readonly Thread[]): Between {
  const places = placesOf(threads);
  /** Highlights in the order in which they began; those that are over go when they are the last. */
  const shaded: Thread[] = [];
  const over = new Set<Thread>();
  let deletedBy: Thread | null = null;
  let changes = 0;

  return {
    offsets: [...places.keys()],
    at(offset, lookFrom, direction) {
      const place = places.get(offset);
      if (place === undefined) return [];
      if (place.deletes !== undefined) deletedBy = place.deletes;
      for (const { thread, begins, ends } of place.happenings) {
        if (begins && thread.shade !== null) shaded.push(thread);
        if (ends && thread.shade !== null) over.add(thread);
      }
      return place.happenings.flatMap((happening) => written(happening, lookFrom, direction));
    },
    words(text, format) {
      const isDeleted = deletedBy !== null;
      const content = run(text, { ...format, ...shade() }, isDeleted);
      return deletedBy === null ? content : element('w:del', changeBy(deletedBy), content);
    },
    shade,
  };

  function written(
    { thread, begins, ends, words, replaced }: Happening,
    lookFrom: (replaced: number) => Look,
    direction: Direction,
  ): Piece[] {
    const pieces: Piece[] = [];
    if (begins) pieces.push({ xml: commentStart(thread), link: null });
    if (words !== '') {
      const { format, link } = lookFrom(replaced);
      const xml = element('w:ins', changeBy(thread), runs(words, format, direction));
      pieces.push({ xml, link });
    }
    if (ends) pieces.push({ xml: commentEnd(thread), link: null });
    return pieces;
  }

  function shade(): RunFormat {
    while (over.has(shaded.at(-1)!)) shaded.pop();
    const color = shaded.at(-1)?.shade;
    return color ? { shd: SHADES[color] } : {};
  }

  function changeBy({ annotation }: Thread): Attributes {
    changes += 1;
    return { 'w:id': changes, ...madeBy(annotation, copy) };
  }
}
