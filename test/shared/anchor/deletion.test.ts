/** What is left where words are deleted reads as if they had never been there. */
import { expect, test } from 'vitest';
import { deletionOf } from '../../../shared/anchor/deletion.ts';

const CASES: readonly (readonly [text: string, words: string, left: string])[] = [
  ['one two three', 'two', 'one three'],
  ['one two three', 'one', 'two three'],
  ['one two three', 'three', 'one two'],
  ['one two.', 'two', 'one.'],
  ['one two, three', 'two', 'one, three'],
  ['one (two three) four', 'two', 'one (three) four'],
  ['one (two three) four', 'three', 'one (two) four'],
  ['one “two three” four', 'two', 'one “three” four'],
  ['one “two three” four', 'three', 'one “two” four'],
  ['a\nb c\nd', 'b', 'a\nc\nd'],
  ['a\nb c\nd', 'c', 'a\nb\nd'],
  ['a\nb\nc', 'b', 'a\n\nc'],
  ['un deux trois\u00a0!', 'trois', 'un deux\u00a0!'],
  ['one-two three', 'two', 'one- three'],
  ['(one)', 'one', '()'],
  ['one\u2009two three', 'two', 'one\u2009three'],
  ['一二三。', '二', '一三。'],
  ['واحد اثنان؟', 'اثنان', 'واحد؟'],
  ['one  two', 'two', 'one '],
  ['one two three', ' two', 'one three'],
  ['one two three', 'two ', 'one three'],
  ['one twos three', 'two', 'one s three'],
];

test.each(CASES)('A40 %j without %j is %j', (text, words, left) => {
  const from = text.indexOf(words);
  const range = deletionOf(text, { from, to: from + words.length });
  expect(text.slice(0, range.from) + text.slice(range.to)).toBe(left);
  expect(deletionOf(text, range)).toEqual(range);
});
