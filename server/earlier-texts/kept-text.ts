/** How a text is kept in blobs: its updates one after another, each after its length, cut into pieces that a blob can take. */

/** Well below what a blob may have. */
const PIECE_BYTES = 4 << 20;

const LENGTH_BYTES = 4;

/** The updates as they are to be kept: the text isn't read for that, however long it is. */
export function piecesOf(updates: readonly Uint8Array[]): Uint8Array[] {
  const framed = updates.flatMap((update) => {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(update.byteLength);
    return [length, update];
  });
  const whole = Buffer.concat(framed);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += PIECE_BYTES)
    pieces.push(whole.subarray(at, at + PIECE_BYTES));
  return pieces;
}

/** The updates in their order. Throws where the pieces are not those of `piecesOf`. */
export function updatesIn(pieces: readonly Uint8Array[]): Uint8Array[] {
  const whole = Buffer.concat(pieces);
  const updates: Uint8Array[] = [];
  for (let at = 0; at < whole.length;) {
    const from = at + LENGTH_BYTES;
    at = from + whole.readUInt32BE(at);
    if (at > whole.length) throw new Error('A text that was kept is not whole.');
    updates.push(whole.subarray(from, at));
  }
  return updates;
}
