/** Marks in what is sent: who sent it and when, so that a receiver only scans a frame's bytes and decodes nothing. */

const SIGN = '[~[';
const SIGN_BYTES = Buffer.from(SIGN);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, DIGITS.indexOf(String.fromCharCode(code))),
);
const MARK_LENGTH = 10;

/** Time comes round again after so many microseconds, 18 minutes. */
const ROUND = 64 ** 5;
export const MAX_SENDERS: number = 64 ** 2;

/** Ten characters that need no escape in JSON: the sender's number, and when in microseconds. */
export function mark(sender: number, at: number): string {
  return SIGN + digits(sender, 2) + digits(Math.floor(at) % ROUND, 5);
}

/** Calls `found` for each mark with its sender and its age in microseconds. */
export function scan(
  bytes: Buffer,
  now: number,
  found: (sender: number, age: number) => void,
): void {
  let at = bytes.indexOf(SIGN_BYTES);
  while (at !== -1 && at + MARK_LENGTH <= bytes.length) {
    const sender = value(bytes, at + 3, 2);
    const age = (Math.floor(now) % ROUND) - value(bytes, at + 5, 5);
    found(sender, age < 0 ? age + ROUND : age);
    at = bytes.indexOf(SIGN_BYTES, at + MARK_LENGTH);
  }
}

function digits(number: number, count: number): string {
  let text = '';
  for (let left = number; text.length < count; left = Math.floor(left / 64))
    text = (DIGITS[left % 64] ?? '') + text;
  return text;
}

function value(bytes: Buffer, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at += 1) sum = sum * 64 + (VALUES[bytes[at] ?? 0] ?? 0);
  return sum;
}
