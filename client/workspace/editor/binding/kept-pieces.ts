/** Which parts of a document a step leaves in place, and where they are afterwards. */
import type { StepMap } from 'prosemirror-transform';

/** The positions from `from` to before `to` hold what is afterwards `shift` further on. */
export interface KeptPiece {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** All that a step keeps of a document of this size, in order. */
export function piecesKeptBy(map: StepMap, size: number): KeptPiece[] {
  const pieces: KeptPiece[] = [];
  let [at, shift] = [0, 0];
  map.forEach((oldStart, oldEnd, _newStart, newEnd) => {
    if (at < oldStart) pieces.push({ from: at, to: oldStart, shift });
    at = oldEnd;
    shift = newEnd - oldEnd;
  });
  if (at < size) pieces.push({ from: at, to: size, shift });
  return pieces;
}

/** What is kept by several steps together. */
export function piecesKeptByAll(maps: readonly StepMap[], size: number): KeptPiece[] {
  // What an earlier step put in is no piece, but moves those behind it.
  const pieces: { from: number; to: number; shift: number }[] = [{ from: 0, to: size, shift: 0 }];
  for (const map of maps) {
    const ranges: [from: number, to: number, grown: number][] = [];
    map.forEach((from, to, newFrom, newTo) => ranges.push([from, to, newTo - newFrom - to + from]));
    // From the end, so that the ranges before stay where they are.
    for (const [from, to, grown] of ranges.reverse()) cutOut(pieces, from, to, grown);
  }
  return pieces;
}

function cutOut(
  pieces: { from: number; to: number; shift: number }[],
  from: number,
  to: number,
  grown: number,
): void {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && piece.to + piece.shift <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  const left: typeof pieces = [];
  for (let piece = pieces[end]; piece && piece.from + piece.shift < to; piece = pieces[end]) {
    const { shift } = piece;
    if (piece.from + shift < from) left.push({ from: piece.from, to: from - shift, shift });
    if (to < piece.to + shift) left.push({ from: to - shift, to: piece.to, shift });
    end += 1;
  }
  pieces.splice(low, end - low, ...left);
  if (grown === 0) return;
  for (let at = low; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece && piece.from + piece.shift >= to) piece.shift += grown;
  }
}

/** The kept parts of a range. */
export function piecesIn(kept: readonly KeptPiece[], from: number, to: number): KeptPiece[] {
  const pieces: KeptPiece[] = [];
  for (const piece of kept) {
    const [start, end] = [Math.max(from, piece.from), Math.min(to, piece.to)];
    if (start < end) pieces.push({ from: start, to: end, shift: piece.shift });
  }
  return pieces;
}

/** Where the character or the edge of a node at a position is afterwards; null where it is there no more. */
export function landingOf(kept: readonly KeptPiece[], position: number): number | null {
  const [piece] = piecesIn(kept, position, position + 1);
  return piece ? position + piece.shift : null;
}
