/** The reader's words: chosen by language, complete, and with their placeholders. */
import { describe, expect, test } from 'vitest';
import { fill } from '../../../shared/reader/reader-words.ts';
import type { ReaderWords } from '../../../shared/reader/reader-words.ts';
import { READER_WORDS, readerWords } from '../../../shared/reader/words.ts';

const CHOICES = [
  ['ru', 'ru'],
  ['ru-BY', 'ru'],
  ['be-tarask', 'be'],
  ['pt-BR', 'pt'],
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-Hans-TW', 'zh-Hans'],
  ['iw', 'he'],
  ['cmn', 'zh-Hans'],
  ['EN-us', 'en'],
  ['ckb', 'en'],
  ['und', 'en'],
  ['', 'en'],
  ['not a tag', 'en'],
] as const;

for (const [language, chosen] of CHOICES) {
  test(`R1 an article in "${language}" speaks ${chosen} to its readers`, () => {
    expect(readerWords(language).language).toBe(chosen);
  });
}

test('R2 the invitation in Russian and English is worded as agreed', () => {
  const inviteIn = (language: string) => {
    const { invitation, keys } = readerWords(language).report;
    return fill(invitation, 'key', keys.control);
  };
  expect(inviteIn('ru')).toBe('Заметили ошибку? Пожалуйста, выделите её и нажмите Ctrl+Enter');
  expect(inviteIn('en')).toBe('Noticed a mistake? Select it and press Ctrl+Enter');
  expect(readerWords('en').report).toMatchObject({ report: 'Report a mistake', send: 'Send' });
});

// Each sentence with the one placeholder that it has to have; all others have none.
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  'report.invitation': 'key',
  'report.touchInvitation': 'report',
  'report.selectFirst': 'key',
  'report.tooLong': 'count',
  'receipt.received': 'date',
  'receipt.settled': 'date',
  'picture.from': 'host',
};

describe.each(READER_WORDS.map((words) => [words.language, words] as const))('%s', (_, words) => {
  test('R3 a language has all sentences, each with its placeholder and no other', () => {
    for (const [path, sentence] of sentences(words)) {
      const placeholders = Array.from(sentence.matchAll(/\{(\w*)\}/g), ([, name]) => name);
      expect(sentence.trim(), path).not.toBe('');
      expect(placeholders, path).toEqual(path in PLACEHOLDERS ? [PLACEHOLDERS[path]] : []);
    }
  });

  test('R3 a language says different things in different words', () => {
    const { statuses, marked, proposed } = words.receipt;
    const titles = Object.values(statuses).map(({ title }) => title);
    expect(new Set([...titles, marked, proposed]).size).toBe(6);
  });

  test.skipIf(words.language === 'en')('R3 a language has no sentence left in English', () => {
    const english = new Set(sentences(readerWords('en')).map(([, sentence]) => sentence));
    const left = sentences(words).filter(([path]) => !path.startsWith('report.keys'));
    expect(left.filter(([, sentence]) => english.has(sentence))).toEqual([]);
  });
});

function sentences(words: ReaderWords): [path: string, sentence: string][] {
  const { report, receipt, picture, missing } = words;
  return leaves({ report, receipt, picture, missing }, '');
}

function leaves(value: object, path: string): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof inner === 'object' && inner !== null
      ? leaves(inner, here)
      : [[here, String(inner)]];
  });
}
