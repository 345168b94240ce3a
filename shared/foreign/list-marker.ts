/** Reads the number or bullet that a word processor has written before an item of a list. */

import type { NumberKind } from '../article/number-kinds.ts';

/** One way to read a marker as a number. */
export interface MarkerNumber {
  readonly kind: NumberKind;
  readonly value: number;
}

/** What a marker is: `words` are part of the text, such as “Article 1.”. A number may be read in several ways. */
export type ListMarker =
  | { readonly state: 'bullet' }
  | { readonly state: 'number'; readonly readings: readonly MarkerNumber[] }
  | { readonly state: 'words' };

const ROMAN: Readonly<Record<string, number>> = {
  i: 1,
  v: 5,
  x: 10,
  l: 50,
  c: 100,
  d: 500,
  m: 1000,
};
const ROMAN_NUMBER = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
const HAN = '一二三四五六七八九十';

/** The marker without the blanks around it, as it is drawn. */
export function listMarker(drawn: string): ListMarker {
  const text = drawn.replace(/[\s\u00A0]+/g, ' ').trim();
  const core = text.replace(/^[([（]/, '').replace(/[.)\]:、．）-]+$/, '');
  const isPunctuated = core !== text;
  const last = /(?:^|[.)-])(\p{Nd}+)$/u.exec(core);
  if (last !== null && /^[\p{Nd}.]+$/u.test(core)) return numbered([['1', decimal(last[1] ?? '')]]);
  if (isPunctuated && /^[a-z]+$/i.test(core)) {
    const readings = latin(core);
    return readings.length > 0 ? numbered(readings) : { state: 'words' };
  }
  if (isPunctuated && /^[一二三四五六七八九十]{1,3}$/.test(core))
    return numbered([['1', han(core)]]);
  // A letter of another alphabet: its place is told by the items before it.
  if (isPunctuated && /^\p{L}\p{M}*$/u.test(core)) return numbered([]);
  return /\p{L}\S|\p{L}.*\p{Nd}/u.test(core) ? { state: 'words' } : { state: 'bullet' };
}

function numbered(readings: readonly (readonly [NumberKind, number])[]): ListMarker {
  return { state: 'number', readings: readings.map(([kind, value]) => ({ kind, value })) };
}

/** A word of Latin letters as a Roman number and as a letter, where it is one; the likelier first. */
function latin(word: string): (readonly [NumberKind, number])[] {
  const lower = word.toLowerCase();
  const isCapital = word === word.toUpperCase();
  if (word !== lower && !isCapital) return [];
  const roman = ROMAN_NUMBER.test(lower) ? romanValue(lower) : null;
  // Word goes on after z with aa, bb, cc.
  const isLetter = /^([a-z])\1{0,3}$/.test(lower);
  const letter = isLetter ? lower.charCodeAt(0) - 96 + 26 * (lower.length - 1) : null;
  const asRoman = roman === null ? [] : [[isCapital ? 'I' : 'i', roman] as const];
  const asLetter = letter === null ? [] : [[isCapital ? 'A' : 'a', letter] as const];
  return /^[ivx]+$/.test(lower) ? [...asRoman, ...asLetter] : [...asLetter, ...asRoman];
}

function romanValue(word: string): number {
  const values = word.split('').map((letter) => ROMAN[letter] ?? 0);
  return values.reduce(
    (sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    0,
  );
}

/** Digits of any script: each script's ten follow each other in Unicode. */
function decimal(digits: string): number {
  let value = 0;
  for (const digit of digits.slice(0, 6)) {
    let zero = digit.codePointAt(0) ?? 48;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (digit.codePointAt(0) ?? 0) - zero < 9)
      zero -= 1;
    value = value * 10 + (digit.codePointAt(0) ?? 0) - zero;
  }
  return value;
}

function han(word: string): number {
  const tens = word.indexOf('十');
  if (tens < 0) return HAN.indexOf(word[0] ?? '') + 1;
  const before = tens === 0 ? 1 : HAN.indexOf(word[0] ?? '') + 1;
  return before * 10 + HAN.indexOf(word[tens + 1] ?? ' ') + 1;
}
