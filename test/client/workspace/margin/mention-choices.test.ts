/** Whom an `@` may mean while it is being written. */
import { expect, test } from 'vitest';
import { choicesFor, mentionQuery } from '../../../../client/workspace/margin/mention-choices.ts';

test.each([
  ['Ask @an', 7, { from: 4, words: 'an' }],
  ['@', 1, { from: 0, words: '' }],
  ['(@Ann Ko', 8, { from: 1, words: 'Ann Ko' }],
  ['me@home', 7, null],
  ['@one @two', 9, { from: 5, words: 'two' }],
  ['@one\ntwo', 8, null],
  ['\\@one', 5, null],
  ['@one', 0, null],
])('TH2 in “%s” at %i', (words, caret, query) => {
  expect(mentionQuery(words, caret)).toEqual(query);
});

test('TH2 people are found by the beginning of a word of their name, who reads the layer first', () => {
  const people = [
    { id: '1', label: 'Zoë Ann', reads: true },
    { id: '2', label: 'Anna', reads: false },
    { id: '3', label: 'Bob', reads: true },
    { id: '4', label: 'Ann', reads: true },
  ];
  const found = (query: string): string[] => choicesFor(query, people).map(({ label }) => label);
  expect(found('an')).toEqual(['Ann', 'Zoë Ann', 'Anna']);
  expect(found('ZOE')).toEqual(['Zoë Ann']);
  expect(found('nn')).toEqual([]);
  expect(
    choicesFor(
      '',
      Array.from({ length: 30 }, (_none, at) => ({ id: `${at}`, label: `P${at}`, reads: true })),
    ),
  ).toHaveLength(8);
});
