/** The bytes of keys: how a room's name, an entry's key and an update's place are ordered and kept apart. */
import type { Listing } from './update-log.ts';

/** LMDB takes 1978 bytes; an update's key adds 8 to its room's name, and the rest is room to grow. */
export const MAX_KEY_BYTES = 1900;

const LENGTH_BYTES = 2;
const SEQUENCE_BYTES = 6;

/**
 * The UTF-8 bytes of a room's name or an entry's key; in byte order, which is the order of code points.
 * Throws where it is empty, longer than `MAX_KEY_BYTES`, or has half a surrogate pair: UTF-8 writes each half as
 * U+FFFD, so that two names would share a place. LMDB's own encoding of strings isn't used, since from 64 characters
 * on it leaves NUL, its separator, as it is.
 */
export function encodeKey(text: string): Buffer {
  const key = Buffer.from(text, 'utf8');
  if (key.length === 0) throw new Error('A room or key must have at least one character.');
  if (key.length > MAX_KEY_BYTES)
    throw new Error(
      `The room or key ${shown(text)} has ${key.length} bytes; at most ${MAX_KEY_BYTES} can be stored.`,
    );
  if (!text.isWellFormed())
    throw new Error(
      `The room or key ${shown(text)} has half a surrogate pair and can't be stored.`,
    );
  return key;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** The text of which `encodeKey` made these bytes. */
export function decodeKey(key: Uint8Array): string {
  return Buffer.from(key).toString('utf8');
}

/** Whether these are bytes that `encodeKey` could have made. */
export function isKey(bytes: Uint8Array): boolean {
  const key = Buffer.from(bytes);
  const isOfLength = key.length > 0 && key.length <= MAX_KEY_BYTES;
  return isOfLength && Buffer.from(key.toString('utf8'), 'utf8').equals(key);
}

/** Whether these are bytes that `updateKey` could have made. */
export function isUpdateKey(bytes: Uint8Array): boolean {
  const key = Buffer.from(bytes);
  const length = key.length - LENGTH_BYTES - SEQUENCE_BYTES;
  const room = key.subarray(LENGTH_BYTES, key.length - SEQUENCE_BYTES);
  return length > 0 && key.readUInt16BE(0) === length && isKey(room);
}

/**
 * Where a room's update is kept. The length comes first, so that no room's keys lie among another's, whatever
 * its name begins with.
 */
export function updateKey(room: Buffer, sequence: number): Buffer {
  const key = Buffer.alloc(LENGTH_BYTES + room.length + SEQUENCE_BYTES);
  key.writeUInt16BE(room.length, 0);
  room.copy(key, LENGTH_BYTES);
  key.writeUIntBE(sequence, LENGTH_BYTES + room.length, SEQUENCE_BYTES);
  return key;
}

/** The sequence number in an update's key. */
export function sequenceOf(key: Uint8Array): number {
  return Buffer.from(key).readUIntBE(key.length - SEQUENCE_BYTES, SEQUENCE_BYTES);
}

/** The first and the last key that an update of the room can have. */
export function updateRange(room: Buffer): { start: Buffer; end: Buffer } {
  return { start: updateKey(room, 0), end: updateKey(room, 2 ** (8 * SEQUENCE_BYTES) - 1) };
}

/** Keys from `start` on, or from after it where that is excluded, up to before `end`. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly exclusiveStart: boolean;
}

/** The keys that a listing asks for. */
export function listRange({ prefix = '', after = '' }: Omit<Listing, 'limit'>): KeyRange {
  const from = prefix === '' ? Buffer.of(0) : encodeKey(prefix);
  // 0xFF occurs nowhere in UTF-8: it comes after every key with the prefix.
  const end = prefix === '' ? Buffer.of(0xff) : Buffer.concat([from, Buffer.of(0xff)]);
  const last = after === '' ? null : encodeKey(after);
  const exclusiveStart = last !== null && Buffer.compare(last, from) >= 0;
  return { start: exclusiveStart ? last : from, end, exclusiveStart };
}

/** Whether the key lies in the range. */
export function isInRange(key: Buffer, { start, end, exclusiveStart }: KeyRange): boolean {
  const order = Buffer.compare(key, start);
  return (exclusiveStart ? order > 0 : order >= 0) && Buffer.compare(key, end) < 0;
}

/** The part of the range up to this key, which is in it. */
export function rangeUpTo(key: string, range: KeyRange): KeyRange {
  return { ...range, end: Buffer.concat([encodeKey(key), Buffer.of(0)]) };
}
