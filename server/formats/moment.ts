/** Reads the times that stand in files, which may be anything. */

/** A time as ISO 8601 in UTC; null where it is none, and where its year has no four digits: such a one is in no order with others. */
export function momentIn(words: string): string | null {
  const moment = new Date(words);
  const written = Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
  return /^\d{4}-/.test(written) ? written : null;
}
