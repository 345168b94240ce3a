/** The words of the interface in the language of the page: English sentences in the sources are the keys, as in gettext. */
import type { InterfaceLanguage } from './languages.ts';
import { SOURCE_LANGUAGE } from './languages.ts';
import { fill } from './fill.ts';
import type { Drawn, Given } from './fill.ts';
import { categoryOf, keyOf, SERVER_CONTEXT } from './catalogue.ts';
import type { Catalogue, Translation } from './catalogue.ts';
import type { LanguageFacts } from './facts.ts';
import { numberIn } from './numbers.ts';

/** What the page speaks. Set once, before anything is drawn: another language is another page. */
interface Speech {
  readonly language: InterfaceLanguage;
  readonly catalogue: Catalogue;
  /** What this browser doesn't know of the language; null where it knows it. */
  readonly facts: LanguageFacts | null;
  /** What is done with English that no catalogue has. */
  readonly disguise: (text: string) => string;
}

const asItIs = (text: string): string => text;

let speech: Speech = { language: SOURCE_LANGUAGE, catalogue: {}, facts: null, disguise: asItIs };

/** Makes the page speak a language from now on; what was drawn before stays as it is. */
export function speak(
  language: InterfaceLanguage,
  catalogue: Catalogue,
  { facts = null, disguise = asItIs }: Partial<Pick<Speech, 'facts' | 'disguise'>> = {},
): void {
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(language.tag).length > 0;
  speech = { language, catalogue, facts: isKnown ? null : facts, disguise };
}

/** The language of the page. */
export function language(): InterfaceLanguage {
  return speech.language;
}

/** How its language writes dates and the like, where the browser doesn't know that; else null. */
export function languageFacts(): LanguageFacts | null {
  return speech.facts;
}

/** A number as the language of the page writes it. */
export function formatNumber(value: number): string {
  return numberIn(speech.language.tag, speech.facts, value);
}

/**
 * A sentence in the language of the page: `t('{name} is back.', { name })`. `text` is a literal, so that translators get it.
 * Numbers are written as the language writes them; where a value is a template, what comes is for a template too.
 */
export function t<const Text extends string>(
  text: Text,
  ...values: Given<Text, string | number>
): string;
export function t<const Text extends string>(text: Text, ...values: Given<Text, unknown>): Drawn;
export function t(text: string, values: Readonly<Record<string, unknown>> = {}): Drawn {
  return fill(oneOf(speech.catalogue[text], text), values, formatNumber);
}

/** `t` for words that have another sense elsewhere, which `context` tells translators: `tIn('verb', 'Comment')`. */
export function tIn<const Text extends string>(
  context: string,
  text: Text,
  ...values: Given<Text, string | number>
): string;
export function tIn<const Text extends string>(
  context: string,
  text: Text,
  ...values: Given<Text, unknown>
): Drawn;
export function tIn(
  context: string,
  text: string,
  values: Readonly<Record<string, unknown>> = {},
): Drawn {
  return fill(oneOf(speech.catalogue[keyOf(context, text)], text), values, formatNumber);
}

/**
 * A sentence that counts: `n('{count} reply', '{count} replies', replies)`. The language chooses the form, by CLDR's rules;
 * `{count}` is the number as the language writes it.
 */
export function n<const Text extends string>(
  one: string,
  other: Text,
  count: number,
  ...values: Given<Text, string | number, 'count'>
): string;
export function n<const Text extends string>(
  one: string,
  other: Text,
  count: number,
  ...values: Given<Text, unknown, 'count'>
): Drawn;
export function n(
  one: string,
  other: string,
  count: number,
  values: Readonly<Record<string, unknown>> = {},
): Drawn {
  const { tag } = speech.language;
  const found = speech.catalogue[one];
  const text =
    typeof found === 'object'
      ? (found[categoryOf(tag, count)] ?? found.other)
      : speech.disguise(count === 1 ? one : other);
  return fill(text, { ...values, count }, formatNumber);
}

/** The translation of words that a table of `shared` names; `shared-words.ts` tells translators of all of them. */
export function told(text: string, context: string | null = null): string {
  return oneOf(speech.catalogue[keyOf(context, text)], text);
}

/** The server's sentences with slots, as expressions that find the values again. */
let heardBefore: { readonly of: Catalogue; readonly patterns: readonly Pattern[] } | null = null;

interface Pattern {
  readonly key: string;
  readonly names: readonly string[];
  readonly expression: RegExp;
}

/**
 * The translation of an English sentence that the server has filled in already, such as the detail of a problem: what stands in
 * its slots is taken over. The sentence itself where the catalogue has none like it.
 */
export function heard(sentence: string): string {
  const { catalogue, disguise } = speech;
  const known = catalogue[keyOf(SERVER_CONTEXT, sentence)];
  if (typeof known === 'string') return known;
  if (heardBefore?.of !== catalogue)
    heardBefore = { of: catalogue, patterns: patternsIn(catalogue) };
  for (const { key, names, expression } of heardBefore.patterns) {
    const found = expression.exec(sentence);
    const translation = catalogue[key];
    if (found === null || translation === undefined) continue;
    const values = Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']));
    return String(fill(formFor(translation, values['count']), values, formatNumber));
  }
  return disguise(sentence);
}

/** The form for a count as the server has written it. */
function formFor(translation: Translation, count = ''): string {
  if (typeof translation === 'string') return translation;
  const category = categoryOf(speech.language.tag, Number(count.replaceAll(',', '')));
  return translation[category] ?? translation.other;
}

function patternsIn(catalogue: Catalogue): Pattern[] {
  const start = keyOf(SERVER_CONTEXT, '');
  return Object.keys(catalogue)
    .filter((key) => key.startsWith(start) && key.includes('{'))
    .map((key) => {
      const parts = key.slice(start.length).split(/\{(\w+)\}/);
      const names = parts.filter((_, at) => at % 2 === 1);
      const source = parts.map((part, at) =>
        at % 2 === 1 ? '(.+?)' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
      );
      return { key, names, expression: new RegExp(`^${source.join('')}$`, 's') };
    });
}

function oneOf(found: Translation | undefined, text: string): string {
  return typeof found === 'string' ? found : speech.disguise(text);
}
