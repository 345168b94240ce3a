/** Dates, times that are near, lists and names of languages as the language of the page writes them. */
import { categoryOf } from './catalogue.ts';
import type { LanguageFacts, Unit } from './facts.ts';
import { fill } from './fill.ts';
import { formatNumber, language, languageFacts } from './translate.ts';

/** As much of a moment as is said. */
interface DateOptions {
  readonly dateStyle: 'long' | 'medium';
  readonly timeStyle?: 'short' | 'medium';
  readonly hour12?: boolean;
}

/** A moment (ISO 8601, or a Date) here, with as much of it as the options ask for. */
export function formatDate(moment: string | Date, options: DateOptions): string {
  const date = new Date(moment);
  const facts = languageFacts();
  if (facts === null) return new Intl.DateTimeFormat(language().tag, options).format(date);
  const day = filled(facts.date, {
    day: String(date.getDate()),
    month: facts.months[date.getMonth()] ?? '',
    year: String(date.getFullYear()),
  });
  const { timeStyle } = options;
  if (timeStyle === undefined) return day;
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle }).format(date);
  return filled(facts.dateTime, { date: day, time });
}

/** "a, b and c"; what it joins may be templates. A list of `unit` has no "and". */
export function formatList<Item>(
  items: readonly Item[],
  type: 'conjunction' | 'unit' = 'conjunction',
): (Item | string)[] {
  const facts = languageFacts();
  if (facts !== null) return joined(items, facts.list, type);
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
export function formatRelative(count: number, unit: Unit, named: boolean): string {
  const facts = languageFacts();
  const { tag } = language();
  if (facts === null) {
    const numeric = named ? 'auto' : 'always';
    return new Intl.RelativeTimeFormat(tag, { numeric }).format(count, unit);
  }
  const { past, future, named: names } = facts.units[unit];
  const name = named ? names[count] : undefined;
  if (name !== undefined) return name;
  const forms = count < 0 ? past : future;
  const size = Math.abs(count);
  return filled(forms[categoryOf(tag, size)] ?? forms.other, { count: formatNumber(size) });
}

/** What a language (a BCP 47 tag) is called; undefined where nobody knows. Throws a RangeError where it is no tag. */
export function nameOfLanguage(tag: string): string | undefined {
  const own = languageFacts()?.languages[tag];
  return own ?? new Intl.DisplayNames(language().tag, { type: 'language' }).of(tag);
}

/** Orders words as the language's dictionaries do. */
export function compareWords(one: string, other: string): number {
  return one.localeCompare(other, language().tag);
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return String(fill(text, values, formatNumber));
}

function joined<Item>(
  items: readonly Item[],
  { comma, and, unit }: LanguageFacts['list'],
  type: 'conjunction' | 'unit',
): (Item | string)[] {
  return items.flatMap((item, at): (Item | string)[] => {
    if (at === 0) return [item];
    const isLast = at === items.length - 1;
    return [type === 'unit' ? unit : isLast ? and : comma, item];
  });
}
