/** What people do to a text through an editor, at random: every command, and what a mouse and a clipboard do. */
import {
  autoJoin,
  joinBackward,
  joinForward,
  lift,
  selectParentNode,
  setBlockType,
  splitBlock,
  toggleMark,
  wrapIn,
} from 'prosemirror-commands';
import type { Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import {
  CellSelection,
  addColumnAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from 'prosemirror-tables';
import {
  insertFigure,
  insertHardBreak,
  insertRule,
  insertTable,
  setLink,
  toggleQuote,
} from '../../../../../client/workspace/editor/formats.ts';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { randomEdit } from '../../../../fuzz/edits.ts';
import type { Random } from '../../../../fuzz/random.ts';

const { nodes, marks } = articleSchema;

/** How exactly Yjs must follow: `typing` makes nothing anew but what is typed, `line` nothing that stays. */
export type Kind = 'typing' | 'line' | 'any';

export interface Deed {
  readonly name: string;
  readonly kind: Kind;
  readonly transaction: Transaction;
}

/** Something that a person can do in this state; null where chance chose what can't be done here. */
export function randomDeed(state: EditorState, random: Random): Deed | null {
  const [name, kind, act] = random.pick(DEEDS);
  try {
    const transaction = act(placed(state, random), random);
    transaction?.doc.check();
    return transaction?.docChanged ? { name, kind, transaction } : null;
  } catch {
    return null; // the schema forbids it, so no editor would do it
  }
}

type Act = (state: EditorState, random: Random) => Transaction | null;

/** The state with the caret, or some words of one or several blocks, anywhere. */
function placed(state: EditorState, random: Random): EditorState {
  const { doc } = state;
  const from = textPosition(doc, random);
  const to = random.chance(0.4)
    ? from
    : random.chance(0.7)
      ? nearby(doc, from, random)
      : textPosition(doc, random);
  return state.apply(
    state.tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))),
  );
}

function nearby(doc: Node, from: number, random: Random): number {
  return whole(doc, Math.min(from + 1 + random.below(9), doc.resolve(from).end()));
}

function by(command: Command): Act {
  return (state) => {
    let made: Transaction | null = null;
    command(state, (transaction) => (made = transaction));
    return made;
  };
}

const type: Act = (state, random) => {
  const { from } = state.selection;
  const words = random.pick(['a', 'e', ' ', 'word', 'é', '漢']);
  return state.tr.insertText(words, from);
};

const typeOver: Act = (state, random) =>
  inOneLine(state)
    ? state.tr.insertText(
        random.pick(['a', 'some ', 'x y']),
        state.selection.from,
        state.selection.to,
      )
    : null;

const erase: Act = (state) => (inOneLine(state) ? state.tr.deleteSelection() : null);

const typeOverBlocks: Act = (state) =>
  state.tr.insertText('over', state.selection.from, state.selection.to);

const markWords: Act = (state, random) =>
  by(toggleMark(random.pick([marks.strong, marks.em, marks.code, marks.superscript])))(
    state,
    random,
  );

/** What a mouse does: the slice goes, and comes again somewhere else in the same transaction. */
const drag: Act = (state, random) => {
  const slice = state.selection.content();
  const target = textPosition(state.doc, random);
  if (slice.size === 0 || (target >= state.selection.from && target <= state.selection.to))
    return null;
  const transaction = state.tr.deleteSelection();
  return transaction.replaceRange(
    transaction.mapping.map(target),
    transaction.mapping.map(target),
    slice,
  );
};

const dragBlock: Act = (state, random) => {
  const at = random.pick(
    positionsOf(state.doc, (node) => node.isBlock && NodeSelection.isSelectable(node)),
  );
  const selected = state.apply(state.tr.setSelection(NodeSelection.create(state.doc, at)));
  return drag(selected, random);
};

const duplicate: Act = (state) => {
  const { $from } = state.selection;
  return $from.depth === 0 ? null : state.tr.insert($from.before(1), $from.node(1));
};

const swapRows: Act = (state, random) => {
  const [at] = positionsOf(state.doc, (node) => node.type === nodes.table);
  const table = at === undefined ? null : state.doc.nodeAt(at);
  if (at === undefined || table === null || table === undefined || table.childCount < 2)
    return null;
  const rows = [...table.children];
  rows.push(...rows.splice(random.below(rows.length - 1), 1));
  return state.tr.replaceWith(at, at + table.nodeSize, nodes.table.create(null, rows));
};

const replaceEverywhere: Act = (state, random) => {
  const letter = random.pick(['e', 'o', 'a', ' ']);
  const { tr } = state;
  state.doc.descendants((node, at) => {
    const found = node.text?.indexOf(letter) ?? -1;
    if (found >= 0) {
      const from = tr.mapping.map(at + found);
      tr.insertText('ou', from, from + 1);
    }
  });
  return tr;
};

const lineOfCode: Act = (state) =>
  state.selection.$from.parent.type.spec.code ? state.tr.insertText('\n') : null;

const severalThings: Act = (state, random) => {
  const { tr } = state;
  tr.split(state.selection.to);
  tr.insertText('middle', tr.selection.from);
  const $at = tr.doc.resolve(tr.selection.from);
  if (random.chance(0.5)) tr.setBlockType($at.pos, $at.pos, nodes.heading);
  if (random.chance(0.5)) tr.delete(Math.max(1, $at.pos - 3), $at.pos);
  return tr;
};

const retypeAttrs: Act = (state, random) => {
  const at = random.pick(
    positionsOf(state.doc, (node) =>
      ['image', 'heading', 'ordered_list', 'table_cell'].includes(node.type.name),
    ),
  );
  const node = state.doc.nodeAt(at);
  if (!node) return null;
  const attrs = {
    image: { alt: 'another' },
    heading: { level: 4 },
    ordered_list: { order: 7 },
    table_cell: { colwidth: [50] },
  };
  return state.tr.setNodeMarkup(at, null, {
    ...node.attrs,
    ...attrs[node.type.name as keyof typeof attrs],
  });
};

const mergeSome: Act = (state, random) => {
  const cells = positionsOf(state.doc, (node) => node.type === nodes.table_cell);
  const at = random.pick(cells);
  const next = cells[cells.indexOf(at) + 1];
  if (next === undefined) return null;
  const selection = CellSelection.create(state.doc, at, next);
  return by(mergeCells)(state.apply(state.tr.setSelection(selection)), random);
};

const DEEDS: readonly (readonly [string, Kind, Act])[] = [
  ...repeated(10, ['type', 'typing', type] as const),
  ...repeated(5, ['erase', 'line', erase] as const),
  ...repeated(4, ['type over', 'line', typeOver] as const),
  ...repeated(4, ['mark', 'line', markWords] as const),
  ['link', 'line', by(setLink('https://example.org/'))],
  ...repeated(6, ['an edit', 'any', randomEdit] as const),
  ...repeated(3, ['split', 'any', by(splitBlock)] as const),
  ['split item', 'any', by(splitListItem(nodes.list_item))],
  ['join backward', 'any', by(joinBackward)],
  ['join forward', 'any', by(joinForward)],
  ['to heading', 'any', by(setBlockType(nodes.heading, { level: 3 }))],
  ['to paragraph', 'any', by(setBlockType(nodes.paragraph))],
  ...repeated(2, ['to code', 'any', by(setBlockType(nodes.code_block))] as const),
  ...repeated(2, ['line of code', 'any', lineOfCode] as const),
  ['quote', 'any', by(toggleQuote)],
  ['wrap', 'any', by(wrapIn(nodes.blockquote))],
  ['lift', 'any', by(lift)],
  ['to list', 'any', by(autoJoin(wrapInList(nodes.bullet_list), ['bullet_list']))],
  ['to numbers', 'any', by(wrapInList(nodes.ordered_list))],
  ['sink', 'any', by(sinkListItem(nodes.list_item))],
  ['lift item', 'any', by(liftListItem(nodes.list_item))],
  ...repeated(2, ['break', 'any', by(insertHardBreak)] as const),
  ['rule', 'any', by(insertRule)],
  ['table', 'any', by(insertTable)],
  ['figure', 'any', by(insertFigure({ src: '/a.png', alt: 'A', caption: 'Its caption' }))],
  ['row', 'any', by(addRowBefore)],
  ['column', 'any', by(addColumnAfter)],
  ['no row', 'any', by(deleteRow)],
  ['no column', 'any', by(deleteColumn)],
  ['merge cells', 'any', mergeSome],
  ['split cell', 'any', by(splitCell)],
  ['header row', 'any', by(toggleHeaderRow)],
  ['swap rows', 'any', swapRows],
  ['erase blocks', 'any', (state) => state.tr.deleteSelection()],
  ['type over blocks', 'any', typeOverBlocks],
  ...repeated(2, ['drag', 'any', drag] as const),
  ...repeated(2, ['drag block', 'any', dragBlock] as const),
  ['duplicate', 'any', duplicate],
  ['replace everywhere', 'any', replaceEverywhere],
  ['several things', 'any', severalThings],
  ['attributes', 'any', retypeAttrs],
  ['parent', 'any', by(selectParentNode)],
];

function repeated<Value>(times: number, value: Value): Value[] {
  return Array.from({ length: times }, () => value);
}

function inOneLine({ selection }: EditorState): boolean {
  return !selection.empty && selection.$from.sameParent(selection.$to);
}

export function textPosition(doc: Node, random: Random): number {
  const at = random.pick(positionsOf(doc, (node) => node.isTextblock));
  return whole(doc, at + 1 + random.below((doc.nodeAt(at)?.content.size ?? 0) + 1));
}

function positionsOf(doc: Node, matches: (node: Node) => boolean): number[] {
  const positions: number[] = [];
  doc.descendants((node, at) => {
    if (matches(node)) positions.push(at);
  });
  return positions;
}

/** No editor puts the caret within a surrogate pair. */
function whole(doc: Node, position: number): number {
  const { parent, parentOffset } = doc.resolve(position);
  if (parentOffset === 0 || parentOffset === parent.content.size) return position;
  const around = parent.textBetween(parentOffset - 1, parentOffset + 1, '', ' ');
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(around) ? position + 1 : position;
}
