/** Turns the bytes of a file into text, or says why there is none in them. */
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import type { Encoding } from '../format.ts';

// A byte order mark decides; without one a text is UTF-8, as nearly all are.
const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

const NAMES = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 (LE)', 'utf-16be': 'UTF-16 (BE)' } as const;

/** By what files begin with that nobody means by text, each in words. A binary format looks for its own signature. */
const KINDS: readonly { readonly starts: readonly number[]; readonly kind: string }[] = [
  { starts: [0x89, 0x50, 0x4e, 0x47], kind: 'a PNG image' },
  { starts: [0xff, 0xd8, 0xff], kind: 'a JPEG image' },
  { starts: [0x47, 0x49, 0x46, 0x38], kind: 'a GIF image' },
  { starts: [0x25, 0x50, 0x44, 0x46, 0x2d], kind: 'a PDF document' },
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    kind: 'a ZIP archive (as Word, OpenDocument and EPUB files are)',
  },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], kind: 'an old Word or Excel file' },
  { starts: [0x1f, 0x8b], kind: 'a gzip archive' },
];

/**
 * The text of UTF-8 or (with a byte order mark) UTF-16 bytes, without the mark; else the problem `not-text`, with the
 * `offset` of the first wrong byte where there is one.
 */
export function decodeText(bytes: Uint8Array): Result<string> {
  const kind = KINDS.find(({ starts }) => beginsWith(bytes, starts))?.kind;
  if (kind !== undefined) return failed('not-text', `The file looks like ${kind}, not like text.`);
  const mark = MARKS.find((candidate) => beginsWith(bytes, candidate.bytes));
  const encoding = mark?.encoding ?? 'utf-8';
  const zero = encoding === 'utf-8' ? bytes.indexOf(0) : -1;
  if (zero >= 0) return binaryAt(zero);
  const text = decode(bytes, encoding, false);
  if (text === null) {
    const offset = firstWrongByte(bytes, encoding);
    const sentence = `The file is not ${NAMES[encoding]} text: byte ${offset} does not fit. Save it as UTF-8.`;
    return failed('not-text', sentence, { offset });
  }
  const nul = text.indexOf('\0');
  // Only UTF-16 comes here with a zero character: two bytes each, after the mark's two.
  return nul < 0 ? done(text) : binaryAt(2 + 2 * nul);
}

function binaryAt(offset: number): Result<string> {
  const sentence = `The file looks like binary data, or UTF-16 without a byte order mark: byte ${offset} is zero.`;
  return failed('not-text', sentence, { offset });
}

/** Offset of the byte that makes the beginning wrong; the file's length where its last character is cut off. */
function firstWrongByte(bytes: Uint8Array, encoding: Encoding): number {
  // The decoder doesn't say where it stopped, but every longer beginning fails too: halve the range.
  let fits = 0;
  let fails = bytes.length + 1;
  while (fails - fits > 1) {
    const middle = (fits + fails) >>> 1;
    if (decode(bytes.subarray(0, middle), encoding, true) === null) fails = middle;
    else fits = middle;
    if (fits === bytes.length) return bytes.length;
  }
  return fails - 1;
}

/** `open` takes an unfinished last character for one whose rest is still to come. */
function decode(bytes: Uint8Array, encoding: Encoding, open: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: open });
  } catch {
    return null; // TypeError: not in this encoding
  }
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
