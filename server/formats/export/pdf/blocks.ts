/** The blocks of a document as the sheet has them, whatever is in which: what the typesetter couldn't set is made simpler before. */
import type { Node } from 'prosemirror-model';
import { ownDirection } from '../../../../shared/article/block-directions.ts';
import type { Direction } from '../../../../shared/article/language.ts';
import { numberKind, writtenNumber } from '../../../../shared/article/number-kinds.ts';
import { textBlocks } from '../../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../../shared/article/plain-text.ts';
import { headingLevel } from '../../../../shared/article/schema.ts';
import { startOf } from '../list-start.ts';
import type { Notes } from '../notes.ts';
import { codeLines } from './code-lines.ts';
import type { Block, Piece, Setting, ShownPicture } from './sheet.ts';
import { gridOf } from './table-grid.ts';
import { WordCutter } from './words.ts';
import type { Stretch } from './words.ts';

/** Lists, quotes and tables in one another: each level doubles what the typesetter has to do, and a few more are beyond it. */
const MAX_DEPTH = 6;

/** Letters in a row that a line of the text holds. */
const LINE_RUN = 42;
const CODE = { setting: 'code', maxRun: 66 } as const;
/** That a row of cells holds. */
const ROW_RUN = 54;

/** Where a block stands. */
interface Place {
  readonly depth: number;
  readonly direction: Direction;
  readonly maxRun: number;
  /** Where a heading is none of the outline: a table's head is repeated. */
  readonly isInTable: boolean;
}

/** Blocks, and what of their words was annotated. */
export interface DrawnBlocks {
  readonly blocks: Block[];
  readonly stretches: readonly Stretch[];
}

/** What the blocks stand in. */
interface Around {
  readonly direction: Direction;
  /** Whose relative addresses those of the text are. */
  readonly base: string;
  /** The picture that an image shows; null where there are only words for it. */
  readonly shown: (image: Node) => ShownPicture | null;
}

/** Nothing is left out: what is too deep stands beside what it was in. */
export function drawBlocks(
  doc: Node,
  notes: Notes,
  { direction, base, shown }: Around,
): DrawnBlocks {
  const drawer = new BlockDrawer(doc, new WordCutter(notes, base), shown);
  const top = { depth: 0, direction, maxRun: LINE_RUN, isInTable: false };
  return { blocks: drawer.drawAll(doc, top), stretches: drawer.words.stretches };
}

/** Goes through one document once. */
class BlockDrawer {
  readonly words: WordCutter;
  readonly #shown: Around['shown'];
  readonly #texts: IterableIterator<TextBlock>;
  /** The level of the heading before. */
  #outline = 0;

  constructor(doc: Node, words: WordCutter, shown: Around['shown']) {
    this.words = words;
    this.#shown = shown;
    this.#texts = textBlocks(doc).values();
  }

  drawAll(parent: Node, place: Place): Block[] {
    return parent.children.flatMap((child) => this.#draw(child, place));
  }

  #draw(node: Node, around: Place): Block[] {
    const own = ownDirection(node, around.direction);
    const place = { ...around, direction: own ?? around.direction };
    if (node.isTextblock || (node.isLeaf && node.isBlock)) {
      const text = this.#texts.next().value; // each is come upon once and in order, so it is the next one of all
      return text === undefined ? [] : [this.#drawText(text, place, own)];
    }
    if (place.depth >= MAX_DEPTH || node.childCount === 0) return this.drawAll(node, place);
    const within = { ...place, depth: place.depth + 1 };
    switch (node.type.name) {
      case 'blockquote':
        return [{ kind: 'quote', direction: own, blocks: this.drawAll(node, within) }];
      case 'figure':
        return [{ kind: 'figure', direction: own, blocks: this.drawAll(node, place) }];
      case 'bullet_list':
      case 'ordered_list': {
        const items = node.children.map((item) => this.drawAll(item, within));
        return [{ kind: 'list', direction: own, markers: markersOf(node), items }];
      }
      case 'table':
        return [this.#drawTable(node, within)];
      default:
        return this.drawAll(node, place);
    }
  }

  #drawTable(table: Node, place: Place): Block {
    const { columns, head, cells } = gridOf(table);
    const maxRun = Math.max(4, Math.floor(Math.min(place.maxRun, ROW_RUN) / columns));
    const within = { ...place, depth: place.depth + 1, maxRun, isInTable: true };
    return {
      kind: 'table',
      direction: null,
      columns,
      head,
      cells: cells.map(({ node, ...cell }) => ({ ...cell, blocks: this.drawAll(node, within) })),
    };
  }

  #drawText(text: TextBlock, place: Place, direction: Direction | null): Block {
    const { node } = text;
    const { words } = this;
    const kind = node.type.name;
    switch (kind) {
      case 'rule':
        return { kind, direction, address: words.markerFor(text) };
      case 'image':
        return this.#drawPicture(text, direction);
      case 'code_block':
        return { kind: 'code', direction, lines: codeLines(words.piecesOf(text, CODE)) };
      default: {
        const manner = { setting: settingOf(text, place), maxRun: place.maxRun };
        return this.#drawLine(node, words.piecesOf(text, manner), place, direction);
      }
    }
  }

  /** Where the picture itself is there, its words are needed for the notes on it alone. */
  #drawPicture(text: TextBlock, direction: Direction | null): Block {
    const pieces = this.words.piecesFor(text, imageWords(text.node));
    const shown = this.#shown(text.node);
    const isAnnotated = pieces.some(({ kind }) => kind !== 'text');
    return {
      kind: 'picture',
      direction,
      shown,
      pieces: shown === null || isAnnotated ? pieces : [],
    };
  }

  /** A heading that says nothing, or that stands in a table, is none of the outline. */
  #drawLine(
    node: Node,
    pieces: readonly Piece[],
    place: Place,
    direction: Direction | null,
  ): Block {
    const kind = node.type.name;
    switch (kind) {
      case 'title':
      case 'standfirst':
      case 'byline':
      case 'caption':
        return { kind, direction, pieces };
      default:
    }
    if (kind !== 'heading' || place.isInTable || node.textContent.trim() === '') {
      return { kind: 'paragraph', direction, pieces };
    }
    const size = headingLevel(node.attrs.level);
    this.#outline = Math.min(Math.max(size - 1, 1), this.#outline + 1);
    return { kind, direction, level: this.#outline, size, pieces };
  }
}

function settingOf({ node }: TextBlock, { isInTable }: Place): Setting {
  if (isInTable) return 'table';
  const kind = node.type.name;
  return kind === 'title' || kind === 'heading' ? kind : 'text';
}

function markersOf(list: Node): string[] | null {
  if (list.type.name === 'bullet_list') return null;
  const kind = numberKind(list.attrs.kind);
  return list.children.map((_, index) => `${writtenNumber(startOf(list) + index, kind)}.`);
}

/** What stands where a picture of another host would: a copy has no more than its address. */
function imageWords({ attrs }: Node): string {
  const alt: unknown = attrs.alt;
  return typeof alt === 'string' && alt.trim() !== '' ? `Image: ${alt}` : 'Image';
}
