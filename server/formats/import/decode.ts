/** Turns the bytes of a file into text, or says why there is none in them. */
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { decodeWith, encodingOf } from './decode-with.ts';
import { guessEncoding } from './guess-encoding.ts';

/** The text of a file. */
export interface DecodedText {
  readonly text: string;
  /** Set where nothing in the file says which encoding it has, and it isn't UTF-8. */
  readonly guessed: string | null;
}

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

const NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (LE)',
  'utf-16be': 'UTF-16 (BE)',
};

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

/** A page declares its encoding within its first kilobyte; some come later than they may. */
const DECLARATION_BYTES = 4096;
const DECLARATIONS = [
  /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i,
  /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w:.-]+)/i,
];
/** So few characters of UTF-8 may be chance in a file that declares another encoding. */
const CHANCE = 4;

/**
 * The text of bytes: by their byte order mark, else as UTF-8, else as they declare, else by a guess. Else the problem `not-text`,
 * with the `offset` of the first byte that is no UTF-8 where there is one.
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText> {
  const kind = KINDS.find(({ starts }) => beginsWith(bytes, starts))?.kind;
  if (kind !== undefined) return failed('not-text', `The file looks like ${kind}, not like text.`);
  const mark = MARKS.find((candidate) => beginsWith(bytes, candidate.bytes));
  if (mark !== undefined) return asMarked(bytes, mark.encoding);
  const zero = bytes.indexOf(0);
  if (zero >= 0) return withoutMark(bytes, zero);
  const unicode = decode(bytes, 'utf-8');
  const declared = declaredIn(bytes);
  const isChance = (unicode?.match(/[^\0-\x7F]/gu)?.length ?? 0) < CHANCE;
  if (declared !== null && (unicode === null || isChance)) {
    const text = decode(bytes, declared);
    if (text !== null) return done({ text, guessed: null });
  }
  if (unicode !== null && !unicode.includes('\u001b$'))
    return done({ text: unicode, guessed: null });
  const guessed = guessEncoding(bytes);
  const text = guessed === null ? unicode : decode(bytes, guessed);
  return text === null ? wrongByte(bytes, 'utf-8') : done({ text, guessed });
}

function asMarked(bytes: Uint8Array, encoding: string): Result<DecodedText> {
  const zero = encoding === 'utf-8' ? bytes.indexOf(0) : -1;
  if (zero >= 0) return binaryAt(zero);
  const text = decode(bytes, encoding);
  if (text === null) return wrongByte(bytes, encoding);
  const nul = text.indexOf('\0');
  // Only UTF-16 comes here with a zero character: two bytes each, after the mark's two.
  return nul < 0 ? done({ text, guessed: null }) : binaryAt(2 + 2 * nul);
}

/** UTF-16 of any language has blanks and line ends, whose zeros all stand on the same side. */
function withoutMark(bytes: Uint8Array, zero: number): Result<DecodedText> {
  const isLittle = zero % 2 === 1;
  const zeros = bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const isOneSided = bytes.every((byte, index) => byte !== 0 || index % 2 === zero % 2);
  const encoding = isLittle ? 'utf-16le' : 'utf-16be';
  const text = isOneSided && zeros > 1 && bytes.length % 2 === 0 ? decode(bytes, encoding) : null;
  return text === null ? binaryAt(zero) : done({ text, guessed: NAMES[encoding] ?? encoding });
}

/** What the first bytes say in ASCII; null where they say nothing, or a name that nobody knows. */
function declaredIn(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const label = DECLARATIONS.map((pattern) => pattern.exec(start)?.[1]).find((each) => each);
  const encoding = label === undefined ? null : encodingOf(label);
  // That this could be read shows that it is no UTF-16.
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

function binaryAt(zero: number): Result<DecodedText> {
  const sentence = `The file looks like binary data, or UTF-16 without a byte order mark: byte ${zero} is zero.`;
  return failed('not-text', sentence, { offset: zero });
}

function wrongByte(bytes: Uint8Array, encoding: string): Result<DecodedText> {
  const offset = firstWrongByte(bytes, encoding);
  const sentence = `The file is not ${NAMES[encoding] ?? encoding} text: byte ${offset} does not fit. Save it as UTF-8.`;
  return failed('not-text', sentence, { offset });
}

/** Offset of the byte that makes the beginning wrong; the file's length where its last character is cut off. */
function firstWrongByte(bytes: Uint8Array, encoding: string): number {
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

function decode(bytes: Uint8Array, encoding: string, isOpen = false): string | null {
  try {
    return decodeWith(bytes, encoding, isOpen);
  } catch {
    return null; // TypeError: not in this encoding
  }
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
