/** Titles are found by what somebody types who means them. */
import { expect, test } from 'vitest';
import { searchFor } from '../../../shared/article/search.ts';

const nfd = (words: string): string => words.normalize('NFD');

const FOUND: readonly (readonly [query: string, title: string, language: string])[] = [
  ['CAFÉ', nfd('Le café'), 'fr'],
  [nfd('café'), 'Le Café', 'fr'],
  ['cafe', 'Le Café', 'fr'],
  ['café', 'The cafe', 'en'],
  ['istanbul', 'İstanbul', 'tr'],
  ['ISTANBUL', 'İstanbul', 'tr'],
  ['İSTANBUL', 'istanbul', 'en'],
  ['diyarbakir', 'DİYARBAKIR', 'tr'],
  ['isparta', 'Isparta', 'tr'],
  ['STRASSE', 'Die Straße', 'de'],
  ['straße', 'DIE STRASSE', 'de'],
  ['ẞ', 'strasse', 'de'],
  ['koln', 'Köln', 'de'],
  ['koeln', 'Köln', 'de'],
  ['Köln', 'KOELN', 'de'],
  ['елка', 'Ёлка', 'ru'],
  ['ЁЛКА', 'елка', 'ru'],
  ["don't", 'Don’t', 'en'],
  ['Don’t', "don't", 'en'],
  ['donʼt', 'Don`t', 'en'],
  ["п'ять", 'П’ять', 'uk'],
  ['"so"', 'He said «So»', 'en'],
  ['“so”', 'Er sagte „So“', 'de'],
  ['rock´n´roll', "Rock 'n' roll".replaceAll(' ', ''), 'en'],
  ['galley 2', 'Ｇａｌｌｅｙ　２', 'ja'],
  ['ガレー', 'ｶﾞﾚｰ船', 'ja'],
  ['two  blanks', 'Two blanks', 'en'],
  [' two blanks ', 'Two\u00a0 \u2009blanks', 'en'],
  ['well-known', 'Well‑known', 'en'],
  ['1990-1995', '1990–1995', 'en'],
  ['cooperate', 'co\u00adoperate', 'en'],
  ['میخواهم', 'می\u200cخواهم', 'fa'],
  ['οδος', 'ΟΔΌΣ', 'el'],
  ['ΟΔΟΣ', 'Η οδός', 'el'],
  ['οδοσ', 'οδός', 'el'],
  ['smorrebrod', 'Smørrebrød', 'en'],
  ['aether', 'Æther', 'en'],
  ['lodz', 'Łódź', 'en'],
  ['ﬁnal', 'FINAL', 'en'],
  ['שלום', 'שָׁלוֹם', 'he'],
  ['محمد', 'مُحَمَّد', 'ar'],
  ['viêt', 'Việt', 'vi'],
  ['viet', 'Việt', 'vi'],
  ['Tiếng', nfd('tiếng'), 'vi'],
  ['हिन्दी', 'हिन्दी', 'hi'],
  ['한국', nfd('한국'), 'ko'],
  ['', 'Anything', ''],
  ['anything', 'Anything', ''],
];

test.each(FOUND)('H34 %j is found in %j (%s)', (query, title, language) => {
  expect(searchFor(query)(title, language)).toBe(true);
});

const OTHERS: readonly (readonly [query: string, title: string, language: string])[] = [
  ['malmo', 'Malmö', 'sv'],
  ['far', 'Får', 'da'],
  ['ano', 'Año', 'es'],
  ['ø', 'o', 'nb'],
  ['мои', 'мой', 'ru'],
  ['か', 'が', 'ja'],
  ['कल', 'काल', 'hi'],
  ['ก', 'บ', 'th'],
  ['a b', 'ab', 'en'],
];

test.each(OTHERS)('H34 %j is not found in %j (%s)', (query, title, language) => {
  expect(searchFor(query)(title, language)).toBe(false);
});
