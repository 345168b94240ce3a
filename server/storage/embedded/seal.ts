/** Checksums on stored bytes, so that a flipped bit is found when they are read and not when they are believed. */
import { crc32 } from 'node:zlib';

const CHECKSUM_BYTES = 4;

/** The bytes behind a CRC-32 of them and their key: what lies under another's key is as damaged as what was altered. */
export function seal(key: Uint8Array, bytes: Uint8Array): Buffer {
  const sealed = Buffer.alloc(CHECKSUM_BYTES + bytes.length);
  sealed.writeUInt32BE(checksum(key, bytes), 0);
  sealed.set(bytes, CHECKSUM_BYTES);
  return sealed;
}

/** A copy of the bytes that were sealed under this key, or null where they are missing or aren't those any more. */
export function unseal(key: Uint8Array, sealed: Uint8Array | undefined): Uint8Array | null {
  if (sealed === undefined || sealed.length < CHECKSUM_BYTES) return null;
  const bytes = new Uint8Array(sealed.subarray(CHECKSUM_BYTES));
  const stored = Buffer.from(sealed.subarray(0, CHECKSUM_BYTES)).readUInt32BE(0);
  return stored === checksum(key, bytes) ? bytes : null;
}

function checksum(key: Uint8Array, bytes: Uint8Array): number {
  // zlib starts anew, and forgets the key, where an empty array has no memory behind it.
  return bytes.length === 0 ? crc32(key) : crc32(bytes, crc32(key));
}
