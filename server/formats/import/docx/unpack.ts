/** Opens the archive that a Word file is, and unpacks no more of it than is asked for and than may be. */
import { unzipSync } from 'fflate';
import type { UnzipFileInfo } from 'fflate';
import { done, failed } from '../../../../shared/wire/problems.ts';
import type { Result } from '../../../../shared/wire/problems.ts';

/** The files of an archive, by name. */
export interface Archive {
  /** Whether there is a file of this name, in capitals or not. */
  has(name: string): boolean;
  /** The bytes of a file; null where there is none, or where it can't be unpacked. */
  read(name: string): Uint8Array | null;
}

/** What an archive may hold, by what it says of itself. */
export const ARCHIVE_LIMITS = {
  entries: 2000,
  /** Of all files in bytes, unpacked. */
  unpackedBytes: 50 << 20,
  /** Of one file of XML in bytes, unpacked. */
  xmlBytes: 10 << 20,
  /** By how much a large file may have been packed; markup seldom reaches a third of it. */
  ratio: 250,
} as const;

/** Smaller ones may be packed as closely as they like. */
const LARGE = 1 << 20;
/** What packing may add to bytes that can't be packed. */
const OVERHEAD = 1024;

const SIGNATURES: readonly { readonly starts: readonly number[]; readonly sentence: string }[] = [
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0],
    sentence:
      'This is an old Word file, or one with a password. Save it as .docx without a password.',
  },
  { starts: [0x7b, 0x5c, 0x72, 0x74, 0x66], sentence: 'This is an RTF file. Save it as .docx.' },
];
const NO_ARCHIVE = 'This is no Word file: it is no archive, as a .docx is.';

/**
 * The archive in some bytes; nothing is unpacked yet. Problems: `invalid-request` where it is none, `too-large` where it says that
 * there is more in it than there may be, or more than its bytes can hold.
 */
export function openArchive(bytes: Uint8Array): Result<Archive> {
  const listed = listFiles(bytes);
  if (listed === null) {
    const known = SIGNATURES.find(({ starts }) => starts.every((byte, at) => bytes[at] === byte));
    return failed('invalid-request', known?.sentence ?? NO_ARCHIVE, { field: 'content' });
  }
  const fault = faultOf(listed);
  if (fault !== null) return failed('too-large', fault);
  const names = new Map(listed.map(({ name }) => [name.toLowerCase(), name]));
  return done({
    has: (name) => names.has(name.toLowerCase()),
    read(name) {
      const wanted = names.get(name.toLowerCase());
      return wanted === undefined ? null : unpacked(bytes, wanted);
    },
  });
}

function listFiles(bytes: Uint8Array): UnzipFileInfo[] | null {
  const files: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter(file) {
        // One more than there may be is enough to know.
        if (files.length <= ARCHIVE_LIMITS.entries) files.push(file);
        return false;
      },
    });
  } catch {
    return null; // no archive
  }
  return files.length === 0 ? null : files;
}

function faultOf(files: readonly UnzipFileInfo[]): string | null {
  if (files.length > ARCHIVE_LIMITS.entries)
    return `There are more than ${ARCHIVE_LIMITS.entries.toLocaleString('en')} files in this one.`;
  let total = 0;
  for (const { name, size, originalSize } of files) {
    total += originalSize;
    if (total > ARCHIVE_LIMITS.unpackedBytes) return tooLarge('This file', 50);
    const isXml = /\.(?:xml|rels)$/i.test(name);
    if (isXml && originalSize > ARCHIVE_LIMITS.xmlBytes) return tooLarge('A part of this file', 10);
    const isLarge = originalSize > LARGE;
    if (isLarge && originalSize > size * ARCHIVE_LIMITS.ratio)
      return 'This file is packed more closely than any text: it would fill the memory.';
    // It would unpack into more than it says.
    if (size > originalSize + OVERHEAD) return 'A part of this file is larger than it says.';
  }
  return null;
}

function tooLarge(what: string, megabytes: number): string {
  return `${what} unpacks into more than ${megabytes} MB; split it into several.`;
}

function unpacked(bytes: Uint8Array, name: string): Uint8Array | null {
  try {
    // Into as much room as the archive says, whatever is in it.
    return unzipSync(bytes, { filter: (file) => file.name === name })[name] ?? null;
  } catch {
    return null; // damaged, or packed in a way that no Word file is
  }
}
