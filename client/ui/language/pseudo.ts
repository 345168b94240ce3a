/** English that is written from right to left, to see the interface mirrored before anybody has translated it. */

const FROM_RIGHT_TO_LEFT = '\u202E';
const END = '\u202C';

/** Makes what follows read as Arabic to whoever asks for the first letter's direction. */
const RIGHT_TO_LEFT_MARK = '\u200F';

/** Each word turned round, as the pseudo-locale `ar-XB` of CLDR does it; slots stay, for their values are not ours. */
export function mirrored(text: string): string {
  const words = text.replace(/\{\w+\}|[\p{L}\p{N}’'-]+/gu, (word) =>
    word.startsWith('{') ? word : `${FROM_RIGHT_TO_LEFT}${word}${END}`,
  );
  return `${RIGHT_TO_LEFT_MARK}${words}`;
}
