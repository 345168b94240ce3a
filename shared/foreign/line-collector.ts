/** Collects words into lines, as a browser would draw them: white space folded, none at the ends, pictures beside the sentence. */
import type { Mark, Node } from 'prosemirror-model';
import { articleSchema } from '../article/schema.ts';

const { paragraph, figure, hard_break: hardBreak } = articleSchema.nodes;

/** Makes the block of a line that has something to see. */
export type MakeLine = (content: readonly Node[]) => Node;

/** Takes words, breaks, pictures and whole blocks in their order; `blocks()` ends it. */
export class LineCollector {
  readonly #made: Node[] = [];
  readonly #makeLine: MakeLine;
  readonly #isOneLine: boolean;
  #line: Node[] = [];
  #before: Node[] = [];
  #after: Node[] = [];
  #isBreakDue = false;
  #isGapDue = false;

  /** `isOneLine`: a heading or caption, in which blocks begin only new lines of its text. */
  constructor(makeLine: MakeLine = makeParagraph, isOneLine = false) {
    this.#makeLine = makeLine;
    this.#isOneLine = isOneLine;
  }

  /** Adds words; `keepsLines` where a line feed is a break and blanks are not folded. */
  addText(text: string, marks: readonly Mark[], keepsLines: boolean): void {
    if (!keepsLines) this.#addWords(text.replace(/[ \t\n\r\f]+/g, ' '), marks);
    else {
      for (const [index, line] of text.split('\n').entries()) {
        if (index > 0) this.addBreak(marks);
        this.#addWords(line.replaceAll('\t', ' '), marks);
      }
    }
  }

  /** What was drawn here isn't text, but parts the words around it. */
  addGap(): void {
    this.#isGapDue = true;
  }

  addBreak(marks: readonly Mark[]): void {
    this.#trimEnd();
    if (this.#line.length > 0) this.#line.push(hardBreak.create(null, null, marks));
  }

  /** A picture in a sentence stands after it, one before its first word before. */
  addPicture(image: Node): void {
    const hasWords = this.#line.some(({ isText }) => isText);
    (hasWords ? this.#after : this.#before).push(figure.create(null, image));
    this.addGap();
  }

  addBlock(block: Node): void {
    if (this.#isOneLine) {
      this.#after.push(block);
      return;
    }
    this.endLine();
    this.#made.push(block);
  }

  /** What comes next stands on another line. */
  endLine(): void {
    if (this.#isOneLine) this.#isBreakDue ||= this.#line.length > 0;
    else this.#endBlock();
  }

  blocks(): Node[] {
    this.#endBlock();
    return this.#made;
  }

  #addWords(text: string, marks: readonly Mark[]): void {
    const isAtStart = this.#line.length === 0 || this.#line.at(-1)?.type === hardBreak;
    const isAfterBlank =
      isAtStart || this.#isBreakDue || /[ \n]$/.test(this.#line.at(-1)?.text ?? '');
    const words = isAfterBlank ? text.replace(/^ +/, '') : text;
    if (words === '' || (isAtStart && BLANK.test(words))) return;
    if (this.#isBreakDue) this.addBreak([]);
    else if (this.#isGapDue && this.#joinsWords(words)) this.#line.push(articleSchema.text(' '));
    [this.#isBreakDue, this.#isGapDue] = [false, false];
    this.#line.push(articleSchema.text(isAtStart ? words.replace(EDGE_START, '') : words, marks));
  }

  #joinsWords(next: string): boolean {
    return WORD_END.test(this.#line.at(-1)?.text ?? '') && WORD_START.test(next);
  }

  #trimEnd(): void {
    for (let last = this.#line.at(-1); last !== undefined; last = this.#line.at(-1)) {
      if (!last.isText) return;
      const text = (last.text ?? '').replace(EDGE_END, '');
      if (text === last.text) return;
      this.#line.pop();
      if (text !== '') this.#line.push(articleSchema.text(text, last.marks));
    }
  }

  #endBlock(): void {
    this.#trimEnd();
    while (this.#line.at(-1)?.type === hardBreak) {
      this.#line.pop();
      this.#trimEnd();
    }
    this.#made.push(...this.#before);
    if (this.#line.length > 0) this.#made.push(this.#makeLine(this.#line));
    this.#made.push(...this.#after);
    [this.#line, this.#before, this.#after] = [[], [], []];
    [this.#isBreakDue, this.#isGapDue] = [false, false];
  }
}

/** Blanks that indent a line or fill its end, no-break ones too. */
const EDGE_START = /^[ \u00A0]+/;
const EDGE_END = /[ \u00A0]+$/;
const BLANK = /^[ \u00A0]*$/;
const WORD_START = /^[\p{L}\p{N}\p{M}]/u;
const WORD_END = /[\p{L}\p{N}\p{M}]$/u;

function makeParagraph(content: readonly Node[]): Node {
  return paragraph.create(null, content);
}
