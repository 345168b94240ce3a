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
