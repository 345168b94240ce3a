/** What the toolbar and the keys can do to the text, as ProseMirror commands, and what is in force at the selection. */
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { Attrs, MarkType, Node, NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { Selection } from 'prosemirror-state';
import type { Command, EditorState } from 'prosemirror-state';
import { safeLink } from '../../../shared/article/addresses.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { t, tIn } from '../../ui/language/translate.ts';

const { nodes, marks } = articleSchema;

/** Formats of words, in the order of the toolbar. */
const WORD_FORMATS = [
  'strong',
  'em',
  'underline',
  'strike',
  'superscript',
  'subscript',
  'code',
] as const;
/** The name of the mark in the article's schema. */
export type WordFormat = (typeof WORD_FORMATS)[number];

/** Kinds of blocks that a paragraph can become, with what the menu calls them. */
export const BLOCKS = [
  { name: 'paragraph', label: t('Paragraph'), type: 'paragraph', attrs: null },
  { name: 'heading 2', label: t('Heading 2'), type: 'heading', attrs: { level: 2 } },
  { name: 'heading 3', label: t('Heading 3'), type: 'heading', attrs: { level: 3 } },
  { name: 'heading 4', label: t('Heading 4'), type: 'heading', attrs: { level: 4 } },
  { name: 'title', label: t('Title'), type: 'title', attrs: null },
  { name: 'standfirst', label: t('Standfirst'), type: 'standfirst', attrs: null },
  { name: 'byline', label: t('Byline'), type: 'byline', attrs: null },
  { name: 'code', label: tIn('block', 'Code'), type: 'code_block', attrs: null },
] as const;
/** By which the kinds are told apart here. */
export type BlockName = (typeof BLOCKS)[number]['name'];

/** What the menu calls a kind. */
export function blockLabel(name: BlockName | null): string {
  return BLOCKS.find((block) => block.name === name)?.label ?? t('Mixed');
}

/** The name of the node in the article's schema. */
export type ListType = 'bullet_list' | 'ordered_list';

/** Gives the selected words a format, or takes it away where any of them has it; at a caret, for what is typed next. */
export function toggleFormat(format: WordFormat): Command {
  return toggleMark(marks[format]);
}

/** Makes the blocks at the selection of this kind; false where none of them can become it. */
export function toBlock(name: BlockName): Command {
  const block = BLOCKS.find((candidate) => candidate.name === name) ?? BLOCKS[0];
  return setBlockType(nodes[block.type], block.attrs);
}

/** Puts the block into a quotation, or takes it out where it is in one. */
export const toggleQuote: Command = (state, dispatch) =>
  isInside(state, nodes.blockquote)
    ? lift(state, dispatch)
    : wrapIn(nodes.blockquote)(state, dispatch);

/** Makes a list, or takes the item out where it is in a list of that type. */
export function toggleList(type: ListType): Command {
  return (state, dispatch) =>
    isInside(state, nodes[type])
      ? liftListItem(nodes.list_item)(state, dispatch)
      : wrapInList(nodes[type])(state, dispatch);
}

/** Links the selected words, or the whole link at the caret; an empty address takes the link away. Refuses unsafe ones. */
export function setLink(address: string): Command {
  return (state, dispatch) => {
    const range = linkRange(state);
    const href = safeLink(address);
    if (range === null || (address !== '' && href === null)) return false;
    if (dispatch) {
      const transaction = state.tr.removeMark(range.from, range.to, marks.link);
      if (href !== null) transaction.addMark(range.from, range.to, marks.link.create({ href }));
      dispatch(transaction.scrollIntoView());
    }
    return true;
  };
}

/** Address of the link at the selection's start, empty where there is none. */
export function linkAt(state: EditorState): string {
  const { $from, from, to } = state.selection;
  const found = (from === to ? $from.marks() : ($from.nodeAfter?.marks ?? [])).find(
    ({ type }) => type === marks.link,
  );
  return typeof found?.attrs['href'] === 'string' ? found.attrs['href'] : '';
}

/** Puts a picture with its caption after the block at the caret. */
export function insertFigure(image: {
  readonly src: string;
  readonly alt: string;
  readonly caption: string;
}): Command {
  const { src, alt, caption } = image;
  const words = caption === '' ? null : articleSchema.text(caption);
  return insertBlock(() =>
    nodes.figure.create(null, [
      nodes.image.create({ src, alt }),
      ...(words ? [nodes.caption.create(null, words)] : []),
    ]),
  );
}

/** A line across the column, after the block at the caret. */
export const insertRule: Command = insertBlock(() => nodes.rule.create());

/** A table of three rows and columns, the first row for headings. */
export const insertTable: Command = insertBlock(() =>
  nodes.table.create(null, [
    tableRow(nodes.table_header),
    tableRow(nodes.table_cell),
    tableRow(nodes.table_cell),
  ]),
);

/** A new line in the same block; false where the block holds code or no text. */
export const insertHardBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type.spec.code || !$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** Which formats, block and list hold at the selection. */
export interface Formats {
  readonly words: ReadonlySet<WordFormat>;
  readonly link: boolean;
  /** Null where the selection spans blocks of different kinds. */
  readonly block: BlockName | null;
  readonly quote: boolean;
  readonly list: ListType | null;
  readonly table: boolean;
}

/** What the toolbar shows as in force: for selected words, the formats that any of them has. */
export function formatsAt(state: EditorState): Formats {
  return {
    words: new Set(WORD_FORMATS.filter((format) => hasMark(state, marks[format]))),
    link: hasMark(state, marks.link),
    block: blockAt(state),
    quote: isInside(state, nodes.blockquote),
    list: isInside(state, nodes.bullet_list)
      ? 'bullet_list'
      : isInside(state, nodes.ordered_list)
        ? 'ordered_list'
        : null,
    table: isInside(state, nodes.table),
  };
}

/** Whether the caret is anywhere inside a node of this type. */
function isInside({ selection }: EditorState, type: NodeType): boolean {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return true;
  }
  return false;
}

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, $from, empty } = state.selection;
  if (!empty) return state.doc.rangeHasMark(from, to, type);
  return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
}

function blockAt(state: EditorState): BlockName | null {
  const found = new Set<BlockName | null>();
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node) => {
    if (node.isTextblock) found.add(blockName(node));
    return !node.isTextblock;
  });
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

function blockName(node: Node): BlockName | null {
  const block = BLOCKS.find(
    ({ type, attrs }) => node.type.name === type && (attrs === null || sameLevel(node, attrs)),
  );
  return block?.name ?? null;
}

function sameLevel(node: Node, attrs: Attrs): boolean {
  return node.attrs['level'] === attrs['level'];
}

function linkRange(state: EditorState): { from: number; to: number } | null {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  const link = marks.link.isInSet($from.marks());
  if (link === undefined) return null;
  let start = from;
  let end = to;
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    const holdsCaret = at <= from && from <= at + child.nodeSize;
    if (holdsCaret && link.isInSet(child.marks)) {
      start = at;
      end = at + child.nodeSize;
    }
  });
  return { from: start, to: end };
}

/** Puts a block after the outermost one at the caret, in place of an empty paragraph; the caret goes into it where words can. */
function insertBlock(make: () => Node): Command {
  return (state, dispatch) => {
    const { $to } = state.selection;
    if ($to.depth === 0) return false;
    const block = $to.node(1);
    const isEmpty = block.type === nodes.paragraph && block.content.size === 0;
    if (dispatch) {
      const at = isEmpty ? $to.before(1) : $to.after(1);
      const made = make();
      const transaction = isEmpty
        ? state.tr.replaceWith(at, $to.after(1), made)
        : state.tr.insert(at, made);
      const inside = Selection.findFrom(transaction.doc.resolve(at), 1, true);
      const isInside = inside !== null && inside.from < at + made.nodeSize;
      dispatch((isInside ? transaction.setSelection(inside) : transaction).scrollIntoView());
    }
    return true;
  };
}

function tableRow(cell: NodeType): Node {
  const cells = [0, 1, 2].map(() => cell.create(null, nodes.paragraph.create()));
  return nodes.table_row.create(null, cells);
}
