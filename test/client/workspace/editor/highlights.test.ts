/** Highlights: on their words, and which are drawn. */
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { drawnHighlights } from '../../../../client/workspace/editor/drawn-highlights.ts';
import {
  highlightsAt,
  highlightsPlugin,
  withHighlights,
} from '../../../../client/workspace/editor/highlights.ts';
import type { Highlight } from '../../../../client/workspace/editor/highlights.ts';
import type { PlacedAnnotation } from '../../../../shared/annotation/annotation.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { BoundEditor } from '../../../support/bound-editor.ts';
import { liveText } from '../../../support/live-text.ts';
import { article, paragraph } from './article-docs.ts';

const plugin = highlightsPlugin();

function highlight(id: string, doc: Node, words: string, more: Partial<Highlight> = {}): Highlight {
  const from = plainText(doc).indexOf(words);
  const plain = { kind: 'comment', status: 'open', active: false, replacement: null } as const;
  return { id, from, to: from + words.length, color: 'yellow', ...plain, ...more };
}

function stateWith(doc: Node, highlights: readonly Highlight[]): EditorState {
  const state = EditorState.create({ doc, plugins: [plugin] });
  return state.apply(withHighlights(state.tr, highlights));
}

/** The words under each highlight. */
function drawn(state: EditorState): Record<string, string> {
  const words: Record<string, string> = {};
  const set: DecorationSet | undefined = plugin.getState(state);
  for (const { from, to, spec } of set?.find() ?? []) {
    if (from < to) words[String(spec.highlight.id)] = state.doc.textBetween(from, to, '\n');
  }
  return words;
}

describe('E4 highlights stay on their words, whoever changes the text', () => {
  const before = article(
    paragraph('A shared margin'),
    paragraph('The words here'),
    paragraph('end'),
  );
  const marks = [highlight('a', before, 'margin'), highlight('b', before, 'words here')];
  const strong = articleSchema.marks.strong.create();
  const cases: {
    name: string;
    act: (theirs: Transaction) => Transaction;
    words: Record<string, string>;
  }[] = [
    {
      name: 'typing before them',
      act: (theirs) => theirs.insertText('Look: ', 1),
      words: { a: 'margin', b: 'words here' },
    },
    {
      name: 'typing inside one',
      act: (theirs) => theirs.insertText('over ', 28),
      words: { a: 'margin', b: 'words over here' },
    },
    {
      name: 'a letter typed beside its like',
      act: (theirs) => theirs.insertText('r', 6),
      words: { a: 'margin', b: 'words here' },
    },
    {
      name: 'a letter deleted beside its like',
      act: (theirs) => theirs.delete(30, 31),
      words: { a: 'margin', b: 'words hee' },
    },
    {
      name: 'a block put before them, and something behind them',
      act: (theirs) => theirs.insert(38, paragraph('New')).insert(0, paragraph('New')),
      words: { a: 'margin', b: 'words here' },
    },
    {
      name: 'one is deleted with its block',
      act: (theirs) => theirs.delete(17, 33),
      words: { a: 'margin' },
    },
    {
      name: 'nothing but formats',
      act: (theirs) => theirs.addMark(1, 38, strong),
      words: { a: 'margin', b: 'words here' },
    },
  ];
  test.each(cases)('E4 $name', ({ act, words }) => {
    const start = Y.encodeStateAsUpdate(liveText(before));
    const [mine, other] = [BoundEditor.of(start, 1, [plugin]), BoundEditor.of(start, 2)];
    mine.dispatch(withHighlights(mine.state.tr, marks));
    expect(drawn(mine.state)).toEqual({ a: 'margin', b: 'words here' });
    other.dispatch(act(other.state.tr));
    Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(other.doc));
    expect(mine.state.doc.eq(other.state.doc)).toBe(true);
    expect(drawn(mine.state)).toEqual(words);
  });

  test('E4 one’s own typing carries them too', () => {
    const state = stateWith(before, marks);
    expect(drawn(state.apply(state.tr.insertText('so ', 20)))).toEqual({
      a: 'margin',
      b: 'words here',
    });
  });
});

describe('E5 drawing', () => {
  const doc = article(paragraph('one two'), paragraph('three four'));

  test('E5 words over two blocks are drawn in both', () => {
    expect(drawn(stateWith(doc, [highlight('a', doc, 'two\nthree')]))).toEqual({ a: 'two\nthree' });
  });

  test('E5 of overlapping highlights the shortest comes first, and their ends are outside', () => {
    const state = stateWith(doc, [
      highlight('long', doc, 'one two'),
      highlight('short', doc, 'two'),
      highlight('draft', doc, 'two'),
    ]);
    expect(highlightsAt(state, 6)).toEqual(['short', 'long']);
    expect(highlightsAt(state, 2)).toEqual(['long']);
    expect(highlightsAt(state, 8)).toEqual([]);
  });

  test('E5 a proposal is drawn behind the words and changes no text', () => {
    const state = stateWith(doc, [highlight('a', doc, 'two', { replacement: 'deux' })]);
    const widgets = plugin
      .getState(state)
      ?.find()
      .filter(({ from, to }) => from === to);
    expect(widgets?.map(({ from }) => from)).toEqual([8]);
    expect(plainText(state.doc)).toBe(plainText(doc));
  });
});

describe('E17 what is drawn already', () => {
  const doc = article(paragraph('one two'), paragraph('three four'));
  const both = [highlight('a', doc, 'one'), highlight('b', doc, 'four', { replacement: 'five' })];
  const setOf = (state: EditorState): DecorationSet | undefined => plugin.getState(state);
  const redrawn = (state: EditorState, highlights: readonly Highlight[]): EditorState =>
    state.apply(withHighlights(state.tr, highlights));

  test('E17 is not drawn a second time', () => {
    const state = stateWith(doc, both);
    const again = redrawn(
      state,
      both.map((one) => ({ ...one })),
    );
    expect(setOf(again)).toBe(setOf(state));
  });

  const DIFFERENT: readonly [string, Partial<Highlight>][] = [
    ['is active now', { active: true }],
    ['has another colour', { color: 'pink' }],
    ['has another outcome', { status: 'resolved' }],
    ['proposes other words', { replacement: 'six' }],
    ['proposes none any more', { replacement: null }],
    ['stands elsewhere', { from: 8, to: 13 }],
  ];
  test.each(DIFFERENT)('E17 stays, where another one %s', (_name, change) => {
    const state = stateWith(doc, both);
    const [kept] = setOf(state)?.find(undefined, undefined, isOf('a')) ?? [];
    const next = redrawn(state, [both[0]!, { ...both[1]!, ...change }]);
    // A look at the set gives copies, but what they were made with stays.
    expect(setOf(next)?.find(undefined, undefined, isOf('a'))[0]?.spec).toBe(kept?.spec);
    const [other] = setOf(next)?.find(undefined, undefined, isOf('b')) ?? [];
    expect(other?.spec.highlight).toMatchObject(change);
    expect(setOf(next)?.find()).toHaveLength(change.replacement === null ? 2 : 3);
  });

  test('E17 goes with its proposal where it is drawn no more', () => {
    const state = stateWith(doc, both);
    expect(drawn(redrawn(state, [both[0]!]))).toEqual({ a: 'one' });
    expect(setOf(redrawn(state, []))?.find()).toEqual([]);
  });

  function isOf(id: string): (spec: { highlight?: Highlight }) => boolean {
    return ({ highlight: shown }) => shown?.id === id;
  }
});

describe('E6 which annotations are drawn', () => {
  const place = { state: 'exact', from: 0, to: 3, exact: 'one' } as const;
  const annotation = (id: string, more: Partial<PlacedAnnotation>): PlacedAnnotation => ({
    id,
    kind: 'suggestion',
    author: 'ann',
    created: '',
    modified: '',
    anchor: { start: '', end: '', exact: 'one', prefix: '', suffix: '', from: 0, to: 3 },
    body: '',
    replacement: 'uno',
    color: null,
    tags: [],
    status: 'open',
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
    article: 'x',
    layer: 'notes',
    anchoring: place,
    ...more,
  });
  const all = [
    annotation('open', {}),
    annotation('coloured', { color: 'pink' }),
    annotation('settled', { status: 'accepted' }),
    annotation('gone', { anchoring: { state: 'orphaned', from: null, to: null, exact: 'one' } }),
  ];
  const draw = (active: string | null, draft: Parameters<typeof drawnHighlights>[3] = null) =>
    drawnHighlights(all, () => 'blue', active, draft);

  test('E6 open ones in their own colour or their layer’s; neither settled nor lost ones', () => {
    expect(draw(null).map(({ id, color }) => [id, color])).toEqual([
      ['open', 'blue'],
      ['coloured', 'pink'],
    ]);
  });

  test('E6 a settled one while it is active, without its proposal', () => {
    const settled = draw('settled').find(({ id }) => id === 'settled');
    expect(settled).toMatchObject({ active: true, replacement: null });
  });

  test('E6 the words of a note that is being written', () => {
    expect(draw(null, { anchoring: place, color: 'green' }).at(-1)).toMatchObject({
      id: 'draft',
      color: 'green',
      active: true,
    });
  });
});
