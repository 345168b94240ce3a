/** What people type or send, as it is taken in: with one kind of line end, and whole characters. */
import * as z from 'zod/mini';

/**
 * A string that somebody typed, before any check of its length: CR LF and CR become `\n`, the only line end that is ever
 * stored, and half a surrogate pair is refused, which no UTF-8 can carry.
 */
export const TypedWords = z.string().check(
  z.refine((words) => words.isWellFormed(), 'This has half of a character (a lone surrogate).'),
  z.overwrite(withLineFeeds),
);

/** Words from around a quote, cut by whoever sent them, perhaps through a character: half a one at an end is left out. */
export const ContextWords = z
  .string()
  .check(
    z.overwrite((words) => withLineFeeds(words.replace(/^\p{Surrogate}|\p{Surrogate}$/gu, ''))),
  )
  .check(
    z.refine((words) => words.isWellFormed(), 'This has half of a character (a lone surrogate).'),
  );

/** The words with `\n` for each CR LF or CR. */
export function withLineFeeds(words: string): string {
  return words.replace(/\r\n?/g, '\n');
}
