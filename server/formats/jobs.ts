/** What the worker processes are asked and what they answer: plain data, since nothing else can cross. */
import type { Article, Layer } from '../../shared/article/article.ts';
import type { CopyChoices } from '../../shared/annotation/copy-choices.ts';
import type { Quote, TextRange } from '../../shared/anchor/anchor.ts';
import type { CopyFormat, ImportFormat, ReturnFormat } from '../../shared/article/formats.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { CopyOrigin } from './copy-origin.ts';
import type {
  CheckedPicture,
  Edit,
  Encoding,
  ForeignNote,
  ImportedThread,
  KeptNotes,
  KeptPicture,
  ReturnedThread,
} from './format.ts';

/** A file, or a text, that is to become an article. */
export interface ArticleSource {
  readonly format: ImportFormat['name'];
  readonly bytes: Uint8Array;
  /** The encoding of a text where it is known; null where the bytes of a file have to tell. */
  readonly encoding: Encoding | null;
  /** Stands before the text unless the text begins with it; null where the text's own is to be found. */
  readonly title: string | null;
  /** BCP 47 tag in canonical form; null where it is to be found. */
  readonly language: string | null;
  /** Whether what is around the text of a page is taken out. */
  readonly cleanUp: boolean;
}

/** A part of an article, for a preview. */
export interface ArticlePart {
  readonly words: number;
  readonly pictures: number;
  /** The beginnings of its paragraphs and the like, the first of them where there are very many. */
  readonly passages: readonly string[];
}

/** What a clean-up of an article would do. */
export interface CleanUpPreview {
  readonly stays: ArticlePart;
  readonly goes: ArticlePart;
}

/** What is kept of an article that was read. */
export interface ReadArticle {
  /** Never empty. */
  readonly title: string;
  /** BCP 47 tag; `und` where it isn't known. */
  readonly language: string;
  readonly direction: Direction;
  /** Sentences for whoever brings it in: what was guessed, and what was left out on purpose. */
  readonly warnings: readonly string[];
  /** Those whose data were in what was read; the text has their addresses. */
  readonly pictures: readonly KeptPicture[];
  /** What was said of it in what was read. */
  readonly threads: readonly ImportedThread[];
  readonly notes: KeptNotes | null;
  /** A Yjs update: the history of the text begins with it, and is never rebuilt. */
  readonly update: Uint8Array;
}

/** A copy that comes back. */
export interface ReturnedSource extends Pick<ArticleSource, 'bytes' | 'encoding'> {
  readonly format: ReturnFormat['name'];
  /** Id of the article that it is to be a copy of. */
  readonly article: string;
  /** The plain text of that as it is now: what the copy is compared with where it doesn't say what it was made of. */
  readonly text: string;
}

/** What was done to a copy. All places are in the text that the copy was made of: the origin's, else the one that was given. */
export interface ReturnedCopy {
  readonly origin: CopyOrigin | null;
  /** Whether there is a text in it, and not notes alone. */
  readonly hasText: boolean;
  readonly edits: readonly Edit[];
  /** How many passages are others altogether. */
  readonly passages: number;
  /** All of the file, those that it left with too. */
  readonly threads: readonly ReturnedThread[];
  readonly notes: readonly PlacedNote[];
  readonly warnings: readonly string[];
}

/** A note of another program, with the words that it is on as the text that was given has them. */
export interface PlacedNote extends Omit<ForeignNote, 'quote'> {
  readonly quote: Quote;
  /** Where these words are: by the quote alone, so that nobody knows for certain. Null where they are nowhere, or in several places. */
  readonly range: TextRange | null;
}

/** The Yjs updates of a room as they are published, in their order. */
export type Updates = readonly Uint8Array[];

/** What an annotated copy is made of. Nothing is in it that may not be in the copy, but for threads that were not chosen. */
export interface CopySource {
  readonly format: CopyFormat['name'];
  readonly article: Article;
  /** Absolute address of the workspace. */
  readonly url: string;
  /** Absolute address at which the words stand: the published page, or else the plain text. */
  readonly source: string;
  readonly text: Updates;
  readonly layers: readonly { readonly layer: Layer; readonly updates: Updates }[];
  readonly choices: CopyChoices;
  /** Those of the article, whether or not they are in its text, as far as there is room for them in one copy. */
  readonly pictures: readonly KeptPicture[];
  /** People's names by their ids; nobody's where real names were not chosen. */
  readonly names: ReadonlyMap<string, string>;
}

/** The jobs of `format-worker.ts`, by name. */
export interface FormatJobs {
  /** Reads an article; a problem where the file holds none. */
  read(source: ArticleSource): Promise<Result<ReadArticle>>;
  /** Says what was done to a copy of an article; a problem where the file holds none, or is a copy of another one. */
  compare(source: ReturnedSource): Promise<Result<ReturnedCopy>>;
  /** What the bytes of a picture are; null where they are none that is kept. */
  check(bytes: Uint8Array): Promise<CheckedPicture | null>;
  /** Says what a clean-up would leave and take out of an article, whether or not `cleanUp` asks for it. */
  preview(source: ArticleSource): Promise<Result<CleanUpPreview>>;
  /** The bytes of an annotated copy; a problem where this machine has not what its format needs. */
  write(source: CopySource): Promise<Result<Uint8Array>>;
}
