/** Makes of a translators' file (gettext PO) what the page loads. For the build and the tests: no page imports it. */
import { po } from 'gettext-parser';
import { CATEGORIES, keyOf, SERVER_CONTEXT } from '../ui/language/catalogue.ts';
import type { Catalogue, Translation } from '../ui/language/catalogue.ts';

/** The categories of numbers that a language has, in the order of a PO file's forms. */
export function categoriesOf(tag: string): (typeof CATEGORIES)[number][] {
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
  return CATEGORIES.filter((category) => pluralCategories.includes(category));
}

/** The translations of a PO file of the language; what isn't translated is left out, so that the page says it in English. */
export function compileCatalogue(file: string, tag: string): Catalogue {
  const entries = Object.values(po.parse(file).translations).flatMap((one) => Object.values(one));
  return Object.fromEntries(
    entries.flatMap(({ msgctxt, msgid, msgid_plural: plural, msgstr }) => {
      if (msgid === '' || msgstr.some((text) => text === '')) return [];
      const translation = plural === undefined ? (msgstr[0] ?? '') : formsOf(msgstr, tag);
      // What the server says is found by either form: it has chosen one already.
      const texts = msgctxt === SERVER_CONTEXT && plural !== undefined ? [msgid, plural] : [msgid];
      return texts.map((text) => [keyOf(msgctxt ?? null, text), translation] as const);
    }),
  );
}

function formsOf(texts: readonly string[], tag: string): Translation {
  const named = categoriesOf(tag).map((category, at) => [category, texts[at] ?? ''] as const);
  return { other: '', ...Object.fromEntries(named) };
}
