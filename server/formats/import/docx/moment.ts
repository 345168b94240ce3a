/** Reads the times that Word files have. */

/** Word didn't exist before, and an article isn't from the future by more than the hour of a wrong clock. */
const EARLIEST = '1985';

/** A time as ISO 8601 in UTC; one without a zone is taken for UTC; null where it is none. */
export function momentOf(said: string): string | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(
    said.trim(),
  );
  if (match === null) return null;
  const moment = new Date(`${match[1]}${match[2] ?? 'Z'}`);
  if (Number.isNaN(moment.getTime())) return null;
  const written = moment.toISOString();
  return written >= EARLIEST && /^\d{4}-/.test(written) ? written : null;
}
