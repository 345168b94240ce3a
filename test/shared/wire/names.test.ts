/** What may be a name, and what one from elsewhere becomes. */
import { expect, test } from 'vitest';
import { cleanName, name } from '../../../shared/wire/fields.ts';

const taken = (words: string) => name(80).safeParse(words).success;

test.each([
  'Anna Schmidt',
  'Łukasz Żółć',
  '李小龙',
  'مها القحطاني',
  'שרה כהן',
  'นภา',
  'प्रिया',
  '🙂',
  'O’Neill-Ødegård, Jr.',
  '김하늘',
  'क्\u200Dष', // a joiner within a word
])('H41 %s is a name', (words) => {
  expect(taken(words)).toBe(true);
  expect(cleanName(words, 80)).toBe(words);
});

test.each([
  ['nothing', ''],
  ['blanks', ' \u00A0\u2003\u3000 '],
  ['a Hangul filler', '\u3164'],
  ['a choseong filler', '\u115F\u1160'],
  ['zero widths', '\u200B\u200D\u2060\uFEFF'],
  ['a Braille blank', '\u2800'],
  ['a soft hyphen', '\u00AD'],
  ['tag characters', '\u{E0041}\u{E0042}'],
  ['variation selectors', '\uFE0F'],
])('H41 %s is none, and nothing is left of it', (_what, words) => {
  expect(taken(words)).toBe(false);
  expect(cleanName(words, 80)).toBe('');
});

test.each([
  ['a line end', 'Boss\n[2] Boss'],
  ['a carriage return', 'Boss\r[2]'],
  ['a line separator', 'Boss\u2028Boss'],
  ['a terminal’s code', '\u001B]0;x\u0007Boss'],
  ['another direction', 'Boss\u202E)tseug('],
  ['an isolate', '\u2067Boss\u2069'],
  ['a mark of direction', 'Boss\u200FX'],
  ['half a character', 'Boss\uD83D'],
])('H41 a name with %s is refused, and cleaned where it comes from elsewhere', (_what, words) => {
  expect(taken(words)).toBe(false);
  expect(taken(cleanName(words, 80))).toBe(true);
});
