/** Which of an article's kept texts stay: those of the last thirty days, and of these no more than there is room for. */

/** How long one can be brought back. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** An article has no more of them. */
export const MOST_TEXTS = 20;
/** Nor do they have more bytes in all, but the last one stays whatever it has. */
export const MOST_TEXT_BYTES = 64 << 20;

/** Of one person within a day stay the first ones and the last: who empties a text again and again drives out what was theirs. */
const FIRST_OF_PERSON = 5;

/** What is known of one without reading it. */
export interface KeptFacts {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Id of the person whose change took the words; null where it was nobody's. */
  readonly by: string | null;
  readonly bytes: number;
}

/** Those that stay, the last kept first. */
export function whichStay<T extends KeptFacts>(all: readonly T[], now: Date): T[] {
  const since = new Date(now.getTime() - KEPT_MS).toISOString();
  const oldestFirst = all
    .filter(({ at }) => at > since)
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  const newestFirst = oldestFirst.filter((one, at) => !isOneOfMany(one, at, oldestFirst)).reverse();
  let bytes = 0;
  return newestFirst.filter((one, at) => {
    bytes += one.bytes;
    return at === 0 || (at < MOST_TEXTS && bytes <= MOST_TEXT_BYTES);
  });
}

/** Whether somebody has some from the day before it, and another one after it. */
function isOneOfMany(one: KeptFacts, at: number, oldestFirst: readonly KeptFacts[]): boolean {
  const theirs = oldestFirst.filter(({ by }) => by === one.by);
  if (theirs.at(-1) === one) return false;
  const dayBefore = new Date(Date.parse(one.at) - DAY_MS).toISOString();
  const before = oldestFirst.slice(0, at);
  const many = before.filter((other) => other.by === one.by && other.at > dayBefore).length;
  return many >= FIRST_OF_PERSON;
}
