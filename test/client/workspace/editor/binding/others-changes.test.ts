/** What the changes of others do to one's own view: where they touch it, and what becomes of the caret. */
import { joinBackward, setBlockType, splitBlock, wrapIn } from 'prosemirror-commands';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { EditorPeer, meet } from '../../../../shared/anchor/peers.ts';
import { liveText, nodeOf } from '../../../../support/live-text.ts';
import { article, everything, paragraph } from '../article-docs.ts';

const { nodes, marks } = articleSchema;

const ARTICLE = article(
  nodes.title.create(null, articleSchema.text('The title')),
  paragraph('one two three four five six'),
  paragraph(),
  paragraph('seven eight'),
  paragraph('ten eleven'),
);

function two(doc = ARTICLE): [mine: EditorPeer, theirs: EditorPeer] {
  const origin = liveText(doc);
  return [new EditorPeer(origin, 10), new EditorPeer(origin, 20)];
}

describe('E24 a change of another touches nothing else', () => {
  test('E24 a key is a step of one character, and all other blocks stay the same objects', () => {
    const [mine, theirs] = two();
    const before = mine.state.doc;
    const steps: Transaction[] = [];
    const dispatch = mine.dispatch.bind(mine);
    mine.dispatch = (transaction) => {
      steps.push(transaction);
      dispatch(transaction);
    };
    theirs.typeBefore('eight', 'x');
    meet([mine, theirs]);
    expect(steps).toHaveLength(1);
    const ranges: number[][] = [];
    steps[0]?.mapping.maps.forEach((map) => map.forEach((...range) => ranges.push(range)));
    const { from } = theirs.at('xeight');
    expect(ranges).toEqual([[from, from, from, from + 1]]);
    for (const block of [0, 1, 2, 4]) expect(mine.state.doc.child(block)).toBe(before.child(block));
  });

  test('E24 formats and attributes move no position', () => {
    const [mine, theirs] = two(
      article(nodes.heading.create(null, articleSchema.text('a heading'))),
    );
    const maps: number[] = [];
    const dispatch = mine.dispatch.bind(mine);
    mine.dispatch = (transaction) => {
      for (const map of transaction.mapping.maps) map.forEach((from) => maps.push(from));
      dispatch(transaction);
    };
    theirs.change((transaction) => transaction.addMark(2, 5, marks.strong.create()));
    theirs.before('a heading');
    theirs.run(setBlockType(nodes.heading, { level: 4 }));
    meet([mine, theirs]);
    expect(mine.state.doc.eq(theirs.state.doc)).toBe(true);
    expect(mine.state.doc.firstChild?.attrs['level']).toBe(4);
    expect(maps).toEqual([]);
  });

  test('E24 what two make that the schema forbids is shown, and nothing is deleted for it', () => {
    const list = nodes.bullet_list.create(
      null,
      ['a', 'b'].map((words) => nodes.list_item.create(null, paragraph(words))),
    );
    const [mine, theirs] = two(article(list, paragraph('end')));
    mine.change((transaction) => transaction.delete(1, 6));
    theirs.change((transaction) => transaction.delete(6, 11));
    const written: unknown[] = [];
    mine.doc.on('update', (_update: Uint8Array, by: unknown) => void written.push(by));
    meet([mine, theirs]);
    expect(written).not.toContain(mine.binding);
    expect(mine.state.doc.toJSON()).toEqual(nodeOf(mine.doc).toJSON());
    expect(mine.state.doc.toString()).toBe('doc(bullet_list, paragraph("end"))');
    mine.typeBefore('end', 'the ');
    meet([mine, theirs]);
    expect(theirs.text).toContain('the end');
  });

  test('E24 an article without any block is shown as an empty paragraph, which the first key makes real', () => {
    const doc = new Y.Doc();
    doc.getXmlFragment('article');
    const editor = new EditorPeer(doc, 7);
    expect(editor.state.doc.toString()).toBe('doc(paragraph)');
    expect(editor.doc.getXmlFragment('article')).toHaveLength(0);
    editor.change((transaction) => transaction.insertText('a', 1));
    expect(editor.doc.getXmlFragment('article').toJSON()).toBe('<paragraph>a</paragraph>');
    editor.undo();
    expect(editor.state.doc.toString()).toBe('doc(paragraph)');
    editor.change((transaction) => transaction.insertText('b', 1));
    expect(nodeOf(editor.doc).toString()).toBe('doc(paragraph("b"))');
  });

  test('E24 the placeholder of an empty article goes when a text comes', () => {
    const doc = new Y.Doc();
    const editor = new EditorPeer(doc, 7);
    Y.applyUpdate(editor.doc, Y.encodeStateAsUpdate(liveText(everything())));
    expect(editor.state.doc.toJSON()).toEqual(nodeOf(editor.doc).toJSON());
    editor.change((transaction) => transaction.insertText('x', 1));
    expect(editor.state.doc.toJSON()).toEqual(nodeOf(editor.doc).toJSON());
  });

  test('E24 several texts side by side, and empty ones, are one line', () => {
    const origin = liveText(article(paragraph('a')));
    const block = origin.getXmlFragment('article').get(0) as Y.XmlElement;
    block.insert(0, [new Y.XmlText(), new Y.XmlText('b')]);
    block.insert(3, [new Y.XmlText(''), new Y.XmlText('c')]);
    const [mine, theirs] = [new EditorPeer(origin, 10), new EditorPeer(origin, 20)];
    expect(mine.state.doc.toString()).toBe('doc(paragraph("bac"))');
    for (const [at, letter] of ['x', 'y', 'z', 'w'].entries())
      mine.change((transaction) => transaction.insertText(letter, 1 + 2 * at));
    expect(mine.text).toBe('xbyazcw');
    mine.change((transaction) => transaction.delete(2, 6).addMark(1, 3, marks.em.create()));
    meet([mine, theirs]);
    expect(mine.state.doc.toString()).toBe(theirs.state.doc.toString());
    expect(theirs.text).toBe('xcw');
  });
});

const CARETS: {
  name: string;
  caret: string;
  act: (theirs: EditorPeer) => void;
  /** The text around the caret afterwards. */
  now: string;
}[] = [
  {
    name: 'typing before it',
    caret: 'eight',
    act: (theirs) => theirs.typeBefore('seven', 'so '),
    now: 'so seven |eight',
  },
  {
    name: 'another type of block',
    caret: 'eight',
    act: (theirs) => {
      theirs.before('seven');
      theirs.run(setBlockType(nodes.heading));
    },
    now: 'seven |eight',
  },
  {
    name: 'a quote around the block',
    caret: 'eight',
    act: (theirs) => {
      theirs.before('seven');
      theirs.run(wrapIn(nodes.blockquote));
    },
    now: 'seven |eight',
  },
  {
    name: 'a split before it',
    caret: 'six',
    act: (theirs) => {
      theirs.before(' five');
      theirs.run(splitBlock);
    },
    now: ' five |six',
  },
  {
    name: 'a split right at it',
    caret: ' five',
    act: (theirs) => {
      theirs.before(' five');
      theirs.run(splitBlock);
    },
    now: '| five six',
  },
  {
    name: 'a join with the block before',
    caret: 'eleven',
    act: (theirs) => {
      theirs.before('ten');
      theirs.run(joinBackward);
    },
    now: 'seven eightten |eleven',
  },
  {
    name: 'a block dragged away',
    caret: 'eight',
    act: (theirs) => {
      const { node, from } = theirs.block('seven');
      theirs.change((transaction) =>
        transaction.delete(from, from + node.nodeSize).insert(0, node),
      );
    },
    now: 'seven |eight',
  },
  {
    name: 'deleted and brought back',
    caret: 'eight',
    act: (theirs) => {
      theirs.erase('seven eight');
      theirs.undo();
    },
    now: 'seven |eight',
  },
];

describe('E25 the caret stays beside its characters', () => {
  test.each(CARETS)('E25 $name', ({ caret, act, now }) => {
    const [mine, theirs] = two();
    mine.before(caret);
    act(theirs);
    meet([mine, theirs]);
    const { $head } = mine.state.selection;
    const { parent, parentOffset } = $head;
    const around = `${parent.textBetween(0, parentOffset)}|${parent.textBetween(parentOffset, parent.content.size)}`;
    expect(around).toBe(now);
  });

  test('E25 at the end of a block that becomes another', () => {
    const [mine, theirs] = two();
    const { to } = mine.at('eight');
    mine.change((transaction) =>
      transaction.setSelection(TextSelection.create(transaction.doc, to)),
    );
    theirs.before('seven');
    theirs.run(setBlockType(nodes.heading));
    meet([mine, theirs]);
    expect(mine.state.selection.$head.parent.type.name).toBe('heading');
    expect(mine.state.selection.$head.parentOffset).toBe('seven eight'.length);
  });

  test('E25 in an empty block that becomes another', () => {
    const [mine, theirs] = two();
    const { from } = mine.block('seven');
    const inEmpty = from - 1;
    for (const peer of [mine, theirs])
      peer.change((transaction) =>
        transaction.setSelection(TextSelection.create(transaction.doc, inEmpty)),
      );
    theirs.run(setBlockType(nodes.heading));
    meet([mine, theirs]);
    expect(mine.state.selection.$head.parent.type.name).toBe('heading');
  });

  test('E25 selected words stay selected, over two blocks too', () => {
    const [mine, theirs] = two();
    const [from, to] = [mine.at('eight').from, mine.at('eleven').from];
    mine.change((transaction) =>
      transaction.setSelection(TextSelection.create(transaction.doc, to, from)),
    );
    theirs.before('seven');
    theirs.run(setBlockType(nodes.heading));
    theirs.before('ten');
    theirs.run(wrapIn(nodes.blockquote));
    meet([mine, theirs]);
    const { anchor, head } = mine.state.selection;
    expect(mine.state.doc.textBetween(head, anchor, '|')).toBe('eight|ten ');
    expect(anchor).toBeGreaterThan(head);
  });

  test('E25 a selected picture stays selected while others write before it', () => {
    const [mine, theirs] = two(everything());
    const at = mine.block('A caption').from;
    mine.change((transaction) =>
      transaction.setSelection(NodeSelection.create(transaction.doc, at)),
    );
    theirs.typeBefore('A title', 'x');
    meet([mine, theirs]);
    expect((mine.state.selection as NodeSelection).node.type.name).toBe('figure');
  });

  test('E25 places that others tell are followed too, and y-prosemirror’s form of them is ours', () => {
    const [mine, theirs] = two(everything());
    for (let position = 0; position <= mine.state.doc.content.size; position += 1) {
      const place = Y.createRelativePositionFromJSON(
        JSON.parse(JSON.stringify(mine.binding.placeAt(position))),
      );
      expect(theirs.binding.positionAt(place)).toBe(position);
    }
    const place = mine.binding.placeAt(mine.at('the end').from + 4);
    theirs.before('the end');
    theirs.run(setBlockType(nodes.heading));
    meet([mine, theirs]);
    expect(mine.binding.positionAt(place)).toBe(mine.at('the end').from + 4);
    expect(theirs.binding.positionAt(place)).toBe(mine.at('the end').from + 4);
  });
});
