/** Takes from CLDR, as Node has it whole, what some browsers don't know of a language. For the build and the tests: no page imports it. */
import { categoryOf } from '../ui/language/catalogue.ts';
import type { Forms } from '../ui/language/catalogue.ts';
import { UNITS } from '../ui/language/facts.ts';
import type { LanguageFacts, Unit, UnitWords } from '../ui/language/facts.ts';
import { COMMON_LANGUAGES } from '../ui/words/language-names.ts';
import { categoriesOf } from './compile.ts';

/** Null where this Node doesn't know the language either. */
export function takeFacts(tag: string): LanguageFacts | null {
  if (Intl.DateTimeFormat.supportedLocalesOf(tag).length === 0) return null;
  const units = UNITS.map((unit): [Unit, UnitWords] => [unit, wordsOf(tag, unit)]);
  return {
    ...datesOf(tag),
    units: Object.fromEntries(units) as Record<Unit, UnitWords>, // an entry for each
    list: listOf(tag),
    ...numbersOf(tag),
    languages: namesIn(tag),
  };
}

const SOME_DAY = Date.UTC(2026, 11, 1, 16, 5);

function datesOf(tag: string): Pick<LanguageFacts, 'date' | 'dateTime' | 'months'> {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  const long = new Intl.DateTimeFormat(tag, options);
  const parts = (format: Intl.DateTimeFormat, moment: number): Intl.DateTimeFormatPart[] =>
    format.formatToParts(new Date(moment));
  const date = parts(long, SOME_DAY)
    .map(({ type, value }) => (type === 'literal' ? value : `{${type}}`))
    .join('')
    .replaceAll('\u202F', '\u00A0'); // a narrow blank looks like none in many fonts
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone: 'UTC' });
  const both = new Intl.DateTimeFormat(tag, { ...options, timeStyle: 'short' });
  const dateTime = both
    .format(SOME_DAY)
    .replace(long.format(SOME_DAY), '{date}')
    .replace(time.format(SOME_DAY), '{time}');
  const months = Array.from(
    { length: 12 },
    (_, month) =>
      parts(long, Date.UTC(2026, month, 1)).find(({ type }) => type === 'month')?.value ?? '',
  );
  return { date, dateTime, months };
}

function wordsOf(tag: string, unit: Unit): UnitWords {
  const counted = new Intl.RelativeTimeFormat(tag);
  const named = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const counts = [-2, -1, 0, 1, 2].filter(
    (count) => named.format(count, unit) !== counted.format(count, unit),
  );
  return {
    past: formsOf(tag, (count) => counted.formatToParts(-count, unit)),
    future: formsOf(tag, (count) => counted.formatToParts(count, unit)),
    named: Object.fromEntries(counts.map((count) => [count, named.format(count, unit)])),
  };
}

/** A form for each category, found by a number that is of it. */
function formsOf(tag: string, partsOf: (count: number) => Intl.RelativeTimeFormatPart[]): Forms {
  const numbers = [0.5, ...Array.from({ length: 200 }, (_, at) => at)];
  const forms = categoriesOf(tag).flatMap((category) => {
    const count = numbers.find((number) => categoryOf(tag, number) === category);
    if (count === undefined) return [];
    const words = partsOf(count).map(({ type, value }) => (type === 'literal' ? value : '\0'));
    return [[category, words.join('').replace(/\0+/, '{count}')] as const];
  });
  return { other: '', ...Object.fromEntries(forms) };
}

function listOf(tag: string): LanguageFacts['list'] {
  const literals = (type: 'conjunction' | 'unit', style: 'long' | 'short'): string[] =>
    new Intl.ListFormat(tag, { type, style })
      .formatToParts(['a', 'b', 'c'])
      .flatMap((part) => (part.type === 'literal' ? [part.value] : []));
  const [comma = ', ', and = ', '] = literals('conjunction', 'long');
  const [unit = ', '] = literals('unit', 'short');
  return { comma, and, unit };
}

function numbersOf(tag: string): Pick<LanguageFacts, 'decimal' | 'group' | 'groupedFrom'> {
  const format = new Intl.NumberFormat(tag);
  const part = (type: string): string =>
    format.formatToParts(1_234_567.5).find((one) => one.type === type)?.value ?? '';
  const isGrouped = format.formatToParts(1234).some(({ type }) => type === 'group');
  return { decimal: part('decimal'), group: part('group'), groupedFrom: isGrouped ? 1000 : 10_000 };
}

function namesIn(tag: string): Record<string, string> {
  const names = new Intl.DisplayNames(tag, { type: 'language' });
  return Object.fromEntries(COMMON_LANGUAGES.map((one) => [one, names.of(one) ?? one]));
}
