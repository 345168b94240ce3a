/** Says when something happened or ends, as people say it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Unit } from '../language/facts.ts';
import { t } from '../language/translate.ts';
import { formatDate, formatRelative } from '../language/formats.ts';

const STEPS: readonly [Unit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

/** "2 hours ago", "yesterday"; "just now" below a minute and for clocks that run ahead of ours. `iso` is ISO 8601. */
export function sayMoment(iso: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  if (!(seconds >= 60)) return t('just now');
  for (const [unit, length] of STEPS) {
    if (seconds >= length) return formatRelative(-Math.floor(seconds / length), unit, true);
  }
  return t('just now');
}

/** The moment in words, with the full date for somebody who points at it. */
export function moment(iso: string): TemplateResult {
  return html`<time datetime=${iso} title=${fullDate(iso)}>${sayMoment(iso, new Date())}</time>`;
}

/** "edited", with the moment for somebody who points at it. */
export function editedAt(iso: string): TemplateResult {
  return html`<time
    class="edited"
    datetime=${iso}
    title=${t('Edited {when}', { when: fullDate(iso) })}
    >${t('edited')}</time
  >`;
}

/** "ends in 6 days", "has ended", "has no end" for null. */
export function sayEnding(expires: string | null, now: Date): string {
  if (expires === null) return t('has no end');
  return Date.parse(expires) <= now.getTime()
    ? t('has ended')
    : t('ends {when}', { when: fromNow(expires, now) });
}

/** The ending (ISO 8601, null where there is none) in the words of `sayEnding`, with the full date for somebody who points at it. */
export function ending(expires: string | null): TemplateResult {
  const words = sayEnding(expires, new Date());
  if (expires === null) return html`<span>${words}</span>`;
  return html`<time datetime=${expires} title=${fullDate(expires)}>${words}</time>`;
}

/** "goes for good in 30 days", of what is in the trash. */
export function sayGoing(goes: string, now: Date): string {
  const isDue = Date.parse(goes) <= now.getTime();
  return isDue
    ? t('goes for good any moment')
    : t('goes for good {when}', { when: fromNow(goes, now) });
}

/** When it goes for good (ISO 8601), in the words of `sayGoing`, with the full date for somebody who points at it. */
export function going(goes: string): TemplateResult {
  return html`<time datetime=${goes} title=${fullDate(goes)}>${sayGoing(goes, new Date())}</time>`;
}

/** "in 7 days", "in 3 months"; "within a minute" for what is nearer than that. Of what ends one counts the days, not the weeks. */
function fromNow(iso: string, now: Date): string {
  const seconds = (Date.parse(iso) - now.getTime()) / 1000;
  for (const [unit, length] of STEPS) {
    const count = Math.round(seconds / length); // a week that was chosen a second ago is no 6 days
    const isFine = unit === 'year' || unit === 'month' ? count >= 2 : unit !== 'week';
    if (isFine && count >= 1) return formatRelative(count, unit, false);
  }
  return t('within a minute');
}

/** The day and the time, as on paper. */
export function fullDate(iso: string): string {
  return formatDate(iso, { dateStyle: 'long', timeStyle: 'short' });
}
