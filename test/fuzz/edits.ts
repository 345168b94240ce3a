/** What people do to a text, at random. */
import type { Node, NodeType } from 'prosemirror-model';
import type { EditorState, Transaction } from 'prosemirror-state';
import { articleSchema } from '../../shared/article/schema.ts';
import type { Random } from './random.ts';

const { nodes, marks } = articleSchema;
const WORDS = ['a', 'word ', 'some more words ', 'שלום ', 'café ', '👩‍👩‍👧 ', '漢字', 'x'];
const LINKS = ['/one', 'https://example.org/two', 'mailto:a@example.org'];

type Edit = (state: EditorState, random: Random) => Transaction | null;

/** One edit, or null where chance chose one that can't be done in this place. */
export function randomEdit(state: EditorState, random: Random): Transaction | null {
  const edit = random.pick(EDITS);
  try {
    const transaction = edit(state, random);
    transaction?.doc.check();
    return transaction;
  } catch {
    return null; // the schema forbids it, so no editor would do it
  }
}

const typeWords: Edit = (state, random) =>
  state.tr.insertText(random.pick(WORDS), textPosition(state.doc, random));

const deleteSome: Edit = (state, random) => {
  const from = textPosition(state.doc, random);
  return state.tr.delete(from, whole(state.doc, from + 1 + random.below(12)));
};

const replaceSome: Edit = (state, random) => {
  const from = textPosition(state.doc, random);
  const end = state.doc.resolve(from).end();
  return state.tr.insertText(
    random.pick(WORDS),
    from,
    Math.min(whole(state.doc, from + random.below(6)), end),
  );
};

const split: Edit = (state, random) => state.tr.split(textPosition(state.doc, random));

const join: Edit = (state, random) => state.tr.join(blockPosition(state.doc, random));

const mark: Edit = (state, random) => {
  const from = textPosition(state.doc, random);
  const to = whole(state.doc, from + 1 + random.below(20));
  const type = random.pick(Object.values(marks));
  if (random.chance(0.4)) return state.tr.removeMark(from, to, type);
  const attrs = type === marks.link ? { href: random.pick(LINKS) } : null;
  return state.tr.addMark(from, to, type.create(attrs));
};

const retype: Edit = (state, random) => {
  const from = textPosition(state.doc, random);
  const type = random.pick<NodeType>([nodes.paragraph, nodes.heading, nodes.code_block]);
  return state.tr.setBlockType(from, from, type);
};

const attribute: Edit = (state, random) => {
  const found = everyNode(state.doc, ({ type }) => type === nodes.heading);
  if (found.length === 0) return null;
  return state.tr.setNodeMarkup(random.pick(found), null, { level: 1 + random.below(6) });
};

const insertBlock: Edit = (state, random) =>
  state.tr.insert(blockPosition(state.doc, random), random.pick(BLOCKS)());

const insertBreak: Edit = (state, random) =>
  state.tr.insert(textPosition(state.doc, random), nodes.hard_break.create());

const deleteBlock: Edit = (state, random) => {
  const position = blockPosition(state.doc, random);
  const { nodeAfter } = state.doc.resolve(position);
  const isLast = nodeAfter === null || state.doc.childCount < 4;
  return isLast ? null : state.tr.delete(position, position + nodeAfter.nodeSize);
};

const moveBlock: Edit = (state, random) => {
  const position = blockPosition(state.doc, random);
  const { nodeAfter } = state.doc.resolve(position);
  if (nodeAfter === null) return null;
  const transaction = state.tr.delete(position, position + nodeAfter.nodeSize);
  return transaction.insert(random.chance(0.5) ? 0 : transaction.doc.content.size, nodeAfter);
};

const wrap: Edit = (state, random) => {
  const range = state.doc.resolve(textPosition(state.doc, random)).blockRange();
  if (range === null || range.depth > 6) return null;
  const wrappers = random.chance(0.5)
    ? [{ type: nodes.blockquote }]
    : [{ type: nodes.bullet_list }, { type: nodes.list_item }];
  return state.tr.wrap(range, wrappers);
};

/** Typing is what people do most. */
const EDITS: readonly Edit[] = [
  typeWords,
  typeWords,
  typeWords,
  typeWords,
  typeWords,
  typeWords,
  mark,
  mark,
  mark,
  deleteSome,
  deleteSome,
  replaceSome,
  split,
  split,
  join,
  retype,
  attribute,
  insertBlock,
  insertBreak,
  deleteBlock,
  moveBlock,
  wrap,
];

const words = (text: string): Node => nodes.paragraph.create(null, articleSchema.text(text));

const BLOCKS: readonly (() => Node)[] = [
  () => words('A new paragraph.'),
  () => nodes.heading.create({ level: 3 }, articleSchema.text('A heading')),
  () => nodes.rule.create(),
  () => nodes.code_block.create({ language: 'js' }, articleSchema.text('let x = 1;')),
  () => nodes.blockquote.create(null, [words('Quoted.')]),
  () =>
    nodes.ordered_list.create({ order: 3 }, [
      nodes.list_item.create(null, [words('three')]),
      nodes.list_item.create(null, [words('four'), words('and more')]),
    ]),
  () =>
    nodes.figure.create(null, [
      nodes.image.create({ src: '/picture.png', alt: 'A picture' }),
      nodes.caption.create(null, articleSchema.text('Its caption')),
    ]),
  () =>
    nodes.table.create(
      null,
      [1, 2].map((row) =>
        nodes.table_row.create(null, [
          nodes.table_header.create({ colwidth: [80] }, [words(`row ${row}`)]),
          nodes.table_cell.create({ colspan: row }, [words('cell')]),
        ]),
      ),
    ),
];

/** A position in one of the texts. */
function textPosition(doc: Node, random: Random): number {
  const blocks = everyNode(doc, ({ isTextblock }) => isTextblock);
  const at = random.pick(blocks);
  return whole(doc, at + 1 + random.below((doc.nodeAt(at)?.content.size ?? 0) + 1));
}

/** The position, or the next one where it is within a surrogate pair: no editor puts the caret there. */
function whole(doc: Node, position: number): number {
  const end = Math.min(position, doc.content.size);
  if (end < 1 || end >= doc.content.size) return end;
  const isWithin = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(doc.textBetween(end - 1, end + 1));
  return isWithin ? end + 1 : end;
}

/** A position between two blocks. */
function blockPosition(doc: Node, random: Random): number {
  const positions = everyNode(doc, ({ isBlock }) => isBlock);
  return random.pick(positions);
}

function everyNode(doc: Node, matches: (node: Node) => boolean): number[] {
  const positions: number[] = [];
  doc.descendants((node, at) => {
    if (matches(node)) positions.push(at);
  });
  return positions;
}
