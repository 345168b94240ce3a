/** Tells the language and the direction of a text from its characters and words. */
import { francAll } from 'franc';
import { canonicalLanguage, directionOf } from '../../../shared/article/language.ts';
import type { Direction } from '../../../shared/article/language.ts';

// ISO 639-3. Each language more makes the ones near it less certain, so small neighbours of large ones are left out.
const LANGUAGES = (
  'eng deu nld swe fra spa ita por ron pol ces lit lvs hun fin tur vie bel rus ukr bul ' +
  'srp ell kat hye arb pes urd heb ydd hin ben tam tel kan mal guj pan sin tha lao khm ' +
  'mya cmn jpn kor'
).split(' ');
const UNSURE = 'und';
const SAMPLE_UNITS = 20_000;
/** In scripts of several languages, fewer letters than these are a guess. */
const MIN_LETTERS = 24;
/** Below this lead over the second language (of 1), a text of less than `SURE_LETTERS` letters is a guess. */
const MIN_LEAD = 0.02;
const SURE_LETTERS = 300;

// Frequent characters of which each script has only its own form, in pairs.
const SIMPLIFIED = new Set(
  '国这们个来对时为会说发经学现问间东车长门马见话语权书该认论议进还业产务动华从开关',
);
const TRADITIONAL = new Set(
  '國這們個來對時為會說發經學現問間東車長門馬見話語權書該認論議進還業產務動華從開關',
);

const RIGHT_TO_LEFT_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** BCP 47 tag of the text's language, with the script where Chinese or Serbian needs it; `und` where unsure. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, SAMPLE_UNITS);
  // Japanese is written with more Chinese characters than kana at times, which the detector takes for Chinese.
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(sample, /\p{Script=Han}/gu);
  const letters = count(sample, /\p{L}/gu);
  if (kana + han > letters / 2) return kana * 20 > han ? 'ja' : chineseOf(sample);
  const [best, second] = francAll(sample, { only: LANGUAGES });
  if (best === undefined || best[0] === UNSURE) return UNSURE;
  if (second !== undefined && second[0] !== UNSURE) {
    if (letters < MIN_LETTERS) return UNSURE;
    if (letters < SURE_LETTERS && best[1] - second[1] < MIN_LEAD) return UNSURE;
  }
  if (best[0] === 'srp' && count(sample, /\p{Script=Latin}/gu) > letters / 2) return 'sr-Latn';
  return canonicalLanguage(best[0]) ?? UNSURE;
}

/** The direction of a language; that of the first letter where the language is `und`. */
export function directionOfText(language: string, text: string): Direction {
  if (language !== UNSURE) return directionOf(language);
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  return RIGHT_TO_LEFT_LETTER.test(letter) ? 'rtl' : 'ltr';
}

function chineseOf(text: string): string {
  let lead = 0;
  for (const character of text) {
    const simplified = SIMPLIFIED.has(character);
    if (simplified !== TRADITIONAL.has(character)) lead += simplified ? 1 : -1;
  }
  if (lead === 0) return 'zh';
  return lead > 0 ? 'zh-Hans' : 'zh-Hant';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
