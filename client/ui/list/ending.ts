/** When something ends: told in words, and chosen as a span of time or a day. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { fromNow } from '../words/moment.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A span that a form offers: how many days, `never`, or `day` for one of the calendar. */
export type Span = number | 'never' | 'day';

const SPAN_NAMES: ReadonlyMap<Span, string> = new Map<Span, string>([
  [1, 'In a day'],
  [7, 'In a week'],
  [30, 'In 30 days'],
  [90, 'In 90 days'],
  [365, 'In a year'],
  ['never', 'Never'],
  ['day', 'On a day…'],
]);

export function spanName(span: Span): string {
  return SPAN_NAMES.get(span) ?? `In ${span} days`;
}

/**
 * The moment at which a span ends, ISO 8601; null where it never does or no day is given. `day` is a date as a date
 * field has it, and ends with its last second here, not at the zero meridian.
 */
export function endOf(span: Span, day: string, now: Date): string | null {
  if (span === 'never') return null;
  if (span !== 'day') return new Date(now.getTime() + span * DAY_MS).toISOString();
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}

/** "ends in 6 days", "has ended", "has no end". */
export function sayEnding(expires: string | null, now: Date): string {
  if (expires === null) return 'has no end';
  return Date.parse(expires) <= now.getTime() ? 'has ended' : `ends ${fromNow(expires, now)}`;
}

/** The ending in words, with the full date for whoever points at it. */
export function ending(expires: string | null): TemplateResult {
  const words = sayEnding(expires, new Date());
  if (expires === null) return html`<span>${words}</span>`;
  const full = new Date(expires).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' });
  return html`<time datetime=${expires} title=${full}>${words}</time>`;
}
