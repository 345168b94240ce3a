/** What is known and collected while one Word file is read. */
import type { Part } from './package.ts';
import type { Relationship } from './package.ts';
import type { KeptPicture } from '../../format.ts';
import { checkPicture } from '../../picture.ts';
import { pictureAddress } from '../../../../shared/article/pictures.ts';
import { Line } from './line.ts';
import type { Spot } from './line.ts';
import type { Numbering } from './numbering.ts';
import type { Package } from './package.ts';
import type { Styles } from './styles.ts';
import type { XmlElement } from './xml.ts';
import type { HeadLine } from '../../../../shared/foreign/blocks.ts';

/** Where a comment stands, as far as the text says so. */
export interface CommentPlace {
  start: Spot | null;
  end: Spot | null;
  /** Where its sign is drawn. */
  sign: Spot | null;
}

/** A field of Word while it is read: first its instruction, then what it shows. */
export interface Field {
  isInstruction: boolean;
  instruction: string;
}

/** A note below the text or at its end. */
export interface ReferredNote {
  readonly kind: 'footnote' | 'endnote';
  readonly id: string;
}

/** What is left out on purpose, or done otherwise than the file says, for the sentences to whoever brings it in. */
export interface Tally {
  pictures: number;
  hidden: number;
  /** Changes of the form, of rows and of pictures. */
  otherChanges: number;
  /** Inserted words that stand in the text, since there were no others beside them. */
  accepted: number;
}

/** One file's reading. It is handed to all that read a part of it, and used once. */
export class Reading {
  readonly styles: Styles;
  readonly numbering: Numbering;
  /** Lines of the head, found before. */
  readonly head: ReadonlyMap<XmlElement, HeadLine>;
  /** Whether the whole text was inserted while changes were tracked, and is taken for what there is. */
  readonly takesInsertions: boolean;
  /** Whether words that were inserted where nothing else stands are in the text: else they are only proposed, beside others. */
  readonly takesLoneInsertions: boolean;
  readonly lines: Line[] = [];
  readonly comments = new Map<string, CommentPlace>();
  readonly fields: Field[] = [];
  readonly notes: ReferredNote[] = [];
  readonly left: Tally = { pictures: 0, hidden: 0, otherChanges: 0, accepted: 0 };
  /** How many characters stand in paragraphs from right to left, and in all. */
  readonly written = { rightToLeft: 0, all: 0 };
  readonly languages = new Map<string, number>();
  readonly #noteNumbers = new Map<string, number>();
  readonly #package: Package;
  readonly #pictures = new Map<string, KeptPicture>();
  readonly #addresses = new Map<string, string | null>();
  /** Comments that begin with the next line. */
  #beginning: string[] = [];
  #part: Part;

  constructor(
    file: Package,
    known: Pick<
      Reading,
      'styles' | 'numbering' | 'head' | 'takesInsertions' | 'takesLoneInsertions'
    >,
  ) {
    this.#package = file;
    this.#part = file.document;
    ({
      styles: this.styles,
      numbering: this.numbering,
      head: this.head,
      takesInsertions: this.takesInsertions,
      takesLoneInsertions: this.takesLoneInsertions,
    } = known);
  }

  /** Reads something of another part, whose relationships count meanwhile. */
  within<T>(part: Part, read: () => T): T {
    const outer = this.#part;
    this.#part = part;
    const value = read();
    this.#part = outer;
    return value;
  }

  newLine(keepsBlanks = false): Line {
    const line = new Line(keepsBlanks);
    this.lines.push(line);
    for (const id of this.#beginning) this.comment(id).start ??= line.here;
    this.#beginning = [];
    return line;
  }

  /** The place of a comment, to be filled in. */
  comment(id: string): CommentPlace {
    const known = this.comments.get(id);
    if (known !== undefined) return known;
    const place: CommentPlace = { start: null, end: null, sign: null };
    this.comments.set(id, place);
    return place;
  }

  /** A comment begins or ends, or has its sign, between two blocks. */
  commentBetween(what: 'start' | 'end' | 'sign', id: string): void {
    const last = this.lines.at(-1)?.here ?? null;
    if (what === 'start') this.#beginning.push(id);
    else this.comment(id)[what] ??= last;
  }

  relationship(id: string | null): Relationship | null {
    return this.#part.relationships.get(id ?? '') ?? null;
  }

  /** The number of a note that is referred to. */
  noteNumber(note: ReferredNote): number {
    const key = `${note.kind} ${note.id}`;
    const known = this.#noteNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.notes.push(note);
    this.#noteNumbers.set(key, number);
    return number;
  }

  /** The address of a picture in the file; null where it isn't there, or is of no kind that is kept. */
  pictureAddress(relationship: string | null): string | null {
    const found = this.relationship(relationship);
    if (found?.kind !== 'part') return null;
    const known = this.#addresses.get(found.name);
    if (known !== undefined) return known;
    const bytes = this.#package.bytes(found.name);
    const checked = bytes === null ? null : checkPicture(bytes);
    let address: string | null = null;
    if (bytes !== null && checked !== null) {
      const { hash, mediaType } = checked;
      this.#pictures.set(hash, { hash, mediaType, bytes });
      address = pictureAddress(hash);
    }
    this.#addresses.set(found.name, address);
    return address;
  }

  /** All pictures that were kept so far, each once. */
  get pictures(): readonly KeptPicture[] {
    return [...this.#pictures.values()];
  }
}
