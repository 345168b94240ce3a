/** Spans of time after which something ends. */
import { n, t } from '../language/translate.ts';

/** A span that a form offers: a number of days, `never`, or `day` for one of the calendar. */
export type Span = number | 'never' | 'day';

const DAY_MS = 24 * 60 * 60 * 1000;

const SPAN_NAMES: ReadonlyMap<Span, string> = new Map<Span, string>([
  [1, t('In a day')],
  [7, t('In a week')],
  [30, t('In 30 days')],
  [90, t('In 90 days')],
  [365, t('In a year')],
  ['never', t('Never')],
  ['day', t('On a day…')],
]);

/** The words for a span in a choice of several. */
export function spanName(span: Span): string {
  return SPAN_NAMES.get(span) ?? n('In {count} day', 'In {count} days', Number(span));
}

/**
 * The moment at which a span ends, ISO 8601; null where it never does or no day is given. `day` is a date as a date field has
 * it, and ends with its last second here, not at the zero meridian.
 */
export function endOf(span: Span, day: string, now: Date): string | null {
  if (span === 'never') return null;
  if (span !== 'day') return new Date(now.getTime() + span * DAY_MS).toISOString();
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
