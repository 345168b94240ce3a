/** Line breaks within a block, whatever becomes of it. */
import { deleteSelection, joinBackward, joinForward, selectAll } from 'prosemirror-commands';
import { Slice } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import type { Command } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { asCode, breaks } from '../../../../client/workspace/editor/breaks.ts';
import {
  BLOCKS,
  toBlock,
  toggleList,
  toggleQuote,
} from '../../../../client/workspace/editor/formats.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import type { ArticleNodeName } from '../../../../shared/article/schema.ts';
import { Random } from '../../../fuzz/random.ts';
import { article } from './article-docs.ts';

const { nodes, marks } = articleSchema;

/** A block of words with breaks of its kind. */
function block(name: ArticleNodeName, words: string): Node {
  const type = nodes[name];
  if (type.spec.code) return type.create(null, words === '' ? null : articleSchema.text(words));
  const lines = words
    .split('\n')
    .flatMap((line, at) => [
      ...(at > 0 ? [nodes.hard_break.create()] : []),
      ...(line === '' ? [] : [articleSchema.text(line, at % 2 === 1 ? [marks.em.create()] : [])]),
    ]);
  return type.create(null, lines);
}

function started(doc: Node): EditorState {
  return EditorState.create({ doc, plugins: [breaks()] });
}

function selecting(state: EditorState, from: number, to = from): EditorState {
  const { doc, tr } = state;
  return state.apply(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
}

function run(state: EditorState, command: Command): EditorState {
  let after = state;
  command(state, (transaction) => (after = state.applyTransaction(transaction).state));
  after.doc.check();
  return after;
}

/** No line feed is in ordinary text. */
function isClean(doc: Node): boolean {
  let clean = true;
  doc.descendants((node, _at, parent) => {
    if (node.text?.includes('\n') && !parent?.type.spec.code) clean = false;
  });
  return clean;
}

const VERSES = 'Verse one\nverse two\n\nverse four';
const KINDS = BLOCKS.map(({ name, type }) => ({ name, type }));

describe('a block becomes another', () => {
  const ways = KINDS.flatMap((from) => KINDS.map((to) => ({ from: from.type, to: to.name })));
  test.each(ways)('E29 $from to $to', ({ from, to }) => {
    const state = run(started(article(block(from, VERSES))), selectAll);
    const { doc } = run(state, toBlock(to));
    expect(doc.childCount).toBe(1);
    expect(plainText(doc)).toBe(VERSES);
    expect(isClean(doc)).toBe(true);
  });
  test('E29 there and back again, in a list and out of it', () => {
    const start = started(article(block('paragraph', VERSES)));
    const code = run(start, toBlock('code'));
    const listed = run(code, toggleList('bullet_list'));
    const back = run(run(listed, toBlock('paragraph')), toggleList('bullet_list'));
    expect(plainText(back.doc)).toBe(VERSES);
    expect(isClean(back.doc)).toBe(true);
  });
});

describe('blocks are joined', () => {
  const joins = [joinBackward, joinForward];
  const cases = (['paragraph', 'heading', 'code_block'] as const).flatMap((first) =>
    (['paragraph', 'code_block'] as const).flatMap((second) =>
      joins.map((join) => ({ first, second, join })),
    ),
  );
  test.each(cases)('E29 $first with $second by $join.name', ({ first, second, join }) => {
    const one = block(first, 'a\nb');
    const state = started(article(one, block(second, 'c\nd')));
    const { doc } = run(
      selecting(state, join === joinBackward ? one.nodeSize + 1 : one.nodeSize - 1),
      join,
    );
    expect(plainText(doc)).toBe('a\nbc\nd');
    expect(isClean(doc)).toBe(true);
  });
});

describe('words are put into another block', () => {
  test('E29 lines of code into a paragraph', () => {
    const state = selecting(started(article(block('paragraph', 'ab'))), 2);
    const slice = new Slice(article(block('code_block', 'c\nd')).content, 1, 1);
    const { doc } = state.applyTransaction(state.tr.replaceSelection(slice)).state;
    expect(plainText(doc)).toBe('ac\ndb');
    expect(isClean(doc)).toBe(true);
  });
  test('E29 lines of a paragraph into code', () => {
    const state = selecting(started(article(block('code_block', 'ab'))), 2);
    const slice = new Slice(article(block('paragraph', 'c\nd')).content, 1, 1);
    const { doc } = state.applyTransaction(state.tr.replaceSelection(asCode(slice))).state;
    expect(doc.childCount).toBe(1);
    expect(plainText(doc)).toBe('ac\ndb');
  });
});

test('E29 whatever is done at random, no two lines run together and no line feed gets into ordinary text', () => {
  for (let seed = 1; seed <= 80; seed += 1) {
    const random = new Random(seed);
    let number = 0;
    const line = () =>
      Array.from({ length: 1 + random.below(2) }, () => `w${(number += 1)}`).join(' ');
    const some = () => {
      const lines = Array.from({ length: 1 + random.below(3) }, line).join('\n');
      const made = block(
        random.pick(['paragraph', 'code_block', 'heading', 'byline'] as const),
        lines,
      );
      const isBlock = made.type.isInGroup('block');
      if (isBlock && random.chance(0.2)) return nodes.blockquote.create(null, made);
      if (isBlock && random.chance(0.2))
        return nodes.bullet_list.create(null, nodes.list_item.create(null, made));
      return made;
    };
    let state = started(article(...Array.from({ length: 4 }, some)));
    for (let step = 0; step < 12; step += 1) {
      const size = state.doc.content.size;
      state = selecting(state, random.below(size + 1), random.below(size + 1));
      const { from, to } = state.selection;
      const before = state.doc;
      const command = random.pick([
        ...KINDS.map(({ name }) => toBlock(name)),
        deleteSelection,
        joinBackward,
        joinForward,
        toggleQuote,
        toggleList('ordered_list'),
        pasting(random, before),
      ]);
      const removes = command === deleteSelection || command.name === 'paste';
      const gone = removes ? before.textBetween(from, to, '\n', '\n') : '';
      state = run(state, command);
      expect(isClean(state.doc), `seed ${seed}`).toBe(true);
      if (gone === '') expect(torn(before, state.doc), `seed ${seed}, step ${step}`).toEqual([]);
    }
  }
});

/** Puts a part of the text in again at the selection. */
function pasting(random: Random, doc: Node): Command {
  return function paste(state, dispatch) {
    const [one, other] = [random.below(doc.content.size), random.below(doc.content.size)];
    const slice = doc.slice(Math.min(one, other), Math.max(one, other));
    const { tr, selection } = state;
    dispatch?.(tr.replaceSelection(selection.$from.parent.type.spec.code ? asCode(slice) : slice));
    return true;
  };
}

/** Words that stood on two lines of one block and stand on one line now. */
function torn(before: Node, after: Node): string[] {
  const lines = (doc: Node) => plainText(doc).split('\n');
  const pairs = new Set<string>();
  before.descendants((node) => {
    if (!node.isTextblock) return true;
    const own = node.textBetween(0, node.content.size, '', '\n').split('\n');
    for (const [at, line] of own.entries()) {
      const next = own[at + 1];
      if (next !== undefined && line !== '' && next !== '')
        pairs.add(`${line.split(' ').at(-1)} ${next.split(' ')[0]}`);
    }
    return false;
  });
  return lines(after).flatMap((line) => {
    const words = line.split(' ');
    return words.flatMap((word, at) => {
      const next = words[at + 1];
      return next !== undefined && pairs.has(`${word} ${next}`) ? [`${word} ${next}`] : [];
    });
  });
}
