/** What a catalogue is by the time the page has it: a translation for each English text. */

/** Forms by the categories of CLDR; `other` is always there. */
export interface Forms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** The words themselves, or a form for each category of numbers. */
export type Translation = string | Forms;

/** Translations by `keyOf`. */
export type Catalogue = Readonly<Record<string, Translation | undefined>>;

/** Every category, in the order in which a catalogue's forms stand (`msgstr[0]` and so on), of those that its language has. */
export const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** The context of whatever the server says. */
export const SERVER_CONTEXT = 'server';

/** Under what a text is found; a text that counts, under the one for a single thing. The separator is that of gettext's own files. */
export function keyOf(context: string | null, text: string): string {
  return context === null ? text : `${context}\u0004${text}`;
}

const RULES = new Map<string, Intl.PluralRules>();

/** The category of a number in a language. */
export function categoryOf(tag: string, count: number): (typeof CATEGORIES)[number] {
  const rules = RULES.get(tag) ?? new Intl.PluralRules(tag);
  RULES.set(tag, rules);
  return rules.select(count);
}
