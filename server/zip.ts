/** ZIP archives that are written file after file, since all of them together would not fit into memory. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { nextTurn } from './cooperative-task.ts';

/** A file for an archive. */
export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether it is packed already, and is put in as it is. */
  readonly isPacked: boolean;
}

/** The earliest that a ZIP can say, by the local clock, which it means: the same files give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);
/** As much is packed before others get their turn. */
const SLICE_BYTES = 1 << 18;

/** The places in a ZIP are numbers of 32 bits; fflate writes larger ones without a word, and nobody could open what came of it. */
const MOST_BYTES = 2 ** 32 - 1;

/**
 * The bytes of the archive in their order. A file is asked for when those before it have been taken. Throws what `files` throws, and
 * a `RangeError` where a file ends behind `most` bytes.
 */
export async function* zipOf(
  files: AsyncIterable<ZippedFile>,
  most = MOST_BYTES,
): AsyncGenerator<Uint8Array> {
  let written = 0;
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written += chunk.byteLength;
    made.push(chunk);
  });
  for await (const { name, bytes, isPacked } of files) {
    const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    entry.mtime = NO_TIME;
    zip.add(entry);
    let at = 0;
    do {
      const end = at + SLICE_BYTES;
      entry.push(bytes.subarray(at, end), end >= bytes.length);
      at = end;
      yield* made.splice(0);
      await nextTurn();
    } while (at < bytes.length);
    if (written > most) throw new RangeError('The archive is larger than a ZIP can be.');
  }
  zip.end();
  yield* made.splice(0);
}
