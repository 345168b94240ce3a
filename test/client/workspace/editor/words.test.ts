/** Which words a note is about. */
import { expect, test } from 'vitest';
import { wordsToAnnotate } from '../../../../client/workspace/editor/words.ts';

const family = '\u{1F468}‍\u{1F469}‍\u{1F467}';

const cases = [
  { name: 'selected words as they are', text: 'a fine day', selected: [2, 6], words: 'fine' },
  {
    name: 'white space at the ends is left out',
    text: 'a fine day',
    selected: [1, 7],
    words: 'fine',
  },
  { name: 'nothing but white space', text: 'a  \n b', selected: [1, 4], words: null },
  { name: 'the word at the caret', text: 'a fine day', selected: [4, 4], words: 'fine' },
  { name: 'the word that ends at the caret', text: 'a fine day', selected: [6, 6], words: 'fine' },
  { name: 'the last word', text: 'a fine day', selected: [10, 10], words: 'day' },
  { name: 'no word at the caret', text: 'a — b', selected: [3, 3], words: null },
  { name: 'an empty line', text: 'a\n\nb', selected: [2, 2], words: null },
  { name: 'a word of its own line only', text: 'one\ntwo', selected: [4, 4], words: 'two' },
  {
    name: 'a whole family, not half of it',
    text: `x ${family} y`,
    selected: [2, 4],
    words: family,
  },
  { name: 'a letter with its accent', text: 'cafe\u0301s', selected: [0, 4], words: 'cafe\u0301' },
  {
    name: 'a Japanese word, without spaces',
    text: '東京都に住む',
    selected: [1, 1],
    words: '東京',
  },
] as const;

test.each(cases)('E3 words to annotate: $name', ({ text, selected: [from, to], words }) => {
  const range = wordsToAnnotate(text, { from, to });
  expect(range && text.slice(range.from, range.to)).toBe(words);
});
