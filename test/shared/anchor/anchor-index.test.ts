/** The index of anchors against the plain way: each change, and then each anchor resolved in a text read anew. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import { AnchorIndex } from '../../../shared/anchor/anchor-index.ts';
import { decodePosition, describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import {
  deleteAt,
  indexOf,
  insertAt,
  liveParagraphs,
  moveTo,
  nodeOf,
  rangeOf,
} from '../../support/live-text.ts';
import { randomFrom } from '../../support/random.ts';

const WORDS = 'the cat sat on a mat while seven red foxes ran over wet hills towards home'.split(
  ' ',
);

type Random = (below: number) => number;

function sentence(random: Random): string {
  return Array.from({ length: 4 + random(20) }, () => WORDS[random(WORDS.length)]).join(' ');
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  text.insert(0, words);
  element.insert(0, [text]);
  return element;
}

function anchorsIn(live: Y.Doc, count: number, random: Random): [string, Anchor][] {
  const index = indexOf(live);
  return Array.from({ length: count }, (_, nth) => {
    const from = random(index.length - 2);
    const to = Math.min(index.length, from + 1 + random(random(4) === 0 ? 200 : 25));
    return [`${nth}`, anchorAt(index, { from, to })];
  });
}

/** One change as people make them: letters, words, blocks, cut and paste. */
function change(live: Y.Doc, random: Random): void {
  const fragment = live.getXmlFragment(ARTICLE_ROOT);
  const index = indexOf(live);
  const from = random(Math.max(1, index.length - 30));
  const kind = random(8);
  if (index.length < 200 || kind === 0) {
    fragment.insert(random(fragment.length + 1), [paragraph(sentence(random))]);
  } else if (kind === 1 && fragment.length > 3) {
    fragment.delete(1 + random(fragment.length - 1), 1);
  } else if (kind === 2) {
    const [piece] = index.piecesIn({ from, to: from + 5 + random(25) });
    if (!piece) return;
    const target = random(index.length - piece.length);
    if (index.text[target] !== '\n') moveTo(live, from, from + piece.length, target);
  } else if (kind < 5) {
    deleteAt(live, from, from + 1 + random(12));
  } else {
    const [piece] = index.piecesIn({ from, to: from + 1 });
    piece?.text.insert(piece.index, random(2) === 0 ? 'x' : ` ${WORDS[random(WORDS.length)]} `);
  }
}

/** Offset of a position by the library's own call, the lengths of all texts before it added up. */
function plainOffset(live: Y.Doc, encoded: string): number | null {
  const position = decodePosition(encoded);
  const absolute = position && Y.createAbsolutePositionFromRelativePosition(position, live, false);
  if (!absolute) return null;
  let offset = 0;
  for (const block of live.getXmlFragment(ARTICLE_ROOT).toArray()) {
    for (const node of (block as Y.XmlElement).toArray()) {
      if (node === absolute.type) return offset + absolute.index;
      offset += (node as Y.XmlText).length;
    }
    offset += 1;
  }
  return null;
}

describe('the text index', () => {
  test.each([21, 22, 23, 24])('A28 has each position where the library has it: seed %i', (seed) => {
    const random = randomFrom(seed);
    const live = liveParagraphs('A title', ...Array.from({ length: 6 }, () => sentence(random)));
    const anchors = anchorsIn(live, 60, random);
    for (let round = 0; round < 60; round += 1) change(live, random);
    const index = indexOf(live);
    expect(index.text).toBe(plainText(nodeOf(live)));
    for (const [, { start, end }] of anchors) {
      for (const encoded of [start, end]) {
        const position = decodePosition(encoded)!;
        expect(index.offsetOf(position)).toBe(plainOffset(live, encoded));
      }
    }
  });
});

describe('the index of anchors', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed + 1))(
    'A14 after each change has every anchor where the plain way finds it: seed %i',
    (seed) => {
      const random = randomFrom(seed);
      const live = liveParagraphs('A title', ...Array.from({ length: 8 }, () => sentence(random)));
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(live));
      const anchors = anchorsIn(live, 24, random);
      const index = new AnchorIndex(live.getXmlFragment(ARTICLE_ROOT));
      index.setAnchors(new Map(anchors));
      for (let round = 0; round < 16; round += 1) {
        const isRemote = random(3) === 0;
        if (isRemote) {
          change(other, random);
          Y.applyUpdate(live, Y.encodeStateAsUpdate(other, Y.encodeStateVector(live)));
        } else {
          change(live, random);
          Y.applyUpdate(other, Y.encodeStateAsUpdate(live, Y.encodeStateVector(other)));
        }
        const before = new Map(anchors.map(([id]) => [id, index.placement(id)]));
        const anew = index.update();
        const plain = indexOf(live);
        expect(index.text.text).toBe(plain.text);
        for (const [id, anchor] of anchors) {
          expect(index.placement(id)).toEqual(resolve(plain, anchor));
          if (!anew.has(id)) expect(index.placement(id)?.exact).toBe(before.get(id)?.exact);
        }
      }
      index.close();
    },
  );

  test('A15 after a key places anew only what is in its block', () => {
    const live = liveParagraphs('A title', 'The first paragraph.', 'The second paragraph.');
    const index = new AnchorIndex(live.getXmlFragment(ARTICLE_ROOT));
    const at = (words: string) => anchorAt(indexOf(live), rangeOf(indexOf(live).text, words));
    index.setAnchors(
      new Map([
        ['one', at('first')],
        ['two', at('second')],
      ]),
    );
    insertAt(live, rangeOf(indexOf(live).text, 'The first').from + 3, ' very');
    expect([...index.update()]).toEqual(['one']);
    expect(index.placement('two')).toMatchObject({ state: 'exact', exact: 'second' });
    expect(index.placement('two')?.from).toBe(indexOf(live).text.indexOf('second'));
    expect([...index.near(rangeOf(indexOf(live).text, 'second'))]).toEqual(['two']);
    index.close();
  });

  test('A30 whoever reads the text or a place in between sees all changes, and takes none from `update`', () => {
    const live = liveParagraphs('A title', 'The first paragraph.', 'The second paragraph.');
    const index = new AnchorIndex(live.getXmlFragment(ARTICLE_ROOT));
    const { text } = indexOf(live);
    index.setAnchors(new Map([['one', anchorAt(indexOf(live), rangeOf(text, 'first'))]]));
    insertAt(live, rangeOf(text, 'The first').from + 3, ' very');
    expect(index.text.text).toBe(indexOf(live).text);
    insertAt(live, 0, 'Not ');
    expect(index.placement('one')?.from).toBe(indexOf(live).text.indexOf('first'));
    expect([...index.update()]).toEqual(['one']);
    expect([...index.update()]).toEqual([]);
    index.close();
  });

  test('A16 finds words that were cut in the same update in which they are pasted elsewhere', () => {
    const live = liveParagraphs('A title', 'Here are the words.', 'The second paragraph.');
    const index = new AnchorIndex(live.getXmlFragment(ARTICLE_ROOT));
    const { from, to } = rangeOf(indexOf(live).text, 'are the');
    index.setAnchors(new Map([['one', anchorAt(indexOf(live), { from, to })]]));
    moveTo(live, from, to, indexOf(live).length - 10);
    expect([...index.update()]).toEqual(['one']);
    expect(index.placement('one')).toMatchObject({ state: 'moved', exact: 'are the' });
    index.close();
  });
});
