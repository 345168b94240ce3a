/** Fields that several routes read, each with the sentence for somebody who got it wrong. */
import * as z from 'zod/mini';
import { DIRECTIONS } from '../article/language.ts';
import { TypedWords } from '../article/typed-words.ts';
import { mixesAlphabets, withAlphabetsApart } from './look-alikes.ts';

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

const ONE_LINE = 'This is to be one line of words.';

/** Words on one line, without the spaces around them: 1 to `most` UTF-16 units. */
export function line(most: number) {
  return TypedWords.check(
    z.trim(),
    z.minLength(1),
    z.maxLength(most),
    z.refine((words) => words.search(BREAKING) === -1, ONE_LINE),
  );
}

/** A line, or nothing. */
export function lineOrNone(most: number) {
  return TypedWords.check(
    z.trim(),
    z.maxLength(most),
    z.refine((words) => words.search(BREAKING) === -1, ONE_LINE),
  );
}

/** At most `most` UTF-16 units as they were typed but for their line ends, perhaps none. */
export function text(most: number) {
  return TypedWords.check(z.maxLength(most));
}

/** Ends of lines, and control characters. */
const BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Ends of lines, control characters, and what turns the direction of a line: with these a name could look like something else. */
const HIDING = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** What leaves no mark on a page; the blank of Braille is a symbol to Unicode. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/gu;

/** What stands behind the names of those who chose them without anybody's leave, as a guest; no other name ends so. */
const MARKED = /\((?:guest|from a file)\)$/i;

/**
 * What somebody or something is called: a line of 1 to `most` UTF-16 units that shows, hides nothing, and is not made to look like
 * another one.
 */
export function name(most: number) {
  return line(most).check(
    z.refine((words) => words.search(HIDING) === -1, 'A name has letters, not control characters.'),
    z.refine((words) => words.replace(UNSEEN, '') !== '', 'A name has something that can be seen.'),
    z.refine((words) => !mixesAlphabets(words), 'A word of a name is of one alphabet.'),
    z.refine((words) => !MARKED.test(words), 'No name ends with “(guest)” or “(from a file)”.'),
  );
}

/** A name, or nothing. */
export function nameOrNone(most: number) {
  const named = name(most);
  return TypedWords.check(
    z.trim(),
    z.maxLength(most),
    z.refine((words) => words === '' || named.safeParse(words).success, 'This is no name.'),
  );
}

/** Of what is to be a name, in UTF-16 units: in a file it may have millions. */
const MOST_READ = 2000;

/**
 * A name that came from elsewhere, without what no name has here, and with alphabets that a word mixes apart; empty where nothing is
 * left.
 */
export function cleanName(words: string, most: number): string {
  const read = words.slice(0, MOST_READ).toWellFormed();
  const clean = withoutMarks(
    withAlphabetsApart(read.replace(HIDING, ' ')).replace(/\s+/g, ' ').trim(),
  );
  const cut = withoutMarks(clean.slice(0, most).toWellFormed().trim());
  return cut.replace(UNSEEN, '') === '' ? '' : cut;
}

function withoutMarks(name: string): string {
  return MARKED.test(name) ? withoutMarks(name.replace(MARKED, '').trim()) : name;
}
