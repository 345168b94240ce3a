/** How a title is sought: as people who type a few words on their own keyboard mean it. */

import { canonicalLanguage } from './language.ts';

/** Whether some words occur in a text of a language, a BCP 47 tag. */
export type Search = (text: string, language: string) => boolean;

/**
 * A search for these words. Case, width, normal form, invisible characters, kinds of quotes, dashes and blanks never count.
 * Accents count where they make another letter in the text's language, as the Unicode collation of that language says (UTS
 * #10, #35): `é` is found by `e`, but `å` by `a` in no Swedish text. No words at all are found everywhere.
 */
export function searchFor(words: string): Search {
  const searches = new Map<string, readonly ((text: string) => boolean)[]>();
  return (text, language) => {
    const known = searches.get(language) ?? USAGES.map((usage) => searchIn(language, usage, words));
    searches.set(language, known);
    return known.some((isFound) => isFound(text));
  };
}

/** A German `ü` is `ue` for searching and a kind of `u` for sorting: whoever seeks it may write either. */
const USAGES = ['search', 'sort'] as const;

/**
 * The forms under which words of a language are sought, folded as `searchFor` says: two words are the same where they have one in
 * common. Mostly there is one.
 */
export function formsIn(language: string): (words: string) => readonly string[] {
  const folds = USAGES.map((usage) => folderOf(language, usage));
  return (words) => [...new Set(folds.map((fold) => fold(words)))];
}

const SINGLE_QUOTES = /[‘’‚‛‹›ʻʼʽ′‵`´＇]/gu;
const DOUBLE_QUOTES = /[“”„‟«»″‶〝〞〟「」『』＂]/gu;
const DASHES = /[\p{Pd}−]/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Scripts whose marks are accents or vowel points; elsewhere, as in Devanagari, Thai or Kana, they are letters of their own kind. */
const ACCENTED =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Armenian}]/u;

/** A letter beyond ASCII, or any with marks, after canonical decomposition. */
const LETTER = /[\p{L}][\p{M}]+|[^\P{L}a-z]/gu;

/** What a Latin letter without marks of its own, such as `ø` and `æ`, may be a kind of. */
const PLAIN = ['ae', 'oe', 'ue', ...Array.from('abcdefghijklmnopqrstuvwxyz')];

type Usage = (typeof USAGES)[number];

function searchIn(language: string, usage: Usage, words: string): (text: string) => boolean {
  const fold = folderOf(language, usage);
  const sought = fold(words);
  return (text) => fold(text).includes(sought);
}

/** Keeps what it found of each letter: to ask the collation takes microseconds, and there are few letters. */
function folderOf(language: string, usage: Usage): (text: string) => string {
  // English where the language is unknown, and not what the machine is set to.
  const locales = [canonicalLanguage(language) ?? [], 'en'].flat();
  const collator = new Intl.Collator(locales, { usage, sensitivity: 'base' });
  const isSame = (one: string, other: string): boolean => collator.compare(one, other) === 0;
  const plain = new Map<string, string>();
  return (text) =>
    foldForms(text)
      .replace(LETTER, (letter) => {
        if (!ACCENTED.test(letter)) return letter;
        const known = plain.get(letter) ?? plainLetter(letter, isSame);
        plain.set(letter, known);
        return known;
      })
      .normalize('NFC'); // a letter that kept its mark doesn't begin with the bare one
}

/** All that is the same in every language, decomposed. */
function foldForms(text: string): string {
  return (
    text
      // Before NFKC, which takes some of them apart.
      .replace(SINGLE_QUOTES, "'")
      .replace(DOUBLE_QUOTES, '"')
      .normalize('NFKC')
      .replace(INVISIBLE, '')
      .replace(DASHES, '-')
      .replace(/\s+/gu, ' ')
      .trim()
      // By way of upper case: `ß` is `ss`, and `ı` and `İ` are `i`, since either has a case in common with `I`.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFD')
      .replace(/i\u0307/gu, 'i')
      .replaceAll('ς', 'σ')
  );
}

/** The letter without those of its marks that its language takes for mere accents. */
function plainLetter(letter: string, isSame: (one: string, other: string) => boolean): string {
  const whole = letter.normalize('NFC');
  if (/\p{Script=Latin}/u.test(letter)) {
    const found = PLAIN.find((candidate) => isSame(candidate, whole));
    if (found !== undefined) return found;
  }
  let rest = Array.from(letter);
  for (let at = rest.length - 1; at > 0; at -= 1) {
    const without = rest.toSpliced(at, 1);
    if (isSame(without.join('').normalize('NFC'), whole)) rest = without;
  }
  return rest.join('').normalize('NFC');
}
