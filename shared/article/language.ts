/** Languages and directions of articles, as BCP 47 tags. */

/** The directions in which text is written. */
export const DIRECTIONS = ['ltr', 'rtl'] as const;
/** One of `DIRECTIONS`, as HTML's `dir` says it. */
export type Direction = (typeof DIRECTIONS)[number];

const RIGHT_TO_LEFT = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'iw',
  'ks',
  'nqo',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
]);
const RIGHT_TO_LEFT_SCRIPTS = new Set(['arab', 'hebr', 'syrc', 'thaa', 'nkoo', 'adlm', 'rohg']);

/** The direction in which a BCP 47 tag's language is written; a script subtag wins over the usual script. Unknown: `ltr`. */
export function directionOf(language: string): Direction {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find((part) => part.length === 4);
  if (script !== undefined) return RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr';
  return RIGHT_TO_LEFT.has(primary) ? 'rtl' : 'ltr';
}

/** The tag in its canonical form (`ZH-hant` becomes `zh-Hant`), or null where it is none. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null; // RangeError: not a BCP 47 tag
  }
}
