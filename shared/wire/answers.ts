/** What the server answers over HTTP, as types; the presenters in `server/http` make them. */
import type { Article, ArticleStatus, Audience, Layer } from '../article/article.ts';
import type { Kind, PlacedAnnotation, Status } from '../annotation/annotation.ts';
import type { Direction } from '../article/language.ts';
import type { Role } from '../policy/actor.ts';

/** A page of a list; `next` is the cursor of the page after it, null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface MemberAnswer {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Shown to the owner and to oneself. */
  readonly email?: string;
  /** A name of the palette in `shared/presence/person.ts`. */
  readonly color: string;
  /** Who came by a share link and has no account. */
  readonly guest?: true;
}

export interface LayerAnswer {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly audience: Audience;
  readonly locked: boolean;
  readonly purpose: Layer['purpose'];
  /** Whether who asks may write in it. */
  readonly writable: boolean;
}

export interface ArticleAnswer extends Article {
  /** Address of its workspace. */
  readonly url: string;
  /** Address of its published page. */
  readonly readUrl: string;
  readonly layers: readonly LayerAnswer[];
  /** Life of the text room, for the socket's `epoch` parameter. */
  readonly epoch: number;
  /** What one is in this article, which may be more than in the workspace. */
  readonly role?: Role;
}

/** An article in the library. */
export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly status: ArticleStatus;
  readonly language: string;
  readonly direction: Direction;
  readonly created: string;
  readonly modified: string;
  readonly url: string;
  /** Open threads in layers that who asks may read. */
  readonly open: number;
}

/** An item of the moderators' queue: an annotation with its sentence as it is now. */
export interface QueueItem {
  readonly article: {
    readonly id: string;
    readonly title: string;
    readonly url: string;
    readonly language: string;
    readonly direction: Direction;
  };
  readonly annotation: PlacedAnnotation;
  /** Name of the author; null for a reader. */
  readonly author: string | null;
  /** The sentence around the words as it is now, in three parts; null where the words are gone. */
  readonly sentence: {
    readonly before: string;
    readonly words: string;
    readonly after: string;
  } | null;
}

export interface QueueAnswer extends Page<QueueItem> {
  /** How many there are of each kind under the same filter but for the kind. */
  readonly counts: Readonly<Record<Kind | 'all', number>>;
}

export interface ReportAnswer {
  /** Unguessable; with it the reader asks for the outcome. */
  readonly receipt: string;
  /** Page that tells the outcome. */
  readonly url: string;
}

export interface ReceiptAnswer {
  readonly status: Status;
  readonly exact: string;
  readonly suggestion: string | null;
  readonly received: string;
  readonly settled: string | null;
  readonly article: {
    readonly title: string;
    readonly url: string;
    readonly language: string;
    readonly direction: Direction;
  };
}
