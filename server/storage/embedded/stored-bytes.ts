/** How values stand in LMDB: under a checksum, snapshots deflated, blobs after their media type. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Blob } from '../blobs.ts';

const CHECKSUM_BYTES = 4;

/**
 * The bytes after a CRC-32 of them and their key, so that a flipped bit is found when they are read and not when they are believed:
 * what lies under another's key is as damaged as what was altered.
 */
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

/** Below it, what deflating saves isn't worth the time. */
const MIN_DEFLATED_BYTES = 1024;

/** The snapshot deflated, or null where it should be stored as it is. */
export function deflateSnapshot(snapshot: Uint8Array): Uint8Array | null {
  if (snapshot.byteLength < MIN_DEFLATED_BYTES) return null;
  // Of a text of 450 kB level 1 leaves 38 % in 15 ms, level 6 leaves 36 % in 190 ms.
  const deflated = deflateRawSync(snapshot, { level: 1 });
  return deflated.byteLength < snapshot.byteLength ? deflated : null;
}

/** The snapshot of which `deflateSnapshot` made these bytes. */
export function inflateSnapshot(deflated: Uint8Array): Uint8Array {
  return new Uint8Array(inflateRawSync(deflated));
}

const LENGTH_BYTES = 2;
/** Stands for the length of a media type where there is none. */
const NO_MEDIA_TYPE = 0xffff;

/** The blob's media type and its bytes. Throws where the media type has 65,535 bytes or more. */
export function encodeBlob({ bytes, mediaType }: Blob): Buffer {
  const type = Buffer.from(mediaType ?? '', 'utf8');
  const head = Buffer.alloc(LENGTH_BYTES);
  if (type.length >= NO_MEDIA_TYPE) throw new Error('The media type of a blob is too long.');
  head.writeUInt16BE(mediaType === null ? NO_MEDIA_TYPE : type.length, 0);
  return Buffer.concat([head, type, bytes]);
}

/** The blob of which `encodeBlob` made these bytes. */
export function decodeBlob(encoded: Uint8Array): Blob {
  const all = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const length = all.readUInt16BE(0);
  if (length === NO_MEDIA_TYPE) return { bytes: encoded.subarray(LENGTH_BYTES), mediaType: null };
  const end = LENGTH_BYTES + length;
  return { bytes: encoded.subarray(end), mediaType: all.toString('utf8', LENGTH_BYTES, end) };
}

function checksum(key: Uint8Array, bytes: Uint8Array): number {
  // zlib begins again, and forgets the key, where an empty array has no memory behind it.
  return bytes.length === 0 ? crc32(key) : crc32(bytes, crc32(key));
}
