/** What people do to annotated words, done through the real binding by several at once: each thread stays on its words. */
import { joinBackward, lift, setBlockType, splitBlock } from 'prosemirror-commands';
import type { Node } from 'prosemirror-model';
import { sinkListItem } from 'prosemirror-schema-list';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Anchoring } from '../../../../shared/anchor/anchor.ts';
import { AnchorIndex } from '../../../../shared/anchor/anchor-index.ts';
import { describe as anchorAt } from '../../../../shared/anchor/describe.ts';
import { reanchor } from '../../../../shared/anchor/reanchor.ts';
import { resolve } from '../../../../shared/anchor/resolve.ts';
import { ARTICLE_ROOT, articleSchema } from '../../../../shared/article/schema.ts';
import { indexOf, liveText, rangeOf } from '../../../support/live-text.ts';
import { EditorPeer, meet } from '../../../shared/anchor/peers.ts';

const { nodes } = articleSchema;
const text = (words: string) => (words === '' ? [] : [articleSchema.text(words)]);
const paragraph = (words: string): Node => nodes.paragraph.create(null, text(words));
const heading = (words: string): Node => nodes.heading.create(null, text(words));
const item = (words: string): Node => nodes.list_item.create(null, paragraph(words));
const row = (...cells: string[]): Node =>
  nodes.table_row.create(
    null,
    cells.map((words) => nodes.table_cell.create(null, paragraph(words))),
  );

const ARTICLE = nodes.doc.create(null, [
  nodes.title.create(null, text('The harbour at dawn')),
  paragraph('The quick brown fox jumps over the lazy dog, and the dog sleeps on by the wall.'),
  heading('Boats and nets'),
  paragraph('Every morning the master counts the boats. He writes the number in a green book.'),
  nodes.bullet_list.create(null, [
    item('ropes of hemp'),
    item('nets to mend'),
    item('tar and brushes'),
  ]),
  paragraph('Nobody reads the book. The colour of the sea is the colour of the sky in March.'),
  nodes.table.create(null, [
    row('Boat', 'Owner', 'Crew'),
    row('Anna', 'Petersen', 'four'),
    row('Marie', 'Jansen', 'two'),
    row('Sankt Peter', 'Thomsen', 'seven'),
  ]),
  paragraph('In the evening the lamps are lit along the quay, one after another.'),
]);

interface Case {
  readonly name: string;
  /** What is annotated. */
  readonly words: string;
  readonly nth?: number;
  readonly act: (ann: EditorPeer, bob: EditorPeer, sync: () => void) => void;
  readonly state: Anchoring['state'];
  /** A stretch of the text afterwards with the annotated words in brackets. */
  readonly now: string;
}

const cut = (peer: EditorPeer, words: string): void => peer.cut(words);
const paste = (peer: EditorPeer, words: string, before: string): void => peer.paste(words, before);

function replaceDocument(peer: EditorPeer, doc: Node): void {
  peer.change((transaction) =>
    transaction.replaceWith(0, peer.state.doc.content.size, doc.content),
  );
}

function moveBlock(peer: EditorPeer, words: string, before: string): void {
  const { node, from } = peer.block(words);
  const target = peer.block(before).from;
  peer.change((transaction) => {
    transaction.delete(from, from + node.nodeSize);
    return transaction.insert(transaction.mapping.map(target), node);
  });
}

function replaceAll(peer: EditorPeer, words: string, others: string): void {
  peer.change((transaction) => {
    const count = peer.text.split(words).length - 1;
    for (let nth = count - 1; nth >= 0; nth -= 1) {
      const { from, to } = peer.at(words, nth);
      transaction.insertText(others, from, to);
    }
    return transaction;
  });
}

const CASES: readonly Case[] = [
  {
    name: 'split within the words',
    words: 'brown fox jumps over',
    act: (ann) => {
      ann.before(' jumps');
      ann.run(splitBlock);
    },
    state: 'moved',
    now: 'quick [brown fox\n jumps over] the lazy',
  },
  {
    name: 'split before the words',
    words: 'lazy dog',
    act: (ann) => {
      ann.before('jumps over');
      ann.run(splitBlock);
    },
    state: 'exact',
    now: 'over the [lazy dog], and',
  },
  {
    name: 'split, then joined',
    words: 'brown fox jumps over',
    act: (ann, _bob, sync) => {
      ann.before('jumps');
      ann.run(splitBlock);
      sync();
      ann.before('jumps');
      ann.run(joinBackward);
    },
    state: 'moved',
    now: 'quick [brown fox jumps over] the lazy',
  },
  {
    name: 'joined to the paragraph before',
    words: 'the master counts',
    act: (ann) => {
      ann.before('Every morning');
      ann.run(setBlockType(nodes.heading));
      ann.before('Every morning');
      ann.run(joinBackward);
    },
    state: 'moved',
    now: 'netsEvery morning [the master counts] the boats',
  },
  {
    name: 'words over two blocks, which are joined',
    words: 'by the wall.\nBoats and',
    act: (ann) => {
      ann.before('Boats and');
      ann.run(setBlockType(nodes.paragraph));
      ann.before('Boats and');
      ann.run(joinBackward);
    },
    state: 'moved',
    now: 'sleeps on [by the wall.Boats and] nets',
  },
  {
    name: 'cut and pasted within the paragraph',
    words: 'the lazy dog',
    act: (ann, _bob, sync) => {
      cut(ann, 'the lazy dog, ');
      sync();
      paste(ann, 'the lazy dog, ', 'by the wall');
    },
    state: 'moved',
    now: 'sleeps on [the lazy dog], by the wall',
  },
  {
    name: 'cut and pasted far away after the cut was synced and others wrote at the old place and the new',
    words: 'writes the number in a green book',
    act: (ann, bob, sync) => {
      cut(ann, 'He writes the number in a green book.');
      sync();
      bob.typeBehind('counts the boats.', ' And that is all he does.');
      bob.typeBefore('In the evening', 'Look! ');
      sync();
      paste(ann, 'He writes the number in a green book.', 'In the evening');
    },
    state: 'moved',
    now: 'Look! He [writes the number in a green book].In the',
  },
  {
    name: 'a short word, cut and pasted with its sentence',
    words: 'green',
    act: (ann, _bob, sync) => {
      cut(ann, 'He writes the number in a green book.');
      sync();
      paste(ann, 'He writes the number in a green book.', 'Nobody reads');
    },
    state: 'moved',
    now: 'number in a [green] book.Nobody',
  },
  {
    name: 'copied to a place before: the original keeps the thread',
    words: 'the number in a green book',
    act: (ann) => paste(ann, 'He writes the number in a green book. ', 'The quick'),
    state: 'exact',
    now: 'boats. He writes [the number in a green book].',
  },
  {
    name: 'its paragraph copied right behind it: the original keeps the thread',
    words: 'the lamps are lit',
    act: (ann) => {
      const { node, from } = ann.block('the lamps are lit');
      ann.change((transaction) => transaction.insert(from + node.nodeSize, node));
    },
    state: 'exact',
    now: 'four\nMarie\nJansen\ntwo\nSankt Peter\nThomsen\nseven\nIn the evening [the lamps are lit] along'.slice(
      24,
    ),
  },
  {
    name: 'deleted and undone by oneself',
    words: 'the lamps are lit',
    act: (ann) => {
      ann.erase('the lamps are lit along ');
      ann.undo();
    },
    state: 'moved',
    now: 'evening [the lamps are lit] along the quay',
  },
  {
    name: 'deleted with its paragraph and undone, while another one writes nearby',
    words: 'lamps',
    act: (ann, bob, sync) => {
      const { node, from } = ann.block('the lamps are lit');
      ann.change((transaction) => transaction.delete(from, from + node.nodeSize));
      sync();
      bob.typeBehind('seven', ' men');
      sync();
      ann.undo();
    },
    state: 'moved',
    now: 'evening the [lamps] are lit',
  },
  {
    name: 'a part of them deleted and undone',
    words: 'along the quay, one after',
    act: (ann) => {
      ann.erase('quay, one after another.');
      ann.undo();
    },
    state: 'moved',
    now: 'lit [along the quay, one after] another',
  },
  {
    name: 'replaced everywhere, several times in one paragraph',
    words: 'colour',
    nth: 1,
    act: (ann) => replaceAll(ann, 'colour', 'color'),
    state: 'changed',
    now: 'sea is the [color] of the sky',
  },
  {
    name: 'words between two that are replaced everywhere',
    words: 'of the sea',
    act: (ann) => replaceAll(ann, 'colour', 'color'),
    state: 'exact',
    now: 'The color [of the sea] is',
  },
  {
    name: 'its paragraph dragged',
    words: 'lazy dog',
    act: (ann) => moveBlock(ann, 'The quick', 'In the evening'),
    state: 'moved',
    now: 'over the [lazy dog], and',
  },
  {
    name: 'its list item indented',
    words: 'nets',
    nth: 1,
    act: (ann) => {
      ann.before('nets to mend');
      ann.run(sinkListItem(nodes.list_item));
    },
    state: 'moved',
    now: 'hemp\n[nets] to mend\ntar',
  },
  {
    name: 'its list item taken out of the list',
    words: 'tar and brushes',
    act: (ann) => {
      ann.before('tar and');
      ann.run(lift);
    },
    state: 'moved',
    now: 'mend\n[tar and brushes]\nNobody',
  },
  {
    name: 'heading to paragraph and back',
    words: 'Boats',
    act: (ann, _bob, sync) => {
      ann.before('Boats and');
      ann.run(setBlockType(nodes.paragraph));
      sync();
      ann.run(setBlockType(nodes.heading));
    },
    state: 'moved',
    now: 'wall.\n[Boats] and nets\nEvery',
  },
  {
    name: 'typing at both edges',
    words: 'brown fox',
    act: (ann) => {
      ann.typeBefore('brown', 'dark ');
      ann.typeBehind('fox', 'es');
    },
    state: 'exact',
    now: 'quick dark [brown fox]es jumps',
  },
  {
    name: 'two who type at both edges at once',
    words: 'brown fox',
    act: (ann, bob) => {
      ann.typeBefore('brown', 'dark ');
      bob.typeBefore('brown', 'light ');
      ann.typeBehind('fox', 'es');
      bob.typeBehind('fox', 'glove');
    },
    state: 'exact',
    now: ' [brown fox]',
  },
  {
    name: 'two who change the words at once',
    words: 'counts the boats',
    act: (ann, bob) => {
      ann.typeBefore('boats', 'red ');
      bob.typeBefore('counts', 'still ');
      bob.typeBehind('counts', ' again');
    },
    state: 'changed',
    now: 'still [counts again the red boats].',
  },
  {
    name: 'one splits within the words while the other edits behind the split',
    words: 'brown fox jumps over the lazy dog',
    act: (ann, bob) => {
      ann.before(' jumps');
      ann.run(splitBlock);
      bob.typeBefore('dog, and', 'old ');
    },
    state: 'changed',
    now: 'quick [brown fox\n jumps over the lazy old dog], and',
  },
  {
    name: 'an hour apart: paragraphs split and joined here, words edited there',
    words: 'number in a green book',
    act: (ann, bob) => {
      ann.typeBefore('The quick', 'So: ');
      ann.before('and the dog');
      ann.run(splitBlock);
      ann.before('In the evening');
      ann.run(splitBlock);
      bob.typeBefore('green', 'very ');
      bob.typeBefore('Nobody', 'But. ');
      bob.erase('Boats and nets');
    },
    state: 'changed',
    now: 'the [number in a very green book].',
  },
  {
    name: 'its table row moved',
    words: 'Jansen',
    act: (ann) => {
      const table = ann.block('Jansen');
      const rows = table.node.content.content;
      const moved = [rows[0]!, rows[2]!, rows[1]!, rows[3]!];
      ann.change((transaction) =>
        transaction.replaceWith(
          table.from,
          table.from + table.node.nodeSize,
          nodes.table.create(null, moved),
        ),
      );
    },
    state: 'moved',
    now: 'Marie\n[Jansen]\ntwo\nAnna',
  },
  {
    name: 'a number in a table row that is moved to the end',
    words: 'two',
    act: (ann) => {
      const table = ann.block('Jansen');
      const rows = table.node.content.content;
      const moved = [rows[0]!, rows[1]!, rows[3]!, rows[2]!];
      ann.change((transaction) =>
        transaction.replaceWith(
          table.from,
          table.from + table.node.nodeSize,
          nodes.table.create(null, moved),
        ),
      );
    },
    state: 'moved',
    now: 'Jansen\n[two]\nIn the evening',
  },
  {
    name: 'rewritten, then an earlier version restored',
    words: 'the master counts the boats',
    act: (ann, _bob, sync) => {
      replaceDocument(ann, nodes.doc.create(null, [paragraph('Nothing is left of it.')]));
      sync();
      replaceDocument(ann, ARTICLE);
    },
    state: 'orphaned', // nobody said that they are the same
    now: 'morning the master counts the boats. He',
  },
  {
    name: 'a newer copy imported over it, with the words edited',
    words: 'the master counts the boats',
    act: (ann) => {
      const other = ARTICLE.toJSON() as {
        content: { type: string; content?: { text?: string }[] }[];
      };
      for (const block of other.content) {
        for (const leaf of block.content ?? [])
          if (leaf.text) leaf.text = leaf.text.replace('counts the boats', 'counts all the boats');
      }
      const { content } = articleSchema.nodeFromJSON(other);
      const preface = paragraph('This is a new edition with a preface.');
      replaceDocument(ann, nodes.doc.create(null, [preface, ...content.content.toReversed()]));
    },
    state: 'orphaned',
    now: 'morning the master counts all the boats. He',
  },
  {
    name: 'a part cut out',
    words: 'Every morning the master counts',
    act: (ann) => cut(ann, 'Every morning '),
    state: 'changed',
    now: 'nets\n[the master counts] the boats',
  },
];

describe('words and their thread', () => {
  test.each(CASES)('A17 $name: $state', ({ words, nth, act, state, now }) => {
    const origin = liveText(ARTICLE);
    const peers = [1, 2, 3].map((clientId) => new EditorPeer(origin, clientId * 100));
    const [ann, bob] = peers as [EditorPeer, EditorPeer];
    const anchor = anchorAt(indexOf(ann.live), rangeOf(ann.text, words, nth));
    const index = new AnchorIndex(bob.live.getXmlFragment(ARTICLE_ROOT));
    index.setAnchors(new Map([['thread', anchor]]));
    act(ann, bob, () => {
      meet(peers);
      index.update();
    });
    meet(peers);

    const found = resolve(indexOf(ann.live), anchor);
    expect(marked(ann.text, found)).toContain(now);
    expect(found.state).toBe(state);
    const loaded = new Y.Doc();
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(ann.live));
    for (const live of [...peers.map((peer) => peer.live), loaded])
      expect(resolve(indexOf(live), anchor)).toEqual(found);
    // In the same frame: without waiting for what may be found elsewhere.
    index.update();
    expect(index.placement('thread')).toEqual(found);

    const renewed = reanchor(indexOf(loaded), anchor) ?? anchor;
    const settled = resolve(indexOf(loaded), renewed);
    expect(settled).toMatchObject({ from: found.from, to: found.to, exact: found.exact });
    expect(renewed.exact).toBe(words);
    expect(reanchor(indexOf(loaded), renewed)).toBeNull();
    index.close();
  });
});

function marked(words: string, { from, to }: Anchoring): string {
  if (from === null) return words;
  return `${words.slice(0, from)}[${words.slice(from, to)}]${words.slice(to)}`;
}
