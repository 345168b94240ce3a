/** What a copy says of where it comes from, for the day on which it comes back: which characters it was made of, and which threads. */
import * as z from 'zod/mini';
import type { IdRun, TextRange } from '../../shared/anchor/anchor.ts';

const count = z.int().check(z.minimum(0));
/** Names are cut where they are written. */
const said = z.object({ author: z.string(), at: z.nullable(z.string()) });

/** Characters of the text that stand one after the other, from an offset on: client, clock and length of each run in turn. */
const RunsAt = z.object({ from: count, ids: z.array(count) });
/** Runs of a text as they are carried. What has no id, as a break between blocks, is between them. */
export type RunsAt = z.output<typeof RunsAt>;

/** One thread as it left; who and when as the file says it, so that it is known again. */
const ThreadLeft = z.object({
  ...said.shape,
  id: z.string(),
  /** Its words in the text; null where they were gone. */
  range: z.nullable(z.object({ from: count, to: count })),
  /** Whether it is a comment in the file, and not a change alone. */
  isComment: z.boolean(),
  isSettled: z.boolean(),
  replies: z.array(z.object({ ...said.shape, id: z.string() })),
});
/** See its schema. */
export type ThreadLeft = z.output<typeof ThreadLeft>;

/** What a file carries, which anybody may have changed: its ids lead only to what the person who brings it may read anyway. */
export const CopyOrigin = z.object({
  version: z.literal(1),
  article: z.string(),
  /** The plain text as it left. */
  text: z.string(),
  runs: z.array(RunsAt),
  threads: z.array(ThreadLeft),
});
/** See its schema. */
export type CopyOrigin = z.output<typeof CopyOrigin>;

/** The origin in a string; null where it holds none, one of another version, or one that no copy was made with. */
export function parseOrigin(json: string): CopyOrigin | null {
  try {
    const origin = CopyOrigin.safeParse(JSON.parse(json)).data ?? null;
    return origin !== null && areInOrder(origin) ? origin : null;
  } catch {
    return null; // no JSON
  }
}

/** Whether each run has a character at least, and stands in the text behind those before it. */
export function areInOrder({ text, runs }: CopyOrigin): boolean {
  let end = 0;
  for (const { from, ids } of runs) {
    if (from < end || ids.length % 3 > 0) return false;
    end = from;
    for (let at = 0; at < ids.length; at += 3) {
      const [clock = 0, length = 0] = ids.slice(at + 1, at + 3);
      if (length < 1 || !Number.isSafeInteger(clock + length)) return false;
      end += length;
    }
  }
  return end <= text.length;
}

/** The runs of blocks, each of which begins at an offset. */
export function runsOfBlocks(
  blocks: Iterable<TextRange>,
  runsIn: (range: TextRange) => readonly IdRun[],
): RunsAt[] {
  const all: RunsAt[] = [];
  for (const { from, to } of blocks) {
    const runs = runsIn({ from, to });
    const length = runs.reduce((sum, run) => sum + run[2], 0);
    // Every character in a block has an id; where one hasn't, the others' offsets aren't known.
    if (length === to - from && length > 0) all.push({ from, ids: runs.flat() });
  }
  return all;
}
