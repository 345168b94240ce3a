/** Replacing words by several lines in a live text: a break wherever the words have one, and all else as it was. */
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import type { Node } from 'prosemirror-model';
import { replaceWords } from '../../../server/words/replace-words.ts';
import { setTitle } from '../../../server/articles/title.ts';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { titleOf } from '../../../shared/article/title.ts';
import { Random } from '../../fuzz/random.ts';
import { indexOf, liveText, nodeOf, rangeOf } from '../../support/live-text.ts';

const { nodes, marks } = articleSchema;

/** A block of words; every other line is bold. */
function block(name: 'paragraph' | 'code_block' | 'title', words: string): Node {
  const type = nodes[name];
  if (name === 'code_block')
    return type.create(null, words === '' ? null : articleSchema.text(words));
  return type.create(
    null,
    words
      .split('\n')
      .flatMap((line, at) => [
        ...(at > 0 ? [nodes.hard_break.create()] : []),
        ...(line === ''
          ? []
          : [articleSchema.text(line, at % 2 === 1 ? [marks.strong.create()] : [])]),
      ]),
  );
}

function live(...blocks: Node[]): Y.Doc {
  return liveText(nodes.doc.create(null, blocks));
}

/** Gives the range of the new words. */
function replace(doc: Y.Doc, old: string | TextRange, words: string): TextRange {
  const index = indexOf(doc);
  const there = typeof old === 'string' ? rangeOf(index.text, old) : old;
  const range = doc.transact(() => replaceWords(index, there, words));
  expect(indexOf(doc).slice(range)).toBe(words);
  isSound(doc);
  return range;
}

/** In the schema, and without a line feed in ordinary text. */
function isSound(doc: Y.Doc): void {
  const node = nodeOf(doc);
  node.check();
  node.descendants((child, _at, parent) => {
    if (!parent?.type.spec.code) expect(child.text ?? '').not.toContain('\n');
  });
}

describe('LB1 a line feed in the words is a break', () => {
  test.each([
    { at: 'in the middle', before: 'alpha beta gamma', old: 'beta' },
    { at: 'at the start', before: 'beta gamma', old: 'beta' },
    { at: 'at the end', before: 'alpha beta', old: 'beta' },
    { at: 'the whole block', before: 'beta', old: 'beta' },
    { at: 'beside breaks', before: 'alpha\nbeta\ngamma', old: 'beta' },
    { at: 'over a break', before: 'alpha\nbeta gamma', old: 'alpha\nbeta' },
  ])('LB1 $at, there and back', ({ before, old }) => {
    for (const name of ['paragraph', 'code_block', 'title'] as const) {
      for (const words of ['one\ntwo', 'one\n\ntwo\nthree', '\none', 'one\n', '\n', 'one']) {
        const doc = live(block(name, before), block('paragraph', 'after it'));
        const range = replace(doc, old, words);
        expect(indexOf(doc).text).toBe(`${before.replace(old, words)}\nafter it`);
        replace(doc, range, old);
        expect(indexOf(doc).text).toBe(`${before}\nafter it`);
      }
    }
  });

  test('LB1 as many lines as before are replaced line by line, over breaks and blocks', () => {
    const doc = live(block('paragraph', 'a one\ntwo'), block('paragraph', 'three b'));
    replace(doc, 'one\ntwo\nthree', 'uno\ntwo\ntre');
    expect(nodeOf(doc).children.map(({ textContent }) => textContent)).toEqual([
      'a uno\ntwo',
      'tre b',
    ]);
  });

  test('LB1 an empty line gets words of its own', () => {
    const doc = live(block('paragraph', 'a'), block('paragraph', ''), block('paragraph', 'b'));
    replace(doc, 'a\n\nb', 'a\nin between\nb');
    expect(nodeOf(doc).childCount).toBe(3);
    expect(nodeOf(doc).child(1).textContent).toBe('in between');
  });

  test('LB1 a title of two lines reads as one, and gets another', () => {
    const doc = live(block('title', 'The ferry'), block('paragraph', 'a'));
    replace(doc, 'ferry', 'late\nferry');
    const fragment = doc.getXmlFragment('article');
    expect(titleOf(fragment)).toBe('The late ferry');
    setTitle(fragment, 'No ferry');
    expect(indexOf(doc).text).toBe('No ferry\na');
  });
});

test('LB2 the words behind a new break keep their threads and formats, and only they are made anew', () => {
  const doc = live(block('paragraph', 'alpha beta gamma delta\nbold words'));
  const index = indexOf(doc);
  const tied = ['alpha', 'gamma delta', 'bold'].map((words) =>
    anchorAt(index, rangeOf(index.text, words)),
  );
  replace(doc, 'beta', 'one\ntwo');
  const after = indexOf(doc);
  expect(tied.map((anchor) => resolve(after, anchor))).toMatchObject([
    { state: 'exact', exact: 'alpha' },
    { state: 'moved', exact: 'gamma delta' },
    { state: 'exact', exact: 'bold' },
  ]);
  const [last] = nodeOf(doc).child(0).children.slice(-1);
  expect(last?.marks.map(({ type }) => type.name)).toEqual(['strong']);
});

test('LB2 at random: the words are there, and every thread outside of them is where it was', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = new Random(seed);
    let number = 0;
    const word = () => `w${(number += 1)}`;
    const lines = (most: number) =>
      Array.from({ length: random.below(most) + 1 }, () =>
        Array.from({ length: random.below(3) }, word).join(' '),
      ).join('\n');
    const doc = live(
      ...Array.from({ length: 4 }, () =>
        block(random.pick(['paragraph', 'code_block', 'title'] as const), lines(3)),
      ),
    );
    for (let round = 0; round < 4; round += 1) {
      const index = indexOf(doc);
      const { text } = index;
      const one = random.below(text.length);
      const other = random.chance(0.7)
        ? Math.min(text.length, one + 1 + random.below(8))
        : random.below(text.length);
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const words = random.chance(0.1) ? '' : lines(3);
      if (from === to) continue;
      const outside = [...text.matchAll(/w\d+/g)].filter(
        ({ index: at, 0: { length } }) => at + length <= from || at >= to,
      );
      const tied = outside.map((found) => ({
        found,
        anchor: anchorAt(index, { from: found.index, to: found.index + found[0].length }),
      }));
      const context = `seed ${seed}, round ${round}: ${JSON.stringify({ text, from, to, words })}`;
      const range = doc.transact(() => replaceWords(index, { from, to }, words));
      isSound(doc);
      const after = indexOf(doc);
      const borders = blockBorders(doc);
      // Blocks stay, so that more breaks may be left than the words have.
      expect(after.slice(range).replace(/\n/g, ''), context).toBe(words.replace(/\n/g, ''));
      expect(after.text.startsWith(text.slice(0, from)), context).toBe(true);
      expect(after.text.endsWith(text.slice(to)), context).toBe(true);
      if (!borders.some((border) => border >= range.from && border < range.to))
        expect(after.slice(range), context).toBe(words);
      for (const { found, anchor } of tied) {
        const place = resolve(after, anchor);
        const at = found.index < from ? found.index : found.index + after.length - text.length;
        expect(place, context).toMatchObject({ from: at, to: at + found[0].length });
      }
    }
  }
});

/** Offsets of the line breaks between blocks. */
function blockBorders(doc: Y.Doc): number[] {
  const borders: number[] = [];
  let at = 0;
  for (const { content } of nodeOf(doc).children) {
    at += content.size;
    borders.push(at);
    at += 1;
  }
  return borders.slice(0, -1);
}
