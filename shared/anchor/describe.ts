/** Makes anchors: ties words to the text as it is. */
import * as Y from 'yjs';
import { fromBase64, toBase64 } from 'lib0/buffer';
import type { Anchor, TextRange } from './anchor.ts';
import { quoteAt } from './locate.ts';
import type { TextIndex } from './text-index.ts';

/** The anchor of a range of the plain text, which ends where the words end: what is typed at their edges stays out. */
export function describe(index: TextIndex, range: TextRange): Anchor {
  return {
    start: encodePosition(index.positionAt(range.from, 'start')),
    end: encodePosition(index.positionAt(range.to, 'end')),
    ...quoteAt(index.text, range),
    from: range.from,
    to: range.to,
  };
}

function encodePosition(position: Y.RelativePosition): string {
  return toBase64(Y.encodeRelativePosition(position));
}

/** The position, or null where the string holds none. */
export function decodePosition(encoded: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(fromBase64(encoded));
  } catch {
    return null; // cut off or not base64: an anchor from outside, which then goes by its quote
  }
}
