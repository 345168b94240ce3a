/** Edges between whole characters, as people see them: no range of words ends within one. */
import type { TextRange } from './anchor.ts';

/**
 * The range with each end that is within a grapheme moved outwards to its edge: a letter with its combining marks, a flag, a
 * family of emoji, and so a surrogate pair too. Half of one could be neither quoted nor replaced.
 */
export function wholeGraphemes(text: string, { from, to }: TextRange): TextRange {
  return { from: graphemeEdge(text, from, 'start'), to: graphemeEdge(text, to, 'end') };
}

/** The line of the text that an offset is in, without the line feeds around it. */
export function lineAround(text: string, offset: number): TextRange {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { from: offset === 0 ? 0 : from, to: end === -1 ? text.length : end };
}

function graphemeEdge(text: string, offset: number, edge: 'start' | 'end'): number {
  if (SIMPLE.test(text.slice(Math.max(0, offset - 1), offset + 1))) return offset;
  const line = lineAround(text, offset);
  const words = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    text.slice(line.from, line.to),
  );
  const around = words.containing(offset - line.from);
  if (around === undefined) return offset; // the line's end
  const from = line.from + around.index;
  if (from === offset) return offset;
  return edge === 'start' ? from : from + around.segment.length;
}

/** Two characters between which there is an edge whatever stands around them. */
const SIMPLE = /^[\n -~]{2}$/;
