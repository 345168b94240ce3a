/** Schemas of what annotations and commands are made of. */
import * as z from 'zod/mini';
import type { Anchor, Tie } from '../anchor/anchor.ts';
import { TypedWords } from '../article/typed-words.ts';

/** An id that the server or a client has made. */
export const Id = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 letters, digits, - or _.'));

/** In UTF-16 units. */
const MAX_WORDS = 20_000;

/** Markdown or plain words, as long as one note may be; perhaps none. */
export const Words = TypedWords.check(z.maxLength(MAX_WORDS));

/** Words without the spaces around them, and not empty. */
export const SomeWords = TypedWords.check(z.maxLength(MAX_WORDS), z.trim(), z.minLength(1));

/** Tags, each without the spaces around it. */
export const Tags = z
  .array(TypedWords.check(z.trim(), z.minLength(1), z.maxLength(60)))
  .check(z.maxLength(20));

const clock = z.int().check(z.minimum(0));
const CharacterData = z.nullable(z.readonly(z.tuple([clock, clock])));

const TieData: z.ZodMiniType<Tie> = z.object({
  runs: z.array(z.tuple([clock, clock, clock])),
  before: CharacterData,
  after: CharacterData,
  lost: z.exactOptional(z.literal(true)),
});

/**
 * An anchor as plain data. Its strings have no limit here: the server makes anchors itself, and bodies have limits of their
 * own.
 */
export const AnchorData: z.ZodMiniType<Anchor> = z.object({
  start: z.string(),
  end: z.string(),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  from: z.number(),
  to: z.number(),
  tie: z.exactOptional(TieData),
  abridged: z.exactOptional(z.object({ length: clock, digest: z.string() })),
});
