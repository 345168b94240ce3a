/** Numbers the threads of an annotated copy and finds where each number stands; the same for every format. */
import { COLORS } from '../../../shared/annotation/annotation.ts';
import type { Color, PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';
import type { AnnotatedCopy } from '../format.ts';
import { firstAtLeast } from '../../ascending.ts';

/** A thread with its number in the copy, from 1. */
export interface Note {
  readonly number: number;
  readonly annotation: PlacedAnnotation;
  /** Where its words are, within the text; null where they are gone or can't be told apart. */
  readonly range: TextRange | null;
  /** Offset in the plain text after which its number stands; null where it has no place. */
  readonly point: number | null;
  readonly color: Color;
}

/** Every thread of a copy, once. */
export interface Notes {
  /** Numbered as one meets them when reading: by the end of their words. */
  readonly placed: readonly Note[];
  /** Threads whose words are gone or ambiguous; their numbers go on after the placed ones. */
  readonly displaced: readonly Note[];
}

/** All threads of the copy, none left out. */
export function numberNotes(copy: AnnotatedCopy): Notes {
  const blocks = textBlocks(copy.doc);
  const ends = blocks.map(({ to }) => to);
  const colors = new Map(copy.layers.map((layer) => [layer.id, layer.color]));
  const notes = copy.annotations.map((annotation) => {
    const range = rangeOf(annotation, copy.text);
    const point = range === null ? null : pointOf(range, blocks, ends);
    const color = annotation.color ?? colors.get(annotation.layer);
    return { annotation, range, point, color: COLORS.find((known) => known === color) ?? 'yellow' };
  });
  const placed = notes.filter((note) => note.point !== null);
  placed.sort((one, other) => one.point! - other.point! || one.range!.from - other.range!.from);
  const displaced = notes.filter((note) => note.point === null);
  return {
    placed: placed.map((note, index) => ({ ...note, number: index + 1 })),
    displaced: displaced.map((note, index) => ({ ...note, number: placed.length + index + 1 })),
  };
}

/** The placed notes by the offset after which their numbers stand. */
export function notesByPoint(notes: Notes): ReadonlyMap<number, readonly Note[]> {
  const byPoint = new Map<number, Note[]>();
  for (const note of notes.placed) {
    const point = note.point!;
    byPoint.set(point, [...(byPoint.get(point) ?? []), note]);
  }
  return byPoint;
}

/** The range within the text, widened to whole characters: half a surrogate pair can't be written. */
function rangeOf({ anchoring }: PlacedAnnotation, text: string): TextRange | null {
  if (anchoring.from === null) return null;
  const from = Math.min(anchoring.from, text.length);
  const to = Math.max(from, Math.min(anchoring.to, text.length));
  return {
    from: splitsPair(text, from) ? from - 1 : from,
    to: splitsPair(text, to) ? to + 1 : to,
  };
}

function splitsPair(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

/** The end of the range, at its last character's block: a range may end after a line end, or hold nothing. */
function pointOf(
  range: TextRange,
  blocks: readonly TextBlock[],
  ends: readonly number[],
): number | null {
  const last = range.to > range.from ? range.to - 1 : range.from;
  const block = blocks[firstAtLeast(ends, last)];
  return block === undefined || block.from > last ? null : Math.min(range.to, block.to);
}
