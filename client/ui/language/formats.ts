/** Numbers, dates and lists as the language of the page writes them. */
import { numberIn } from './fill.ts';
import { language } from './translate.ts';

/** "1,234". */
export function formatNumber(value: number): string {
  return numberIn(language().tag, value);
}

/** A moment (ISO 8601, or a Date) with as much of it as the options ask for. */
export function formatDate(moment: string | Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language().tag, options).format(new Date(moment));
}

/** "a, b and c"; what it joins may be templates. */
export function formatList<Item>(
  items: readonly Item[],
  type: 'conjunction' | 'unit' = 'conjunction',
): (Item | string)[] {
  const style = type === 'unit' ? 'short' : 'long';
  const { tag } = language();
  // As English is written here: without a comma before the last "and".
  const format = new Intl.ListFormat(tag === 'en' ? 'en-GB' : tag, { type, style });
  const places = items.map((_, at) => String(at));
  return format
    .formatToParts(places)
    .flatMap((part): (Item | string)[] =>
      part.type === 'element'
        ? items.slice(Number(part.value), Number(part.value) + 1)
        : [part.value],
    );
}

/** "2 hours ago", "in 6 days"; with words like "yesterday" where the language has them and `named` is asked for. */
export function formatRelative(
  count: number,
  unit: Intl.RelativeTimeFormatUnit,
  named: boolean,
): string {
  const numeric = named ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(language().tag, { numeric }).format(count, unit);
}

/** Orders words as the language's dictionaries do. */
export function compareWords(one: string, other: string): number {
  return one.localeCompare(other, language().tag);
}
