/** Reads the paragraphs and tables of a document, a cell, a note or a comment into blocks of the article schema. */
import type { Node } from 'prosemirror-model';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { gathered } from './flow.ts';
import type { Piece } from './flow.ts';
import { InlineReader, changedEnd, chosen, isRightToLeft, whoAndWhen } from './inline.ts';
import type { Beside } from './inline.ts';
import type { Line } from './line.ts';
import type { Reading } from './reading.ts';
import type { ParagraphRole } from './styles.ts';
import { cellsIn, tableOf } from './tables.ts';
import { attributeOf, childOf, childrenOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** How deep blocks may be nested, well below what a room refuses. */
const MAX_DEPTH = 44;
/** A list and its item. */
const LIST_DEPTH = 2;
const MAX_LIST_LEVELS = 9;
/** A table, its row and its cell. */
const TABLE_DEPTH = 3;
/** Deeper ones are no tables, but what is in their cells. */
const MAX_TABLE_DEPTH = 21;

const { nodes } = articleSchema;

/** The blocks in an element; `depth` says how deep they are. */
export function blocksIn(container: XmlElement, reading: Reading, depth = 1): Node[] {
  const reader = new BlockReader(reading, depth);
  reader.read(container);
  return reader.blocks();
}

class BlockReader {
  readonly #reading: Reading;
  readonly #depth: number;
  readonly #pieces: Piece[] = [];
  /** A line whose end was inserted: the paragraph that follows was the rest of it. */
  #carried: { readonly line: Line; readonly beside: Beside } | null = null;

  constructor(reading: Reading, depth: number) {
    this.#reading = reading;
    this.#depth = depth;
  }

  read(container: XmlElement): void {
    for (const child of childrenOf(container)) this.#readOne(child);
  }

  blocks(): Node[] {
    this.#endCarried();
    const levels = Math.floor((MAX_DEPTH - this.#depth) / LIST_DEPTH);
    return gathered(this.#pieces, Math.min(MAX_LIST_LEVELS, Math.max(1, levels)));
  }

  #readOne(element: XmlElement): void {
    switch (element.name) {
      case 'w:p':
        return this.#readParagraph(element);
      case 'w:tbl':
        return this.#readTable(element);
      case 'w:sdt':
        return this.read(childOf(element, 'w:sdtContent') ?? element);
      case 'mc:AlternateContent':
        return this.read(chosen(element));
      case 'w:commentRangeStart':
        return this.#reading.commentBetween('start', attributeOf(element, 'w:id') ?? '');
      case 'w:commentRangeEnd':
        return this.#reading.commentBetween('end', attributeOf(element, 'w:id') ?? '');
      case 'w:altChunk':
      case 'w:subDoc':
        this.#reading.left.hidden += 1;
        return;
      case 'm:oMathPara':
      case 'm:oMath':
      case 'w:r':
        return this.#readParagraph({ name: 'w:p', attributes: new Map(), children: [element] });
      case 'w:sectPr':
      case 'w:tblPr':
      case 'w:tcPr':
        return;
      default:
        // What is around paragraphs, such as `w:customXml`, `w:ins` or `w:moveTo`.
        this.read(element);
    }
  }

  #readParagraph(paragraph: XmlElement): void {
    const reading = this.#reading;
    const properties = childOf(paragraph, 'w:pPr');
    if (childOf(properties, 'w:pPrChange') !== null) reading.left.otherChanges += 1;
    const role = reading.styles.roleOf(properties);
    const head = reading.head.get(paragraph);
    const styles = reading.styles.chain(valueOf(properties, 'w:pStyle') ?? reading.styles.usual);
    const isPlain = head === undefined && role.kind === 'plain';
    const { line, beside } = this.#carried ?? {
      line: reading.newLine(role.kind === 'code'),
      beside: { before: [], after: [], boxes: [], isRule: false },
    };
    this.#carried = null;
    const before = line.length;
    new InlineReader(reading, line, isPlain ? styles : [], beside).read(paragraph);
    this.#count(line.length - before, isRightToLeft(paragraph, styles));
    const end = changedEnd(paragraph);
    // No suggestion joins two blocks; where all words of one go, nothing else of it is left to be said.
    if (end.deleted !== null && line.hasKept) reading.left.otherChanges += 1;
    if (end.inserted !== null && !reading.takesInsertions) {
      const inserted = [{ text: '\n', marks: [] }];
      line.changes.push({
        ...whoAndWhen(end.inserted),
        from: line.length,
        to: line.length,
        inserted,
      });
      this.#carried = { line, beside };
      return;
    }
    if (isDropCap(properties)) this.#carried = { line, beside };
    else this.#addParagraph(line, beside, properties, paragraph, role);
  }

  /** In a cell that was empty, what was inserted is its text; in the text itself it is proposed beside its neighbours. */
  #acceptInsertions(line: Line): void {
    if (!this.#reading.takesLoneInsertions) return;
    if (this.#depth > 1 && line.acceptInsertions()) this.#reading.left.accepted += 1;
  }

  #endCarried(): void {
    const carried = this.#carried;
    this.#carried = null;
    if (carried === null) return;
    this.#acceptInsertions(carried.line);
    this.#addBlock(carried.line, carried.beside, { kind: 'plain' }, null);
  }

  #count(length: number, isFromTheRight: boolean): void {
    const { written } = this.#reading;
    written.all += length;
    if (isFromTheRight) written.rightToLeft += length;
  }

  #addParagraph(
    line: Line,
    beside: Beside,
    properties: XmlElement | null,
    paragraph: XmlElement,
    role: ParagraphRole,
  ): void {
    this.#acceptInsertions(line);
    const head = this.#reading.head.get(paragraph);
    const isRule = beside.isRule || (line.isBlank && hasBorder(properties));
    if (head === undefined) this.#addBlock(line, beside, role, properties);
    else {
      this.#addAll(beside.before);
      this.#addLine(line, (content) => nodes[head].create(null, content));
      this.#addAll(beside.after);
    }
    if (isRule) this.#addAll([nodes.rule.create()]);
    // A box is beside its paragraph, and may hold anything.
    for (const box of beside.boxes) this.#addAll(blocksIn(box, this.#reading, this.#depth));
  }

  #addBlock(
    line: Line,
    { before, after }: Beside,
    role: ParagraphRole,
    properties: XmlElement | null,
  ): void {
    const isListed = role.kind === 'plain' || role.kind === 'quote';
    const marker = isListed ? this.#markerOf(properties) : null;
    if (marker?.kind === 'item' && !(line.isBlank && before.length + after.length === 0)) {
      const paragraph = madeOf(line, (content) => nodes.paragraph.create(null, content));
      this.#pieces.push({ ...marker, nodes: [...before, ...paragraph, ...after] });
      return;
    }
    this.#addAll(before);
    switch (role.kind) {
      case 'code':
      case 'caption':
        this.#pieces.push({ kind: role.kind, line });
        break;
      case 'heading':
        this.#addLine(line, (content) => nodes.heading.create({ level: role.level }, content));
        break;
      case 'title':
        this.#addLine(line, (content) => nodes.heading.create({ level: 1 }, content));
        break;
      case 'quote': {
        const quoted = madeOf(line, (content) => nodes.paragraph.create(null, content));
        if (quoted.length > 0) this.#pieces.push({ kind: 'quote', nodes: quoted });
        break;
      }
      default: {
        const words = marker?.kind === 'words' ? `${marker.words} ` : '';
        this.#addLine(
          line,
          (content) =>
            nodes.paragraph.create(
              null,
              words === '' ? content : [articleSchema.text(words), ...content],
            ),
          words.length,
        );
      }
    }
    this.#addAll(after);
  }

  #addAll(blocks: readonly Node[]): void {
    for (const node of blocks) this.#pieces.push({ kind: 'block', node });
  }

  #addLine(line: Line, make: (content: readonly Node[]) => Node, before = 0): void {
    this.#addAll(madeOf(line, make, before));
  }

  /** What stands before a paragraph that is in a list; null where it is in none. */
  #markerOf(properties: XmlElement | null) {
    const { styles, numbering } = this.#reading;
    const style = valueOf(properties, 'w:pStyle');
    const inStyles = styles.chain(style).map((one) => childOf(childOf(one, 'w:pPr'), 'w:numPr'));
    const own = childOf(properties, 'w:numPr');
    const all = [own, ...inStyles].filter((one) => one !== null);
    const list = all.map((one) => valueOf(one, 'w:numId')).find((id) => id !== null);
    if (list === undefined || list === null || list === '0') return null;
    const said = all.map((one) => valueOf(one, 'w:ilvl')).find((level) => level !== null);
    const asked =
      said === undefined || said === null ? numbering.levelOf(list, style ?? '') : Number(said);
    const level = asked >= 0 && asked < MAX_LIST_LEVELS ? Math.trunc(asked) : 0;
    const marker = numbering.next(list, level);
    if (marker === null || marker.kind === 'none') return null;
    if (marker.kind === 'words') return marker;
    const number = marker.kind === 'bullet' ? null : { kind: marker.numbers, value: marker.value };
    return { kind: 'item' as const, level, number };
  }

  #readTable(table: XmlElement): void {
    this.#endCarried();
    const read = (cell: XmlElement): Node[] =>
      blocksIn(cell, this.#reading, this.#depth + TABLE_DEPTH);
    for (const element of childrenOf(table)) {
      if (/^w:commentRange(?:Start|End)$/.test(element.name)) this.#readOne(element);
    }
    this.#reading.left.otherChanges += changesOfForm(table);
    if (this.#depth > MAX_TABLE_DEPTH) {
      for (const cell of cellsIn(table)) this.#addAll(blocksIn(cell, this.#reading, this.#depth));
      return;
    }
    const node = tableOf(table, read);
    if (node !== null) this.#addAll([node]);
  }
}

/** The block of a line; none where nothing is in it. */
function madeOf(line: Line, make: (content: readonly Node[]) => Node, before = 0): Node[] {
  const content = line.content();
  if (content.length === 0) return [];
  const node = make(content);
  line.settle(node, before);
  return [node];
}

/** A first letter that is set by itself belongs to the words that follow. */
function isDropCap(properties: XmlElement | null): boolean {
  const said = attributeOf(childOf(properties, 'w:framePr'), 'w:dropCap');
  return said === 'drop' || said === 'margin';
}

/** An empty paragraph with a line above or below it is a rule. */
function hasBorder(properties: XmlElement | null): boolean {
  const borders = childOf(properties, 'w:pBdr');
  return ['w:top', 'w:bottom', 'w:between'].some((side) => {
    const kind = valueOf(borders, side);
    return kind !== null && kind !== 'none' && kind !== 'nil';
  });
}

/** Rows and cells that were inserted or deleted while changes were tracked. */
function changesOfForm(table: XmlElement): number {
  return childrenOf(table, 'w:tr').filter((row) => {
    const properties = childOf(row, 'w:trPr');
    return childOf(properties, 'w:ins') !== null || childOf(properties, 'w:del') !== null;
  }).length;
}
