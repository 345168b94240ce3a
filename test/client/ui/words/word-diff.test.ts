/** Old and new wording of edited words. */
import { describe, expect, test } from 'vitest';
import { wordDiff } from '../../../../client/ui/words/word-diff.ts';

const MARKS = { kept: ['', ''], old: ['[', ']'], new: ['{', '}'] } as const;

const shown = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ what, words }) => MARKS[what][0] + words + MARKS[what][1])
    .join('');

describe('M34 edited words are shown with what went and what came, by whole words', () => {
  const CASES: readonly [string, string, string][] = [
    ['the old quay', 'the new quay', 'the [old]{new} quay'],
    ['the quay', 'the old quay', 'the {old }quay'],
    ['the old quay', 'the quay', 'the [old ]quay'],
    ['at nine', 'by ten', '[at]{by} [nine]{ten}'],
    ['harbour', 'harbours', '[harbour]{harbours}'],
    ['same', 'same', 'same'],
    ['', 'new', '{new}'],
    ['old', '', '[old]'],
  ];
  test.each(CASES)('M34 “%s” and “%s”', (before, after, expected) => {
    expect(shown(before, after)).toBe(expected);
  });

  test('M34 what is too long to compare is shown whole', () => {
    const long = 'one two '.repeat(400);
    expect(shown(long, `${long}three`)).toBe(`[${long}]{${long}three}`);
  });
});
