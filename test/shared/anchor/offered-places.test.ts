/** Places that are offered for a quote: enough to choose from, and nothing that is of no use. */
import { describe, expect, test } from 'vitest';
import type { Quote } from '../../../shared/anchor/anchor.ts';
import { placesToOffer } from '../../../shared/anchor/seek.ts';

const TEXT = `The ferry
The ferry leaves at nine. It returns at noon with the post. Nobody waits for it.
The bridge is older, and the quay lies below the bridge. Carts cross it all day.
In winter the ferry comes back at noon, with the post and the doctor.
The quay lies empty.`;

function offered(exact: string, context: Partial<Quote> = {}, near = 0): string[] {
  const quote = { exact, prefix: '', suffix: '', ...context };
  return placesToOffer(TEXT, quote, near, 3).map(({ from, to }) => TEXT.slice(from, to));
}

describe('A39 for a quote is offered', () => {
  const CASES: readonly [string, string, Partial<Quote>, readonly string[]][] = [
    ['the very words', 'Carts cross it', {}, ['Carts cross it']],
    [
      'short words wherever they stand, where they are rare',
      'the quay',
      { prefix: 'xx', suffix: 'yy' },
      ['the quay'],
    ],
    [
      'words that read otherwise, whatever is beside them now',
      'It returned at noon with the post.',
      { prefix: 'no such ', suffix: ' beside it' },
      ['It returns at noon with the post.'],
    ],
    ['nothing where there is nothing like it', 'Nobody has heard of zebras here', {}, []],
    ['nothing for words that are everywhere', 'e', { prefix: 'qq', suffix: 'zz' }, []],
    ['nothing for nothing', ' ', {}, []],
  ];
  test.each(CASES)('A39 %s', (_name, exact, context, expected) => {
    expect(offered(exact, context)).toEqual(expected);
  });

  test('A39 the likeliest first, by its context, and among equals the nearest', () => {
    const quote = { exact: 'the bridge', prefix: 'lies below ', suffix: '. Carts' };
    const [first] = placesToOffer(TEXT, quote, 0, 3);
    expect(first?.from).toBe(TEXT.indexOf('the bridge'));
    const bare = { exact: 'the post', prefix: '', suffix: '' };
    const last = TEXT.lastIndexOf('the post');
    expect(placesToOffer(TEXT, bare, last, 3).map(({ from }) => from)).toEqual([
      last,
      TEXT.indexOf('the post'),
    ]);
  });

  test('A39 no more than was asked for', () => {
    const text = Array<string>(50).fill('The very same sentence stands here.').join(' ');
    const quote = { exact: 'very same sentence', prefix: 'The ', suffix: ' stands' };
    expect(placesToOffer(text, quote, 300, 3)).toHaveLength(3);
  });
});
