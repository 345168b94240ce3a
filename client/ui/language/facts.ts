/** How a language writes dates, times that are near, lists and numbers: for browsers that don't know it, as Chromium doesn't know Belarusian. */
import type { Forms } from './catalogue.ts';

/** In the order from the longest to the shortest. */
export const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const;
/** One of `UNITS`. */
export type Unit = (typeof UNITS)[number];

/** A unit's words: `{count}` stands for the number. */
export interface UnitWords {
  readonly past: Forms;
  readonly future: Forms;
  /** By the count for which the language has a word, such as "yesterday" for -1. */
  readonly named: Readonly<Record<string, string>>;
}

/** Of one language, taken from CLDR when the client is built; see `client/locales/take-facts.ts`. */
export interface LanguageFacts {
  /** `{day}`, `{month}` and `{year}`, the month in the form that it has beside a day. */
  readonly date: string;
  /** `{date}` and `{time}`. */
  readonly dateTime: string;
  /** From January on. */
  readonly months: readonly string[];
  readonly units: Readonly<Record<Unit, UnitWords>>;
  /** What stands between two of a list, and between the last two; `unit` is the list of names without an "and". */
  readonly list: { readonly comma: string; readonly and: string; readonly unit: string };
  readonly decimal: string;
  readonly group: string;
  /** Numbers below this have no group of thousands. */
  readonly groupedFrom: number;
  /** Names of languages by tag. */
  readonly languages: Readonly<Record<string, string>>;
}
