/** Composing with an input method while others write. */
import { setBlockType, splitBlock } from 'prosemirror-commands';
import { describe, expect, test } from 'vitest';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { Random } from '../../../../fuzz/random.ts';
import { EditorPeer, meet } from '../../../../shared/anchor/peers.ts';
import { liveText, nodeOf } from '../../../../support/live-text.ts';
import { article, paragraph } from '../article-docs.ts';

const { nodes, marks } = articleSchema;

function two(): [mine: EditorPeer, theirs: EditorPeer] {
  const origin = liveText(article(paragraph('the line here'), paragraph('another one')));
  return [new EditorPeer(origin, 10), new EditorPeer(origin, 20)];
}

describe('E28 nobody else changes the line in which one composes', () => {
  test('E28 it waits, all else comes in, and what is composed is written at once', () => {
    const [mine, theirs] = two();
    const { from } = mine.at('line');
    mine.binding.hold(from);
    theirs.typeBefore('the line', 'Before ');
    theirs.typeBehind('the l', 'XX');
    theirs.erase('here');
    theirs.typeBefore('another', 'Not ');
    meet([mine, theirs]);
    expect(mine.text).toBe('the line here\nNot another one');
    mine.typeBefore('line', 'にほん');
    mine.change((transaction) => transaction.insertText('日本', from, from + 3));
    meet([mine, theirs]);
    expect(theirs.text).toBe('Before the 日本lXXine \nNot another one');
    expect(mine.text).toBe('the 日本line here\nNot another one');
    mine.binding.release();
    expect(mine.text).toBe(theirs.text);
    expect(mine.state.doc.toJSON()).toEqual(nodeOf(mine.doc).toJSON());
  });

  test('E28 no letter is lost, wherever others write, delete and format meanwhile', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = new Random(seed);
      const [mine, theirs] = two();
      let composed = '';
      const start = 1 + random.below(13);
      mine.binding.hold(start);
      for (let event = 0; event < 12; event += 1) {
        const size = theirs.state.doc.firstChild?.content.size ?? 0;
        const at = 1 + random.below(size + 1);
        if (random.chance(0.4)) theirs.change((transaction) => transaction.insertText('x', at));
        if (random.chance(0.2) && at < size) {
          const letter = theirs.state.doc.textBetween(at, at + 1);
          if (/[a-z ]/.test(letter)) theirs.change((transaction) => transaction.delete(at, at + 1));
        }
        if (random.chance(0.2))
          theirs.change((transaction) =>
            transaction.addMark(Math.min(at, 3), Math.max(at, 4), marks.em.create()),
          );
        if (random.chance(0.5)) meet([mine, theirs]);
        if (random.chance(0.6)) {
          const letter = String.fromCharCode(0x4e00 + event);
          mine.change((transaction) => transaction.insertText(letter, start + composed.length));
          composed += letter;
        }
      }
      meet([mine, theirs]);
      mine.binding.release();
      meet([mine, theirs]);
      expect(mine.state.doc.toJSON(), `seed ${seed}`).toEqual(nodeOf(mine.doc).toJSON());
      expect(theirs.state.doc.toJSON()).toEqual(mine.state.doc.toJSON());
      expect(mine.text.replace(/[^\u4e00-\u4eff]/g, '')).toBe(composed);
    }
  });

  test('E28 a line that another one makes a heading takes what was composed before along', () => {
    const [mine, theirs] = two();
    mine.binding.hold(mine.at('line').from);
    mine.typeBefore('line', '日');
    meet([mine, theirs]);
    theirs.before('the');
    theirs.run(setBlockType(nodes.heading));
    meet([mine, theirs]);
    mine.binding.release();
    expect(mine.text).toBe('the 日line here\nanother one');
    expect(mine.state.doc.firstChild?.type.name).toBe('heading');
  });

  test('E28 what others wrote into the line stays, though one makes another block of it meanwhile', () => {
    const [mine, theirs] = two();
    mine.binding.hold(mine.at('line').from);
    theirs.typeBefore('the', 'In ');
    theirs.typeBehind('li', 'XX');
    theirs.typeBehind('here', '!');
    meet([mine, theirs]);
    mine.typeBefore('line', '日');
    mine.before('the');
    mine.run(setBlockType(nodes.heading));
    expect(mine.text).toBe('In the 日liXXne here!\nanother one');
    mine.binding.release();
    meet([mine, theirs]);
    expect(mine.state.doc.toJSON()).toEqual(nodeOf(mine.doc).toJSON());
    expect(theirs.state.doc.toJSON()).toEqual(mine.state.doc.toJSON());
    mine.undo();
    expect(mine.text).toContain('XX');
  });

  test('E28 a line in which one composes is torn, and nothing of others is lost', () => {
    const [mine, theirs] = two();
    mine.binding.hold(mine.at('line').from);
    theirs.typeBehind('li', 'XX');
    theirs.typeBehind('here', '!');
    meet([mine, theirs]);
    mine.before('ne here');
    mine.run(splitBlock);
    mine.binding.release();
    meet([mine, theirs]);
    expect(mine.text.replace(/[^X!]/g, '')).toBe('XX!');
    expect(theirs.state.doc.toJSON()).toEqual(mine.state.doc.toJSON());
    expect(mine.state.doc.toJSON()).toEqual(nodeOf(mine.doc).toJSON());
  });
});
