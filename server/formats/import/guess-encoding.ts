/** Guesses the encoding of bytes that are no UTF-8 and declare nothing, where the text that comes out reads like one. */
import { analyse } from 'chardet';
import { decodeWith } from './decode-with.ts';

/** As TextDecoder names them. What is left out is rarer, and near enough to one of these to be taken for it. */
const CANDIDATES =
  'windows-1252 windows-1251 koi8-r windows-1250 windows-1253 windows-1254 windows-1255 windows-1256 windows-874 ibm866 shift_jis euc-jp gb18030 big5 euc-kr'.split(
    ' ',
  );
const SAMPLE_BYTES = 20_000;
/** Fewer bytes beyond ASCII than these may as well be damage. */
const MIN_HIGH_BYTES = 2;
/** Of the characters beyond ASCII; more odd ones, and it is no text in this encoding. */
const MAX_ODD = 0.25;
const ODD_WEIGHT = 3;
/** Of the bytes beyond ASCII; more in whole characters of UTF-8, and the rest is damage. */
const MAX_UTF8 = 0.8;
/** Whole characters of UTF-8, as Latin-1. */
const UTF8_SEQUENCES =
  /[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}/g;

/**
 * Signs that bytes were read in the wrong encoding: each match counts as one odd character. Capitals behind small letters, signs
 * between letters, scripts mixed within a word, three accented letters in a row, and characters that hardly any text has.
 */
const ODD =
  /(?<=\p{Ll})\p{Lu}|(?<=\p{L})[^\s\p{L}\p{M}\p{Nd}'’\-–—.,:;!?()/"“”«»‘_·…*&@+=%\u00A0\u3000-\u303F\uFF00-\uFFEF](?=\p{L})|(?<=\p{Script=Latin})[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]|(?<=[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}])\p{Script=Latin}|(?<=[A-Za-z])[\u0600-\u06FF]|(?<=\p{Script=Latin})[\p{Script=Han}\p{Script=Hangul}](?=\p{Script=Latin})|[\u00C0-\u024F](?=[\u00C0-\u024F]{2})|[\u3131-\u318E\uFF61-\uFF9F\u2500-\u257F\u0080-\u009F\uE000-\uF8FF\uFFFD¤¦¬¶]|(?<=^|\s)[\u0300-\u036F]|[\u0402\u0403\u0409\u040A\u040C\u040F\u0452\u0453\u0459\u045A\u045C\u045F](?=\p{L})/gu;

/** The encoding that fits best; null where none fits, and where the bytes rather are damaged UTF-8. */
export function guessEncoding(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const high = sample.filter((byte) => byte >= 0x80).length;
  if (sample.includes(0x1b) && fits(sample, 'iso-2022-jp') !== null && high === 0)
    return 'iso-2022-jp';
  const latin = Buffer.from(sample).toString('latin1');
  const whole = (latin.match(UTF8_SEQUENCES) ?? []).join('').length;
  if (high < MIN_HIGH_BYTES || whole > high * MAX_UTF8) return null;
  const confidence = new Map(
    analyse(sample).map(({ name, confidence: share }) => [known(name), share / 100] as const),
  );
  const [best] = CANDIDATES.flatMap((encoding, order) => {
    const text = fits(sample, encoding);
    const odd = text === null || isKanaLess(text, encoding) ? 1 : oddShare(text);
    if (odd > MAX_ODD) return [];
    const score =
      (confidence.get(encoding) ?? 0) + (isHangul(text ?? '') ? 0.5 : 0) - ODD_WEIGHT * odd;
    return [{ encoding, score: score - order / 1000 }];
  }).sort((one, other) => other.score - one.score);
  return best?.encoding ?? null;
}

/** No other bytes come out as nothing but Korean syllables. */
function isHangul(text: string): boolean {
  const letters = text.match(/[^\P{L}A-Za-z]/gu)?.length ?? 0;
  return letters > 1 && (text.match(/\p{Script=Hangul}/gu)?.length ?? 0) === letters;
}

/** Japanese is hardly written without kana. */
function isKanaLess(text: string, encoding: string): boolean {
  return (
    /^(?:shift_jis|euc-jp)$/.test(encoding) &&
    !/[\u3041-\u30FF]/.test(text) &&
    (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 1
  );
}

/** Of the characters beyond ASCII. */
function oddShare(text: string): number {
  const beyond = text.match(/[^\0-\x7F]/gu)?.length ?? 0;
  const odd = [ODD, ...unusual(text)].flatMap((pattern) => text.match(pattern) ?? []);
  return beyond === 0 ? 1 : odd.length / beyond;
}

/** Letters of Iceland without its vowels are Turkish ones; a tilde among the umlauts and accents of Hungary is a double acute. */
function unusual(text: string): RegExp[] {
  const isHungarian = /[öü]/i.test(text) && /[áíóú]/i.test(text) && /[õû]/i.test(text);
  return [...(/[áéíóúæ]/i.test(text) ? [] : [/[ðþÐÞÝ]/g]), ...(isHungarian ? [/[õûÕÛ]/g] : [])];
}

/** Null where some byte has no meaning in the encoding; a character that the sample cuts off is none of these. */
function fits(sample: Uint8Array, encoding: string): string | null {
  try {
    return decodeWith(sample, encoding, true);
  } catch {
    return null; // TypeError: not in this encoding
  }
}

/** As we name what the detector found. */
function known(name: string): string {
  const plain = name.toLowerCase();
  const same: Readonly<Record<string, string>> = {
    'iso-8859-1': 'windows-1252',
    'iso-8859-2': 'windows-1250',
    'iso-8859-5': 'iso-8859-5',
    'iso-8859-7': 'windows-1253',
    'iso-8859-8': 'windows-1255',
    'iso-8859-9': 'windows-1254',
    'iso-8859-6': 'windows-1256',
  };
  return same[plain] ?? plain;
}
