/** Fields that several routes read, each with the sentence for somebody who got it wrong. */
import * as z from 'zod/mini';
import { DIRECTIONS } from '../article/language.ts';
import { TypedWords } from '../article/typed-words.ts';

/** An id that the server or a client has made. */
export const id = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 letters, digits, - or _.'));

/** The secret of a link or a token. Only its length is checked: whether it is one shows when it is looked up. */
export const secret = z.string().check(z.minLength(1), z.maxLength(200));

/** An e-mail address, no longer than SMTP can carry one (RFC 5321). */
export const email = z.email().check(z.maxLength(254));

/** A time in UTC, ISO 8601; where it is an end, the server refuses one that has passed. */
export const moment = z.iso.datetime();

/** A BCP 47 tag; the server refuses what is none. */
export const languageTag = z.string().check(z.maxLength(35));

/** The direction in which a text is written, `ltr` or `rtl`. */
export const direction = z.enum(DIRECTIONS);

/** Words on one line, without the spaces around them: 1 to `most` UTF-16 units. */
export function line(most: number) {
  return TypedWords.check(z.trim(), z.minLength(1), z.maxLength(most));
}

/** At most `most` UTF-16 units as they were typed but for their line ends, perhaps none. */
export function text(most: number) {
  return TypedWords.check(z.maxLength(most));
}
