/** The interfaces of formats: what an importer gives, and what an exporter gets. */
import type { Node } from 'prosemirror-model';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { Steps } from '../turns.ts';

/** What was read from a file: a document in the article schema, which passes `doc.check()`. */
export interface ImportedArticle {
  readonly doc: Node;
  /** The title's text, or a name found otherwise; never empty. */
  readonly title: string;
  /** BCP 47 tag, declared by the file or detected from its words; `und` where neither helps. */
  readonly language: string;
  readonly direction: Direction;
}

export interface Importer {
  /** What the `format` field of a request says. */
  readonly name: string;
  readonly mediaTypes: readonly string[];
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Never throws on any string; hostile input comes out as harmless text. */
  read(content: string): ImportedArticle;
}

/** Everything that a copy carries; the exporter decides on nothing but the form. */
export interface AnnotatedCopy {
  readonly article: Article;
  /** Absolute address of the workspace, e.g. `https://desk.example/articles/ID`. */
  readonly url: string;
  readonly doc: Node;
  /** Plain text of `doc`, the string that offsets refer to. */
  readonly text: string;
  /** The layers that are in the copy. */
  readonly layers: readonly Layer[];
  /** In the order of their places; those without a place last, by age. */
  readonly annotations: readonly PlacedAnnotation[];
  /** The name to show for an author's id: a member's, a pseudonym, or "Reader". */
  nameOf(author: string): string;
  /** When the copy was made, ISO 8601. */
  readonly made: string;
}

/** What is called what is in `shared/article/copy-formats.ts`. */
export interface Exporter {
  /** With its charset. */
  readonly mediaType: string;
  /** In steps: a long article with all its threads takes longer than others should wait. */
  write(copy: AnnotatedCopy): Steps<string>;
}
