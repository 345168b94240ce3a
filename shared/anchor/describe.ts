/** Makes anchors: ties words to the text as it is. */
import * as Y from 'yjs';
import { fromBase64, toBase64 } from 'lib0/buffer';
import type { Run } from '../moves/item-runs.ts';
import type { Anchor, CharacterId, IdRun, TextRange, Tie } from './anchor.ts';
import { quoteAt } from './locate.ts';
import { quotationOf } from './quotation.ts';
import type { TextIndex } from './text-index.ts';

/** The anchor of a range of the plain text, which ends where the words end: what is typed at their edges stays out. */
export function describe(index: TextIndex, range: TextRange): Anchor {
  return {
    start: encodePosition(index.positionAt(range.from, 'start')),
    end: encodePosition(index.positionAt(range.to, 'end')),
    ...quoteAt(index.text, range),
    ...quotationOf(index.slice(range)),
    from: range.from,
    to: range.to,
    tie: { runs: index.runsIn(range).map(toIdRun), ...neighboursOf(index, range) },
  };
}

/** The characters right before and after a range, whatever breaks are between. */
export function neighboursOf(
  index: TextIndex,
  { from, to }: TextRange,
): Pick<Tie, 'before' | 'after'> {
  return { before: characterBefore(index, from), after: characterAfter(index, to) };
}

/** A run as anchors store it. */
export function toIdRun({ client, clock, length }: Run): IdRun {
  return [client, clock, length];
}

/** A run as an anchor has stored it. */
export function toRun([client, clock, length]: IdRun): Run {
  return { client, clock, length };
}

/** The position, or null where the string holds none. */
export function decodePosition(encoded: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(fromBase64(encoded));
  } catch {
    return null; // cut off or not base64: an anchor from outside, which then goes by its quote
  }
}

/** Looks past breaks between blocks, of which there are as many as there are empty blocks. */
function characterBefore(index: TextIndex, offset: number): CharacterId | null {
  for (let at = offset; at > 0; at -= 1) {
    const last = index.runsIn({ from: at - 1, to: at }).at(-1);
    if (last !== undefined) return [last.client, last.clock + last.length - 1];
  }
  return null;
}

function characterAfter(index: TextIndex, offset: number): CharacterId | null {
  for (let at = offset; at < index.length; at += 1) {
    const [first] = index.runsIn({ from: at, to: at + 1 });
    if (first !== undefined) return [first.client, first.clock];
  }
  return null;
}

function encodePosition(position: Y.RelativePosition): string {
  return toBase64(Y.encodeRelativePosition(position));
}
