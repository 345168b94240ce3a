/** What the thread of the index is told and asked, and what it answers: plain data, since nothing else crosses. */
import type { Quote } from '../../shared/anchor/anchor.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import type { SearchKind } from '../../shared/wire/routes/search.ts';

/** One thing that can be found: a title, a text, or a thread. */
export interface Source {
  /** Under which it is replaced and removed: `title/ARTICLE`, or the key of its record. */
  readonly key: string;
  readonly kind: SearchKind;
  /** The number of the place that one must be able to read: of the article, or of the layer. */
  readonly place: number;
  /** BCP 47, of the article. */
  readonly language: string;
  /** Of a thread; null of others, whose facts the catalogue has. */
  readonly status: Status | null;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Ids of those who wrote in a thread; none of others. */
  readonly people: readonly string[];
  /** Words in parts, over whose ends no phrase goes. */
  readonly parts: readonly string[];
}

/** What is sought, and where. */
export interface Question {
  readonly words: string;
  readonly kinds: readonly SearchKind[];
  /** By the number of a place: 1 where one may look. All else is as if it weren't there. */
  readonly places: Uint8Array;
  readonly status: Status | null;
  readonly person: string | null;
  /** Of threads; milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Of those found, from the best on. */
  readonly skip: number;
  readonly take: number;
}

/** Keys of some of what was found, the best first, and how many there are of each kind. */
export interface Findings {
  readonly keys: readonly string[];
  readonly counts: Readonly<Record<SearchKind, number>>;
}

/** A piece of a sentence, and whether it is what was sought. */
export interface Piece {
  readonly words: string;
  readonly isFound: boolean;
}

/** One of the sentences with words that were sought. */
export interface Excerpt {
  readonly pieces: readonly Piece[];
  /** The first of the words as they stand in the part; null where there are none any more. */
  readonly quote: Quote | null;
}

/** A text of which the best sentence is wanted. */
export interface Excerptable {
  readonly language: string;
  readonly parts: readonly string[];
}

/** All that the thread does, by name: what it takes and what it gives. */
export interface Tasks {
  readonly put: { readonly takes: readonly Source[]; readonly gives: null };
  readonly remove: { readonly takes: readonly string[]; readonly gives: null };
  readonly find: { readonly takes: Question; readonly gives: Findings };
  readonly excerpts: {
    readonly takes: { readonly words: string; readonly of: readonly Excerptable[] };
    readonly gives: readonly Excerpt[];
  };
  /** How much there is: bytes of heap and of lists. */
  readonly size: { readonly takes: null; readonly gives: IndexSize };
}

/** Figures on the index. */
export interface IndexSize {
  readonly sources: number;
  readonly terms: number;
  readonly listBytes: number;
  readonly heapBytes: number;
}

/** A message to the thread. */
export type Order = {
  [Name in keyof Tasks]: {
    readonly id: number;
    readonly task: Name;
    readonly takes: Tasks[Name]['takes'];
  };
}[keyof Tasks];

/** Its answer; `error` is a sentence where it failed. */
export type Reply =
  | { readonly id: number; readonly gives: Tasks[keyof Tasks]['gives'] }
  | { readonly id: number; readonly error: string };
