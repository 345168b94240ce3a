/** Replacing words of a live text: the right ones, in their format, touching no more than differs. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { replaceWords } from '../../../server/words/replace-words.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';

type Piece = string | readonly [words: string, format: string];

/** A text of paragraphs, each in pieces with and without a format. */
function article(...blocks: readonly (readonly Piece[])[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('article');
  const paragraphs = blocks.map((pieces) => {
    const text = new Y.XmlText();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    text.applyDelta(
      pieces.map((piece) =>
        typeof piece === 'string'
          ? { insert: piece }
          : { insert: piece[0], attributes: { [piece[1]]: {} } },
      ),
    );
    return paragraph;
  });
  fragment.insert(0, paragraphs);
  return fragment;
}

function blocksOf(fragment: Y.XmlFragment): Piece[][] {
  return fragment.toArray().map((block) =>
    ((block as Y.XmlElement).get(0) as Y.XmlText)
      .toDelta()
      .map(({ insert, attributes }: { insert: string; attributes?: object }): Piece => {
        const [format] = Object.keys(attributes ?? {});
        return format === undefined ? insert : [insert, format];
      }),
  );
}

function replace(fragment: Y.XmlFragment, old: string, words: string, after = 0) {
  const index = textIndex(fragment);
  const from = index.text.indexOf(old, after);
  expect(from).toBeGreaterThanOrEqual(0);
  const range = replaceWords(index, { from, to: from + old.length }, words);
  return textIndex(fragment).text.slice(range.from, range.to);
}

describe('formats', () => {
  test.each<[string, Piece[], string, string, Piece[]]>([
    [
      'a bold word stays bold',
      ['a ', ['cat', 'strong'], ' b'],
      'cat',
      'dog',
      ['a ', ['dog', 'strong'], ' b'],
    ],
    [
      'a plain word beside bold stays plain',
      [['a ', 'strong'], 'cat'],
      'cat',
      'dog',
      [['a ', 'strong'], 'dog'],
    ],
    [
      'letters within a bold word',
      [['wrd', 'strong'], ' b'],
      'wrd',
      'word',
      [['word', 'strong'], ' b'],
    ],
    [
      'letters at a bold word’s end',
      [['cat', 'strong'], ' b'],
      'cat',
      'cats',
      [['cats', 'strong'], ' b'],
    ],
    [
      'letters at a bold word’s start',
      ['a ', ['cat', 'strong']],
      'cat',
      'wildcat',
      ['a ', ['wildcat', 'strong']],
    ],
    [
      'letters at a plain word’s start after bold',
      [['a ', 'strong'], 'cat'],
      'cat',
      'wildcat',
      [['a ', 'strong'], 'wildcat'],
    ],
    [
      'letters at a plain word’s end before bold',
      ['cat', [' b', 'strong']],
      'cat',
      'cats',
      ['cats', [' b', 'strong']],
    ],
    [
      'half bold words take the first format',
      ['x', ['ab', 'strong'], 'cd', 'y'],
      'abcd',
      'Q',
      ['x', ['Q', 'strong'], 'y'],
    ],
    [
      'a link stays one',
      ['a ', ['here', 'link'], ' b'],
      'here',
      'there',
      ['a ', ['there', 'link'], ' b'],
    ],
    ['words are taken out', ['a ', ['cat', 'em'], ' b'], 'cat', '', ['a  b']],
  ])('Q11 %s', (_name, before, old, words, expected) => {
    const fragment = article(before);
    expect(replace(fragment, old, words)).toBe(words);
    expect(blocksOf(fragment)).toEqual([joined(expected)]);
  });
});

describe('places', () => {
  test.each<[string, string[], string, string, string[]]>([
    ['a block’s start', ['one', 'cat b'], 'cat', 'dog', ['one', 'dog b']],
    ['a block’s start, with more before', ['one', 'cat b'], 'cat', 'the cat', ['one', 'the cat b']],
    ['a block’s end', ['a cat', 'two'], 'cat', 'dog', ['a dog', 'two']],
    ['a block’s end, with more behind', ['a cat', 'two'], 'cat', 'cats', ['a cats', 'two']],
    ['a whole block', ['one', 'cat', 'two'], 'cat', 'dog', ['one', 'dog', 'two']],
    ['the end of the text', ['a cat'], 'cat', 'cat.', ['a cat.']],
    ['nothing at all to change', ['a cat'], 'cat', 'cat', ['a cat']],
    ['two blocks', ['a one', 'two b'], 'one\ntwo', 'three', ['a three', ' b']],
    ['three blocks', ['a one', 'two', 'three b'], 'one\ntwo\nthree', 'four', ['a four', '', ' b']],
  ])('Q12 %s', (_name, before, old, words, expected) => {
    const fragment = article(...before.map((block) => [block]));
    replace(fragment, old, words);
    expect(textIndex(fragment).text.split('\n')).toEqual(expected);
  });

  test('Q12 the range that comes back holds the new words', () => {
    const fragment = article(['a cat saw a cat b']);
    expect(replace(fragment, 'cat', 'little cat', 5)).toBe('little cat');
    expect(textIndex(fragment).text).toBe('a cat saw a little cat b');
  });

  test.each([
    ['😀', '😁'], // the same first half
    ['😀', '🐀'], // the same second half
    ['a😀b', 'a😁b'],
    ['👩‍🚀', '👨‍🚀'],
    ['𝒜𝒜', '𝒜'],
  ])('Q13 surrogate pairs stay whole: %s to %s', (old, words) => {
    const fragment = article([`x${old}y`]);
    expect(replace(fragment, old, words)).toBe(words);
    const { text } = textIndex(fragment);
    expect(text).toBe(`x${words}y`);
    // Half a pair would not outlive the way to another peer.
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(fragment.doc!));
    expect(textIndex(peer.getXmlFragment('article')).text).toBe(text);
  });

  test('Q14 what stays the same is not touched, so that what is tied to it stays', () => {
    const fragment = article(['the colour of it']);
    const index = textIndex(fragment);
    const before = Y.encodeStateVector(fragment.doc!);
    const position = index.positionAt(4, 'start');
    replace(fragment, 'the colour of it', 'the color of it');
    expect(textIndex(fragment).offsetOf(position)).toBe(4);
    expect(Y.encodeStateVector(fragment.doc!)).toEqual(before);
  });
});

/** Neighbours of one format are one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  return pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    if (typeof piece !== 'string' || typeof last !== 'string') return [...all, piece];
    return [...all.slice(0, -1), last + piece];
  }, []);
}
