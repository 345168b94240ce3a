/** The sentence around words. */
import { expect, test } from 'vitest';
import { sentenceAround, shortenEnd } from '../../../shared/anchor/sentence.ts';

interface Case {
  readonly name: string;
  readonly language: string;
  /** The words are between `[` and `]`. */
  readonly text: string;
  readonly sentence: string;
}

const CASES: readonly Case[] = [
  {
    name: 'in the middle',
    language: 'en',
    text: 'One. Two [is] two. Three.',
    sentence: 'Two [is] two.',
  },
  { name: 'at the start', language: 'en', text: '[One] is one. Two.', sentence: '[One] is one.' },
  { name: 'at the end', language: 'en', text: 'One. Two [is.]', sentence: 'Two [is.]' },
  {
    name: 'over two sentences',
    language: 'en',
    text: 'A. One [is. Two] is. B.',
    sentence: 'One [is. Two] is.',
  },
  {
    name: 'inside its block',
    language: 'en',
    text: 'Title\nNo [stop] here\nNext',
    sentence: 'No [stop] here',
  },
  {
    name: 'over two blocks',
    language: 'en',
    text: 'Old\nOne [is\nTwo] is. B',
    sentence: 'One [is\nTwo] is.',
  },
  { name: 'a whole block', language: 'en', text: '\n[Title]\n', sentence: '[Title]' },
  {
    name: 'in Japanese',
    language: 'ja',
    text: '雨です。今日[は]晴れ。風。',
    sentence: '今日[は]晴れ。',
  },
  {
    name: 'up to its end',
    language: 'ja',
    text: '雨です。今日は[晴れ。]風。',
    sentence: '今日は[晴れ。]',
  },
  { name: 'in Arabic', language: 'ar', text: 'هل [هذا] خطأ؟ نعم.', sentence: 'هل [هذا] خطأ؟' },
  {
    name: 'in an unknown language',
    language: 'und',
    text: 'One. Two [is]. B.',
    sentence: 'Two [is].',
  },
];

for (const { name, language, text, sentence } of CASES) {
  test(`R4 words are shown in their sentence: ${name}`, () => {
    const from = text.indexOf('[');
    const range = { from, to: text.indexOf(']') - 1 };
    const found = sentenceAround(text.replace(/[[\]]/g, ''), range, language);
    expect(`${found.before}[${found.words}]${found.after}`).toBe(sentence);
  });
}

test('R4 a sentence without end is cut between words', () => {
  const side = 'word '.repeat(100);
  const { before, words, after } = sentenceAround(
    `${side}here ${side}`,
    { from: 500, to: 504 },
    'en',
  );
  expect(words).toBe('here');
  expect(before).toMatch(/^…(word ){30,32}$/);
  expect(after).toMatch(/^( word){30,32}…$/);
});

test('R4 a cut never parts a character', () => {
  expect(shortenEnd('🏞️'.repeat(10), 4, 'en')).toBe('🏞️…');
  const long = '𠀀'.repeat(300);
  const { before } = sentenceAround(`${long}x`, { from: 600, to: 601 }, 'zh');
  expect(before).not.toMatch(/\p{Surrogate}/u);
  expect(before.length).toBeLessThan(170);
});
