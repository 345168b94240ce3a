/** The language of an article as Word says it: one tag each for Latin and such, East Asian, and right-to-left words. */
import { canonicalLanguage, directionOf } from '../../../../shared/article/language.ts';
import type { Attributes } from './xml.ts';

/** For the words that say no language themselves. */
export interface WordLanguage {
  /** The attributes of `w:lang`; without any where the language isn't known. */
  readonly tags: Attributes;
  readonly eastAsianFont: string;
}

/** By the script that a language is written in. */
const EAST_ASIAN_FONTS: ReadonlyMap<string, string> = new Map([
  ['Hans', 'SimSun'],
  ['Hant', 'PMingLiU'],
  ['Jpan', 'Yu Mincho'],
  ['Kore', 'Batang'],
]);

/** Word wants a region with each language, so the likeliest one is said. */
export function wordLanguage(language: string): WordLanguage {
  const known = canonicalLanguage(language) ?? 'und';
  const { language: primary, script = '', region } = new Intl.Locale(known).maximize();
  const font = EAST_ASIAN_FONTS.get(script);
  const eastAsianFont = font ?? 'SimSun';
  // `maximize` takes `und` for English.
  if (primary === undefined || known.startsWith('und')) return { tags: {}, eastAsianFont };
  const tag = region === undefined ? primary : `${primary}-${region}`;
  if (font !== undefined) return { tags: { 'w:eastAsia': tag }, eastAsianFont };
  const slot = directionOf(known) === 'rtl' ? 'w:bidi' : 'w:val';
  return { tags: { [slot]: tag }, eastAsianFont };
}
