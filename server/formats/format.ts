/** What a format is: the interfaces of importers and exporters, plain functions that run in a worker process. */
import type { Node } from 'prosemirror-model';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { CopyChoices } from '../../shared/annotation/copy-choices.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { PictureMediaType } from '../../shared/article/pictures.ts';
import type { Result } from '../../shared/wire/problems.ts';

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

/** What somebody says in a file of some words of the article, with all that was answered. */
export interface ImportedThread extends ImportedRemark {
  /** Its words in the plain text, in UTF-16 units: one at least. */
  readonly from: number;
  readonly to: number;
  /** The words that it proposes instead; null for a comment. */
  readonly replacement: string | null;
  readonly isResolved: boolean;
  readonly replies: readonly ImportedRemark[];
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
