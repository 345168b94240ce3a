/** Annotations in a live text: where they are, and what stays as it was. */
import { describe, expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { Placement } from '../../../../client/workspace/layers/placement.ts';
import { AnchorIndex } from '../../../../shared/anchor/anchor-index.ts';
import { describe as anchorOf } from '../../../../shared/anchor/describe.ts';
import { moveTo, rangeOf } from '../../../support/live-text.ts';
import { article, paragraph } from '../editor/article-docs.ts';
import { annotation, ANCHOR } from './example.ts';

const WORDS = ['The ferry leaves', 'It lies at the quay', 'until noon'];

function live() {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment('article');
  prosemirrorToYXmlFragment(article(...WORDS.map((words) => paragraph(words))), fragment);
  const anchors = new AnchorIndex(fragment);
  const about = (id: string, words: string) => {
    const from = anchors.text.text.indexOf(words);
    return annotation({ id, anchor: anchorOf(anchors.text, { from, to: from + words.length }) });
  };
  const textOf = (block: number) => (fragment.get(block) as Y.XmlElement).get(0) as Y.XmlText;
  const content = [{ layer: 'comments', annotations: [about('a', 'ferry'), about('b', 'quay')] }];
  return { doc, anchors, content, textOf };
}

const NO_OTHERS = new Map();

test('M19 before the text is there, notes stand where they were made and none is lost', () => {
  const placement = new Placement('x');
  placement.place(null, [{ layer: 'comments', annotations: [annotation()] }], NO_OTHERS);
  const anchoring = { state: 'exact', from: 10, to: 18, exact: ANCHOR.exact };
  expect(placement.list[0]?.anchoring).toEqual(anchoring);
  expect(placement.placeOf(annotation().id)).toEqual(anchoring);
});

describe('M35 the list of notes is another only where a card would look or stand otherwise', () => {
  function placed() {
    const text = live();
    const placement = new Placement('x');
    placement.place(text.anchors, text.content, NO_OTHERS);
    return { ...text, placement, before: placement.list };
  }

  test('M35 a key moves all behind it, and leaves the list', () => {
    const { placement, before, textOf } = placed();
    textOf(0).insert(0, 'Look: ');
    expect(placement.follow()).toBe(false);
    expect(placement.list).toBe(before);
    for (const { id, anchoring } of before)
      expect(placement.placeOf(id)?.from).toBe((anchoring.from ?? 0) + 6);
  });

  test('M35 a key within the words of one makes that one anew, and no other', () => {
    const { placement, before, textOf } = placed();
    textOf(0).insert(6, 'r');
    expect(placement.follow()).toBe(true);
    expect(placement.list[0]).not.toBe(before[0]);
    expect(placement.list[0]?.anchoring).toMatchObject({ state: 'changed', exact: 'ferrry' });
    expect(placement.list[1]).toBe(before[1]);
  });

  test('M35 a note whose words went behind another’s comes behind it', () => {
    const { placement, doc, anchors } = placed();
    const { from, to } = rangeOf(anchors.text.text, 'The ferry leaves');
    moveTo(doc, from, to, anchors.text.length);
    expect(placement.follow()).toBe(true);
    expect(placement.list.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(placement.list[1]?.anchoring.from).toBe(anchors.text.text.indexOf('ferry'));
  });

  test('M35 a look at the text in between loses no change', () => {
    const { placement, anchors, textOf } = placed();
    textOf(0).insert(6, 'r');
    expect(anchors.text.text).toContain('ferrry');
    expect(placement.follow()).toBe(true);
  });

  test('M35 one that reads otherwise or was tied to other words is another, with the rest as it was', () => {
    const { placement, before, content, anchors } = placed();
    const from = anchors.text.text.indexOf('noon');
    const anchor = anchorOf(anchors.text, { from, to: from + 4 });
    const [a, b] = content[0]!.annotations;
    const edited = [{ ...a!, body: 'Edited' }, b!, annotation({ id: 'c', anchor })];
    placement.place(anchors, [{ layer: 'comments', annotations: edited }], NO_OTHERS);
    expect(placement.list.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(placement.list[0]).toMatchObject({ body: 'Edited', anchoring: before[0]?.anchoring });
    expect(placement.list[1]).toBe(before[1]);
    expect(placement.placeOf('c')).toEqual({ state: 'exact', from, to: from + 4, exact: 'noon' });
  });

  test('M35 the words of a note that is being written have a place, and no entry', () => {
    const { placement, before, content, anchors, textOf } = placed();
    const from = anchors.text.text.indexOf('noon');
    const draft = anchorOf(anchors.text, { from, to: from + 4 });
    placement.place(anchors, content, new Map([['draft', draft]]));
    textOf(0).insert(0, '12');
    placement.follow();
    expect(placement.placeOf('draft')?.from).toBe(from + 2);
    expect(placement.list).toHaveLength(before.length);
  });
});
