/** What a change tells of the characters that it makes anew in Yjs, deed by deed. */
import { joinBackward, lift, setBlockType, splitBlock, wrapIn } from 'prosemirror-commands';
import { liftListItem, sinkListItem } from 'prosemirror-schema-list';
import { NodeSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { insertHardBreak, toggleQuote } from '../../../../../client/workspace/editor/formats.ts';
import { cutIn, writtenCut } from '../../../../../client/workspace/editor/binding/clipboard.ts';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { EditorPeer, meet } from '../../../../shared/anchor/peers.ts';
import { liveText } from '../../../../support/live-text.ts';
import { article, paragraph } from '../article-docs.ts';
import { charactersOf, movedIn } from './characters.ts';

const { nodes } = articleSchema;
const item = (words: string) => nodes.list_item.create(null, paragraph(words));
const ARTICLE = article(
  nodes.title.create(null, articleSchema.text('The title')),
  paragraph('one two three four five six'),
  nodes.heading.create(null, articleSchema.text('a heading')),
  paragraph('seven eight'),
  nodes.bullet_list.create(null, [item('ropes'), item('nets and more nets')]),
  nodes.figure.create(null, [
    nodes.image.create({ src: '/a.png' }),
    nodes.caption.create(null, articleSchema.text('its caption')),
  ]),
  paragraph('ten eleven'),
);

function peer(): EditorPeer {
  return new EditorPeer(liveText(ARTICLE), 7);
}

/** What was told to be moved, as it reads now. */
function moved(editor: EditorPeer, since = 0): string {
  const reads = new Map(charactersOf(editor.doc).map(({ id, reads: words }) => [id, words]));
  return movedIn(editor.doc)
    .slice(since)
    .map(([, to]) => reads.get(to) ?? '?')
    .join('');
}

function dragged(editor: EditorPeer, words: string, before: string): void {
  editor.select(words);
  const slice = editor.state.selection.content();
  editor.change((transaction) => {
    transaction.deleteSelection();
    const at = transaction.mapping.map(editor.at(before).from);
    return transaction.replaceRange(at, at, slice);
  });
}

const DEEDS: { name: string; act: (editor: EditorPeer) => void; moved: string }[] = [
  {
    name: 'typing',
    act: (editor) => editor.typeBefore('three', 'new '),
    moved: '',
  },
  {
    name: 'typing over words',
    act: (editor) => {
      const { from, to } = editor.at('three');
      editor.change((transaction) => transaction.insertText('three', from, to));
    },
    moved: '',
  },
  {
    name: 'a split: the shorter part is made anew',
    act: (editor) => {
      editor.before(' five six');
      editor.run(splitBlock);
    },
    moved: ' five six',
  },
  {
    name: 'a split near the start',
    act: (editor) => {
      editor.before(' two');
      editor.run(splitBlock);
    },
    moved: 'one',
  },
  {
    name: 'a new paragraph before another',
    act: (editor) => {
      editor.before('one two');
      editor.run(splitBlock);
    },
    moved: '',
  },
  {
    name: 'a join',
    act: (editor) => {
      editor.before('a heading');
      editor.run(setBlockType(nodes.paragraph));
      editor.before('a heading');
      editor.run(joinBackward);
    },
    moved: '?????????a heading',
  },
  {
    name: 'another type of block',
    act: (editor) => {
      editor.before('seven');
      editor.run(setBlockType(nodes.heading));
    },
    moved: 'seven eight',
  },
  {
    name: 'another level of heading, which is the same element',
    act: (editor) => {
      editor.before('a heading');
      editor.run(setBlockType(nodes.heading, { level: 4 }));
    },
    moved: '',
  },
  {
    name: 'a quote around a block',
    act: (editor) => {
      editor.before('seven');
      editor.run(wrapIn(nodes.blockquote));
    },
    moved: 'seven eight',
  },
  {
    name: 'a quote around and away again',
    act: (editor) => {
      editor.before('seven');
      editor.run(toggleQuote);
      editor.run(toggleQuote);
    },
    moved: '???????????seven eight',
  },
  {
    name: 'an item that is indented, though it is the longer one',
    act: (editor) => {
      editor.before('nets and');
      editor.run(sinkListItem(nodes.list_item));
    },
    moved: 'nets and more nets',
  },
  {
    name: 'an item that leaves its list',
    act: (editor) => {
      editor.before('nets and');
      editor.run(liftListItem(nodes.list_item));
    },
    moved: 'nets and more nets',
  },
  {
    name: 'a block that leaves its item',
    act: (editor) => {
      editor.before('ropes');
      editor.run(lift);
    },
    moved: 'ropes',
  },
  {
    name: 'a break in a line',
    act: (editor) => {
      editor.before(' four');
      editor.run(insertHardBreak);
    },
    moved: ' four five six',
  },
  {
    name: 'words dragged within a paragraph',
    act: (editor) => dragged(editor, 'three ', 'six'),
    moved: 'three ',
  },
  {
    name: 'words dragged into another paragraph, whose words they join',
    act: (editor) => dragged(editor, 'three ', 'eight'),
    moved: 'three ',
  },
  {
    name: 'words of two blocks dragged',
    act: (editor) => dragged(editor, 'five six\na head', 'eleven'),
    moved: 'five sixa headingeleven', // with what is torn by it
  },
  {
    name: 'a figure dragged, picture and all',
    act: (editor) => {
      const { from } = editor.block('its caption');
      editor.change((transaction) =>
        transaction.setSelection(NodeSelection.create(transaction.doc, from)),
      );
      const slice = editor.state.selection.content();
      editor.change((transaction) => {
        transaction.deleteSelection();
        return transaction.replaceRange(0, 0, slice);
      });
    },
    moved: '<image>its caption',
  },
  {
    name: 'a block copied beside itself',
    act: (editor) => {
      const { node, from } = editor.block('seven');
      editor.change((transaction) => transaction.insert(from, node));
    },
    moved: '',
  },
  {
    name: 'undo',
    act: (editor) => {
      editor.erase('three four');
      editor.undo();
    },
    moved: 'three four',
  },
  {
    name: 'undo, redo and undo',
    act: (editor) => {
      editor.erase('three');
      editor.undo();
      editor.redo();
      editor.undo();
    },
    moved: '?????three',
  },
  {
    name: 'cut and paste',
    act: (editor) => {
      editor.cut('three ');
      editor.paste('three ', 'eight');
    },
    moved: 'three ',
  },
];

describe('E22 what is made anew is told', () => {
  test.each(DEEDS)('E22 $name', ({ act, moved: words }) => {
    const editor = peer();
    act(editor);
    expect(moved(editor)).toBe(words);
  });

  test('E22 one update carries the change and what it tells', () => {
    const editor = peer();
    const updates: Uint8Array[] = [];
    editor.doc.on('update', (update: Uint8Array) => void updates.push(update));
    editor.before(' five six');
    editor.run(splitBlock);
    editor.undo();
    expect(updates).toHaveLength(2);
  });
});

describe('E23 cut words keep who they are', () => {
  test('E23 at the first paste, and at no other', () => {
    const editor = peer();
    editor.cut('three ');
    editor.paste('three ', 'eight');
    const told = movedIn(editor.doc).length;
    editor.paste('three ', 'eleven');
    expect(movedIn(editor.doc)).toHaveLength(told);
  });

  test('E23 in another tab, once both have met', () => {
    const origin = liveText(ARTICLE);
    const [live, fresh] = [new EditorPeer(origin, 11), new EditorPeer(origin, 12)];
    live.cut('three ');
    meet([live, fresh]);
    fresh.clipboard = live.clipboard;
    fresh.paste('three ', 'eight');
    expect(moved(fresh)).toBe('three ');
    meet([live, fresh]);
    live.paste('three ', 'eleven');
    expect(moved(live)).toBe('three ');
  });

  test('E23 not where other words are pasted, nor where an undo has put them back', () => {
    const editor = peer();
    editor.cut('three ');
    editor.paste('other ', 'eight');
    expect(moved(editor)).toBe('');
    editor.undo();
    editor.undo();
    const told = movedIn(editor.doc).length;
    editor.paste('three ', 'eight');
    expect(movedIn(editor.doc)).toHaveLength(told);
  });

  test('E23 the clipboard’s HTML says so, and what anybody else writes there is passed over', () => {
    const words = 'a "<b>" & c\uE000';
    const cut = { runs: [{ client: 4_294_967_295, clock: 0, length: words.length }], words };
    const html = `<meta charset="utf-8"><p data-galley-cut="${writtenCut(cut)}" data-pm-slice="1 1 []">a</p>`;
    expect(cutIn(html)).toEqual(cut);
    expect(cutIn('<p>a</p>')).toBeNull();
    const FOREIGN = [
      'x',
      '%',
      '{}',
      '[]',
      '{"runs":[],"words":"a"}',
      '{"runs":[[1,2]],"words":"a"}',
      '{"runs":[[1,2,-1],[1,2,2]],"words":"a"}',
      '{"runs":[["1",2,1]],"words":"a"}',
      '{"runs":[[1,2,2]],"words":"a"}',
      '{"runs":[null],"words":""}',
    ];
    for (const written of FOREIGN)
      expect(cutIn(`<p data-galley-cut="${encodeURIComponent(written)}">a</p>`)).toBeNull();
    expect(cutIn('<p data-galley-cut="%E0%A4%A">a</p>')).toBeNull();
  });

  test('E23 a copy of the article elsewhere knows none of them', () => {
    const editor = peer();
    editor.cut('three ');
    const elsewhere = new EditorPeer(liveText(article(paragraph('another text'))), 9);
    elsewhere.clipboard = editor.clipboard;
    elsewhere.paste('three ', 'text');
    expect(moved(elsewhere)).toBe('');
    expect(elsewhere.text).toBe('another three text');
  });
});

describe('E20 what is typed before annotated words stays out of them', () => {
  test('E20 “four ” letter by letter before “for”', () => {
    const editor = new EditorPeer(liveText(article(paragraph('wait for it'))), 7);
    const before = charactersOf(editor.doc).map(({ id }) => id);
    editor.typeBefore('for', 'four ');
    const after = charactersOf(editor.doc);
    expect(after.map(({ reads }) => reads).join('')).toBe('wait four for it');
    const fresh = after.slice(5, 10).map(({ id }) => id);
    expect(after.map(({ id }) => id).filter((id) => !fresh.includes(id))).toEqual(before);
  });
});
