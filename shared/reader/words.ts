/** Chooses the reader's words for an article's language; a new language is one file and one line here. */
import type { ReaderWords } from './reader-words.ts';
import { ar } from './words/ar.ts';
import { be } from './words/be.ts';
import { cs } from './words/cs.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fa } from './words/fa.ts';
import { fr } from './words/fr.ts';
import { he } from './words/he.ts';
import { hi } from './words/hi.ts';
import { it } from './words/it.ts';
import { ja } from './words/ja.ts';
import { ko } from './words/ko.ts';
import { lt } from './words/lt.ts';
import { my } from './words/my.ts';
import { nl } from './words/nl.ts';
import { pl } from './words/pl.ts';
import { pt } from './words/pt.ts';
import { ru } from './words/ru.ts';
import { th } from './words/th.ts';
import { tr } from './words/tr.ts';
import { uk } from './words/uk.ts';
import { ur } from './words/ur.ts';
import { vi } from './words/vi.ts';
import { yi } from './words/yi.ts';
import { zhHans } from './words/zh-hans.ts';
import { zhHant } from './words/zh-hant.ts';

/** All languages in which the published page speaks. */
export const READER_WORDS: readonly ReaderWords[] = [
  ar,
  be,
  cs,
  de,
  en,
  es,
  fa,
  fr,
  he,
  hi,
  it,
  ja,
  ko,
  lt,
  my,
  nl,
  pl,
  pt,
  ru,
  th,
  tr,
  uk,
  ur,
  vi,
  yi,
  zhHans,
  zhHant,
];

const BY_LANGUAGE = new Map(READER_WORDS.map((words) => [words.language, words]));

/**
 * The words for a BCP 47 tag: those of its language in its script, else of its language, else English.
 * The script that a tag leaves out is the likely one (UTS 35): `zh-TW` gets `zh-Hant`.
 */
export function readerWords(language: string): ReaderWords {
  const locale = likelyLocale(language);
  if (locale === null) return en;
  const inScript = BY_LANGUAGE.get(`${locale.language}-${locale.script ?? ''}`);
  return inScript ?? BY_LANGUAGE.get(locale.language) ?? en;
}

function likelyLocale(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language).maximize();
  } catch {
    return null; // RangeError: not a BCP 47 tag
  }
}
