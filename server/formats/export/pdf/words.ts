/** The words of a block as pieces: cut where notes begin and end, with numbers after the words. */
import type { Mark, Node } from 'prosemirror-model';
import { safeLink } from '../../../../shared/article/addresses.ts';
import type { TextBlock } from '../../../../shared/article/plain-text.ts';
import { numbersWithin } from '../../../ascending.ts';
import { cleanText } from '../../../html/escape.ts';
import { notesByPoint } from '../notes.ts';
import type { Note, Notes } from '../notes.ts';
import { markerAddress } from './addresses.ts';
import { RUN_MARKS } from './sheet.ts';
import type { Piece, Run, RunMark, Setting } from './sheet.ts';

/** Annotated words that lie under the same notes. */
export interface Stretch {
  /** The numbers of the notes. */
  readonly notes: readonly number[];
  /** Where the words lead besides; null where nowhere. */
  readonly href: string | null;
  readonly setting: Setting;
}

/** How the words of a block are set. */
export interface Manner {
  readonly setting: Setting;
  /** How many letters may stand in a row without a place to break the line. */
  readonly maxRun: number;
}

type AddressOf = (notes: readonly number[], href: string | null) => string;

/** Longer addresses are of no use, and no typesetter or reader takes them. */
const MAX_ADDRESS = 4000;

/** Cuts the blocks of one text, which are to be asked for in their order, and remembers what it cut. */
export class WordCutter {
  /** In the order of their index. */
  readonly stretches: Stretch[] = [];
  readonly #base: string;
  readonly #points: ReadonlyMap<number, readonly Note[]>;
  readonly #offsets: readonly number[];
  /** By where they begin; those that have are among `#open`. */
  readonly #coming: readonly Note[];
  #next = 0;
  #open: Note[] = [];

  /** Relative addresses of links are those of `base`. */
  constructor(notes: Notes, base: string) {
    this.#base = base;
    this.#points = notesByPoint(notes);
    this.#offsets = [...this.#points.keys()];
    const withWords = notes.placed.filter(({ range }) => range!.to > range!.from);
    this.#coming = withWords.toSorted((one, other) => one.range!.from - other.range!.from);
  }

  /** All of the block's words; code keeps its line ends. */
  piecesOf({ node, from, to }: TextBlock, { setting, maxRun }: Manner): Piece[] {
    const pieces = new PieceList(this.#addresses(setting));
    const isCode = node.type.spec.code === true;
    const cuts = this.#cutsOf(from, to);
    let start = from;
    let at = 0;
    for (const child of node.children) {
      const end = start + child.nodeSize;
      for (let offset = start; offset < end;) {
        this.#putNumbers(pieces, offset);
        while ((cuts[at] ?? Infinity) <= offset) at += 1;
        const stop = Math.min(end, cuts[at] ?? end);
        const run = runOf(child, offset - start, stop - start, { maxRun, isCode });
        pieces.add(run, this.#coverOf(offset, stop), this.#hrefOf(child.marks));
        offset = stop;
      }
      start = end;
    }
    this.#putNumbers(pieces, to);
    return pieces.done();
  }

  /** Words of ours in the place of an image: its note is on all of them. */
  piecesFor({ from, to }: TextBlock, words: string): Piece[] {
    const pieces = new PieceList(this.#addresses('text'));
    this.#cutsOf(from, to);
    pieces.add({ kind: 'text', text: cleanText(words), marks: [] }, this.#coverOf(from, to), null);
    for (const point of [from, to]) this.#putNumbers(pieces, point);
    return pieces.done();
  }

  /** The address that finds the place of a rule again; null where nobody annotated it. */
  markerFor({ from, to }: TextBlock): string | null {
    this.#cutsOf(from, to);
    const notes = this.#coverOf(from, to);
    return notes.length === 0 ? null : this.#addresses('text')(notes, null);
  }

  /** Offsets within the block at which something begins, ends or stands. Takes in the notes that are on it. */
  #cutsOf(from: number, to: number): number[] {
    this.#open = this.#open.filter(({ range }) => range!.to > from);
    while ((this.#coming[this.#next]?.range?.from ?? Infinity) < to) {
      const note = this.#coming[this.#next]!;
      if (note.range!.to > from) this.#open.push(note);
      this.#next += 1;
    }
    const edges = this.#open.flatMap(({ range }) => [range!.from, range!.to]);
    const cuts = new Set([...edges, ...numbersWithin(this.#offsets, from, to)]);
    return [...cuts].filter((cut) => cut > from && cut < to).sort((one, other) => one - other);
  }

  #coverOf(from: number, to: number): number[] {
    return this.#open
      .filter(({ range }) => range!.from < to && range!.to > from)
      .map(({ number }) => number);
  }

  #putNumbers(pieces: PieceList, offset: number): void {
    for (const { number, color } of this.#points.get(offset) ?? []) {
      const address = markerAddress({ kind: 'number', index: number });
      pieces.addNumber({ kind: 'number', address, number, color });
    }
  }

  #addresses(setting: Setting): AddressOf {
    return (notes, href) => {
      this.stretches.push({ notes, href, setting });
      return markerAddress({ kind: 'words', index: this.stretches.length - 1 });
    };
  }

  #hrefOf(marks: readonly Mark[]): string | null {
    const link = marks.find(({ type }) => type.name === 'link');
    const address = link === undefined ? null : safeLink(link.attrs.href);
    if (address === null || !URL.canParse(address, this.#base)) return null;
    const { href, protocol } = new URL(address, this.#base);
    const isSafe = ['http:', 'https:', 'mailto:'].includes(protocol);
    return isSafe && href.length <= MAX_ADDRESS ? href : null;
  }
}

/** Pieces in the making: runs under the same notes, or in the same link, become one. */
class PieceList {
  readonly #addressOf: AddressOf;
  readonly #pieces: Piece[] = [];
  #runs: Run[] = [];
  #notes: readonly number[] = [];
  #href: string | null = null;

  constructor(addressOf: AddressOf) {
    this.#addressOf = addressOf;
  }

  add(run: Run, notes: readonly number[], href: string | null): void {
    if (notes.join() !== this.#notes.join() || href !== this.#href) this.#close();
    this.#notes = notes;
    this.#href = href;
    this.#runs.push(run);
  }

  addNumber(piece: Piece): void {
    this.#close();
    this.#pieces.push(piece);
  }

  done(): Piece[] {
    this.#close();
    return this.#pieces;
  }

  #close(): void {
    const runs = this.#runs;
    if (runs.length === 0) return;
    this.#runs = [];
    if (this.#notes.length === 0 && this.#href === null) {
      this.#pieces.push(...runs);
      return;
    }
    const address =
      this.#notes.length === 0 ? this.#href! : this.#addressOf(this.#notes, this.#href);
    this.#pieces.push({ kind: 'link', address, isOutward: this.#href !== null, runs });
  }
}

function runOf(
  child: Node,
  from: number,
  to: number,
  { maxRun, isCode }: { readonly maxRun: number; readonly isCode: boolean },
): Run {
  if (!child.isText) return { kind: 'break' };
  const text = cleanText(child.text!.slice(from, to));
  const lines = isCode ? text : text.replaceAll(/[\n\t]/g, ' ');
  return { kind: 'text', text: breakable(lines, maxRun), marks: marksOf(child.marks) };
}

function marksOf(marks: readonly Mark[]): RunMark[] {
  return RUN_MARKS.filter((name) => marks.some(({ type }) => type.name === name));
}

/** With ZERO WIDTH SPACEs in rows of letters that are longer than a line: what is off the paper can't be read at all. */
function breakable(text: string, maxRun: number): string {
  // Letters without case are of scripts whose lines break in other ways, or whose letters are joined.
  const row = new RegExp(`[^\\s\\p{Lo}]{${maxRun}}(?=[^\\s\\p{Lo}\\p{M}\\p{Cf}])`, 'gu');
  return text.replace(row, '$&\u200B');
}
