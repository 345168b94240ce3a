/** What a format is: the interfaces of importers and exporters, plain functions that run in a worker process. */
import type { Node } from 'prosemirror-model';
import type { IdRun, Quote, TextRange } from '../../shared/anchor/anchor.ts';
import type {
  Annotation,
  Kind,
  PlacedAnnotation,
  Reply,
} from '../../shared/annotation/annotation.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { CopyChoices } from '../../shared/annotation/copy-choices.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { PictureMediaType } from '../../shared/article/pictures.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { CopyOrigin } from './copy-origin.ts';

/** What was read from a file: a document in the article schema, which passes `doc.check()`. */
export interface ImportedArticle {
  readonly doc: Node;
  /** The title's text, or a name found otherwise; never empty. */
  readonly title: string;
  /** BCP 47 tag, declared by the file or detected from its words; `und` where neither helps. */
  readonly language: string;
  readonly direction: Direction;
  /** Sentences for whoever brings it in: what was guessed, and what was left out on purpose. */
  readonly warnings: readonly string[];
  /** What the clean-up took out of it, in its order; nothing where none was asked for. */
  readonly gone: readonly Node[];
  /** Those whose data were in the file; the document has their addresses. */
  readonly pictures: readonly KeptPicture[];
  /** What people have said of it in the file, in its order; nothing where the format has no such thing. */
  readonly threads: readonly ImportedThread[];
  /** The same where the format keeps all of it, with the layers that it is in. */
  readonly notes?: KeptNotes;
}

/** Layers, people and notes of a copy that has all of them. Ids are those of where it was made, and mean nothing here. */
export interface KeptNotes {
  readonly layers: readonly Pick<
    Layer,
    'id' | 'name' | 'color' | 'audience' | 'locked' | 'purpose'
  >[];
  /** By the ids of people; who has none is nobody. */
  readonly names: ReadonlyMap<string, string>;
  readonly annotations: readonly KeptNote[];
}

/** A note as it was. Who did something is null where nobody may be named. */
export interface KeptNote extends Pick<
  Annotation,
  | 'id'
  | 'kind'
  | 'created'
  | 'modified'
  | 'body'
  | 'replacement'
  | 'color'
  | 'tags'
  | 'status'
  | 'statusBy'
  | 'statusAt'
  | 'edited'
  | 'pinned'
> {
  readonly author: string | null;
  readonly layer: string;
  readonly quote: {
    readonly exact: string;
    readonly prefix: string;
    readonly suffix: string;
    readonly from: number;
  };
  /** Where its words are in the text; null where they are gone. */
  readonly range: TextRange | null;
  readonly replies: readonly (Omit<Reply, 'author'> & { readonly author: string | null })[];
  readonly reactions: readonly { readonly emoji: string; readonly by: string | null }[];
}

/** What somebody says in a file. */
export interface ImportedRemark {
  /** The name that the file gives, whatever it is; perhaps empty. */
  readonly author: string;
  /** ISO 8601, in UTC; null where the file doesn't say. */
  readonly at: string | null;
  /** Markdown. */
  readonly body: string;
}

/** What somebody says in a file, with all that was answered. */
export interface ImportedTalk extends ImportedRemark {
  /** The words that it proposes instead; null for a comment. */
  readonly replacement: string | null;
  readonly isResolved: boolean;
  readonly replies: readonly ImportedRemark[];
}

/** What somebody says in a file of some words of the article: the range in the plain text, in UTF-16 units, one at least. */
export interface ImportedThread extends ImportedTalk, TextRange {}

/** The same of words that may not be in the text: those of a thread that had no place any more stand below it. */
export interface ReturnedThread extends ImportedTalk {
  /** The id that the file says for it; null where the file knows none, so that it is known by who said it and when. */
  readonly id: string | null;
  readonly range: TextRange | null;
}

/** What somebody has said in another program, which knows it by an id: the same whenever it comes. */
export interface ForeignRemark extends ImportedRemark {
  readonly id: string;
}

/** The words that a note of another program is on, as far as it says. */
export interface ForeignQuote extends Quote {
  /** Where they began in whatever the program counts; null where it doesn't say. */
  readonly from: number | null;
  /** The words before which they end, where only their first ones are quoted; null where all are. */
  readonly until: Quote | null;
}

/** A note that another program has made of words of a page, which may be the article. */
export interface ForeignNote extends ForeignRemark {
  readonly kind: Kind;
  /** The words that it proposes instead; null where it proposes none. */
  readonly replacement: string | null;
  readonly tags: readonly string[];
  /** Null where it is of no words. */
  readonly quote: ForeignQuote | null;
  /** The id of a note that it answers and that isn't in the file; null where it answers none. */
  readonly answers: string | null;
  readonly replies: readonly ForeignRemark[];
}

/** Words of a text in the place of which a copy of it that comes back has others. */
export interface Edit extends TextRange {
  /** What stands there in the copy; empty where they were deleted. Its ends are words, as are those of the range. */
  readonly replacement: string;
}

/** What is in a copy that comes back: its words and threads as they are in the file. */
export interface ReturnedFile {
  /** The plain text, without what a copy has around it; null where there are notes alone. */
  readonly text: string | null;
  readonly threads: readonly ReturnedThread[];
  /** Those of other programs, which know nothing of the text but what they quote. */
  readonly notes: readonly ForeignNote[];
  /** What the file says of where it comes from; null where it says nothing. */
  readonly origin: CopyOrigin | null;
  /** As of an import. */
  readonly warnings: readonly string[];
}

/** A picture whose bytes are of the kind that it says, and that browsers can draw. */
export interface CheckedPicture {
  /** SHA-256 of the bytes, in lower-case hex. */
  readonly hash: string;
  readonly mediaType: PictureMediaType;
  /** In px, as it is shown: turned where the picture says so. */
  readonly width: number;
  readonly height: number;
}

/** A picture that belongs to an article, known by its content. */
export interface KeptPicture extends Pick<CheckedPicture, 'hash' | 'mediaType'> {
  readonly bytes: Uint8Array;
}

/** The encodings that text can have. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Reads the files of one format. What it is called and which endings it has stands in `shared/article/formats.ts`. */
export interface Importer {
  /**
   * The article in a file's bytes; the problem `not-text`, or another that says what is wrong with the file, where there is
   * none in it. Hostile bytes come out as harmless text or as a problem: it throws on none, and leaves nothing running.
   * Memory outside of the heap, such as what is unpacked into buffers, has no limit but the importer's own.
   * `encoding` is that of text where the sender has declared it; null where the bytes have to tell. With `cleanUp` a format in
   * which there is more around a text than the text takes that out; others have nothing to take out.
   */
  read(
    bytes: Uint8Array,
    encoding: Encoding | null,
    cleanUp?: boolean,
  ): Result<ImportedArticle> | Promise<Result<ImportedArticle>>;
  /**
   * The same of a copy that comes back, where the format keeps threads; null where the file has none of them and is read as any
   * other. Problems as of `read`.
   */
  readReturned?(
    bytes: Uint8Array,
    encoding: Encoding | null,
  ): Promise<Result<ReturnedFile>> | Result<ReturnedFile> | null;
}

/**
 * Everything that a copy carries; the exporter decides on nothing but the form. What was chosen is done already, but for two
 * things: `choices.notes` says where the notes are, and a name may be empty.
 */
export interface AnnotatedCopy {
  readonly article: Article;
  /** Absolute address of the workspace, e.g. `https://desk.example/articles/ID`. */
  readonly url: string;
  /** Absolute address at which the words stand: the published page, or else the plain text. */
  readonly source: string;
  /** With the words of suggestions in it that were taken for accepted. */
  readonly doc: Node;
  /** Plain text of `doc`, the string that offsets refer to. */
  readonly text: string;
  /** The ids of the characters of a range; breaks between blocks have none. */
  runsIn(range: TextRange): readonly IdRun[];
  /** The picture behind an address that an image has; null where another host has it, or a copy has no room for it. */
  pictureAt(address: unknown): KeptPicture | null;
  /** The layers that are in the copy; none where it has no notes. */
  readonly layers: readonly Layer[];
  /** In the order of their places; those without a place last, by age. */
  readonly annotations: readonly PlacedAnnotation[];
  /** The name to show for an author's id: a member's, a pseudonym, or "Reader"; empty in a copy without names. */
  nameOf(author: string): string;
  readonly choices: CopyChoices;
}

/** Writes copies in one format. Its name, ending and media type stand in `shared/article/formats.ts`. */
export interface Exporter {
  /** A sentence on what this machine has not, so that nothing can be written on it; null where nothing is wanting. */
  wants?(): Promise<string | null>;
  /** The whole file: the same bytes for the same copy, whenever it is written. Throws on no copy, whatever the texts, addresses and raw attributes in it are. */
  write(copy: AnnotatedCopy): Uint8Array | Promise<Uint8Array>;
}
