/** Offsets of the plain text and positions of the document. */
import { describe, expect, test } from 'vitest';
import { offsetOf, offsetsOf, positionOf } from '../../../../client/workspace/editor/offsets.ts';
import { plainText, textBlocks } from '../../../../shared/article/plain-text.ts';
import { article, everything, paragraph } from './article-docs.ts';

describe('E1 offsets of the plain text and positions of the document lead to each other', () => {
  const doc = everything();
  const blocks = textBlocks(doc);
  const text = plainText(doc);

  test('E1 every character is at its position', () => {
    for (let offset = 0; offset < text.length; offset += 1) {
      const position = positionOf(blocks, offset);
      expect(offsetOf(blocks, position, 'end')).toBe(offset);
      const written = doc.textBetween(position, Math.min(position + 1, doc.content.size));
      if (written !== '' && written !== '\n') expect(written).toBe(text[offset]);
    }
  });

  test('E1 offsets outside the text come to its ends', () => {
    const [first] = blocks;
    const last = blocks.at(-1);
    expect(positionOf(blocks, -5)).toBe(first?.position);
    expect(positionOf(blocks, text.length + 5)).toBe((last?.position ?? 0) + 'the end'.length);
    expect(positionOf([], 3)).toBe(0);
  });
});

describe('E2 a range that ends between blocks takes in only the blocks whose text it has', () => {
  const doc = article(paragraph('one'), paragraph('two'), paragraph(''), paragraph('four'));
  const blocks = textBlocks(doc);
  const cases = [
    { name: 'whole document', from: 0, to: doc.content.size, words: 'one\ntwo\n\nfour' },
    { name: 'from behind the first block', from: 5, to: 9, words: 'two' },
    { name: 'a caret between two blocks', from: 5, to: 5, words: '' },
    { name: 'inside a word', from: 2, to: 3, words: 'n' },
  ];
  test.each(cases)('E2 $name', ({ from, to, words }) => {
    const range = offsetsOf(blocks, { from, to });
    expect(plainText(doc).slice(range.from, range.to)).toBe(words);
  });
});
