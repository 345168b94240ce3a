/** What is drawn, as plain data: the template reads it as JSON, so that no text of an article is ever code of the typesetter. */
import type { Color } from '../../../../shared/annotation/annotation.ts';
import type { Direction } from '../../../../shared/article/language.ts';

/** The marks that words can have; a link isn't among them. */
export const RUN_MARKS = [
  'strong',
  'em',
  'strike',
  'underline',
  'superscript',
  'subscript',
  'code',
] as const;
/** One of `RUN_MARKS`. */
export type RunMark = (typeof RUN_MARKS)[number];

/** Words with the same marks, or the end of a line. */
export type Run =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly RunMark[] }
  | { readonly kind: 'break' };

/** What a line is made of, in its order. */
export type Piece =
  | Run
  /** Words that somebody annotated, or that lead somewhere: `address` is a real one, or one that stands for a place. */
  | {
      readonly kind: 'link';
      readonly address: string;
      /** Whether it leads somewhere out of the file, and is to look like it. */
      readonly isOutward: boolean;
      readonly runs: readonly Run[];
    }
  /** The number of a note, right after its words. */
  | {
      readonly kind: 'number';
      readonly address: string;
      readonly number: number;
      readonly color: Color;
    };

/** The room between the lines of one block, in ems: the typesetter counts half of it above and below to a link's place. */
export const LEADING = { text: 0.5, title: 0.28, heading: 0.32, table: 0.42, code: 0.42 } as const;
/** One of `LEADING`. */
export type Setting = keyof typeof LEADING;

/** A cell with its place among the columns and rows. */
export interface SheetCell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly isHeader: boolean;
  readonly blocks: readonly Block[];
}

/** A picture itself. */
export interface ShownPicture {
  /** Among the typesetter's files. */
  readonly path: string;
  /** For who doesn't see it. */
  readonly alt: string;
  /** In points, where there is room for so much. */
  readonly width: number;
}

/** A block; its direction is null where it is that of what it is in. */
export type Block = { readonly direction: Direction | null } & (
  | {
      readonly kind: 'paragraph' | 'title' | 'standfirst' | 'byline' | 'caption';
      readonly pieces: readonly Piece[];
    }
  /** The words alone stand for a picture of which there is no more; else they are there where somebody annotated it. */
  | {
      readonly kind: 'picture';
      readonly shown: ShownPicture | null;
      readonly pieces: readonly Piece[];
    }
  /** `level` is that of the outline, which leaves none out; `size` from 1 to 6 is how it looks. */
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly size: number;
      readonly pieces: readonly Piece[];
    }
  | { readonly kind: 'quote' | 'figure'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      /** Null for a bulleted one. */
      readonly markers: readonly string[] | null;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly columns: number;
      /** How many rows are its head, which stands on each page. */
      readonly head: number;
      readonly cells: readonly SheetCell[];
    }
  | { readonly kind: 'code'; readonly lines: readonly (readonly Piece[])[] }
  /** `address` where somebody annotated it. */
  | { readonly kind: 'rule'; readonly address: string | null }
);

/** An answer in a note. */
export interface SheetReply {
  readonly author: string;
  readonly time: string;
  readonly blocks: readonly Block[];
}

/** A thread as it stands in the list behind the text. */
export interface SheetNote {
  readonly number: number;
  /** Of its number, by which its place on the page is found. */
  readonly address: string;
  readonly color: Color;
  readonly isSettled: boolean;
  readonly quote: string;
  readonly author: string;
  readonly time: string;
  /** In English: kind and status. */
  readonly state: string;
  /** In English: what became of the words; null where they stand as they were. */
  readonly place: string | null;
  /** The words proposed instead, empty for none at all; null where none were. */
  readonly replacement: string | null;
  readonly blocks: readonly Block[];
  /** In English. */
  readonly facts: readonly string[];
  readonly replies: readonly SheetReply[];
}

/** All that the template draws. */
export interface Sheet {
  readonly title: string;
  /** As the typesetter takes it: two or three small letters. */
  readonly language: string;
  /** Two capital letters; null for none. */
  readonly region: string | null;
  readonly direction: Direction;
  /** Of the text: year, month, day, hour, minute, second; null where its time is none. */
  readonly made: readonly number[] | null;
  readonly fonts: { readonly [Use in 'serif' | 'sans' | 'mono']: readonly string[] };
  readonly colors: Readonly<Record<Color, string>>;
  readonly leading: Readonly<Record<Setting, number>>;
  readonly blocks: readonly Block[];
  readonly notes: readonly SheetNote[];
  readonly displaced: readonly SheetNote[];
  /** In English: where the copy comes from, and what is wanting in it. */
  readonly origin: readonly string[];
  /** Of the workspace; null in a copy that is for readers. */
  readonly url: string | null;
}
