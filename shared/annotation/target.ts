/** The words that an annotation is to be about, as somebody says it who makes one or ties it to other words. */
import * as z from 'zod/mini';
import type { Anchor } from '../anchor/anchor.ts';
import { ContextWords, TypedWords } from '../article/typed-words.ts';

/** In UTF-16 units of the plain text. */
const offset = z.int().check(z.minimum(0));
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]{1,400}={0,2}$/));
const context = z.optional(ContextWords.check(z.maxLength(500)));
const MAX_WORDS = 20_000;

/** Two relative positions with the words between them, quoted words, or offsets into `/text`. */
export const Target = z.union(
  [
    z.strictObject({ start: base64, end: base64, exact: TypedWords.check(z.maxLength(MAX_WORDS)) }),
    z.strictObject({
      exact: TypedWords.check(z.minLength(1), z.maxLength(MAX_WORDS)),
      prefix: context,
      suffix: context,
      from: z.optional(offset),
    }),
    z.strictObject({ from: offset, to: offset }),
  ],
  'A target has start, end and exact, or exact with prefix, suffix and from, or from and to.',
);
/** Which of the three it is shows in its fields; the server finds the words, or says why it can't. */
export type Target = z.output<typeof Target>;

/** The target of an anchor: the server makes the rest of an anchor itself, from the text that it holds. */
export function targetOf({ start, end, exact }: Anchor): Target {
  return { start, end, exact };
}
