/** An article as the catalogue and the interface know it, without its text. */
import type { Direction } from './language.ts';

/** Only a `published` article has a page for readers; an `archived` one has been put away, and is listed like any other. */
export const ARTICLE_STATUSES = ['draft', 'published', 'archived'] as const;
/** How far an article has come. */
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

/** What the catalogue keeps of an article. Its title follows the text's, where that has one. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** Last part of the published page's address; unique over all articles. */
  readonly slug: string;
  readonly status: ArticleStatus;
  /** BCP 47 tag. */
  readonly language: string;
  readonly direction: Direction;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
  /** Id of the member by whom it was brought in. */
  readonly author: string;
  /** Id of the person by whom it was changed last; absent where nobody has changed it since an older release, which kept none. */
  readonly editor?: string;
}

/** From the most readers to the fewest: `members` lets guests read too, `private` the layer's owner alone. */
export const AUDIENCES = ['public', 'members', 'editors', 'moderators', 'private'] as const;
/** Whom a layer is open to; `mayReadLayer` in the policy decides by it. */
export type Audience = (typeof AUDIENCES)[number];

/** What the server uses layers for: readers' reports go to the one of an article whose purpose is `reports`. */
export const PURPOSES = ['comments', 'reports', 'notes', 'custom'] as const;
/** `custom` for every layer that people make; all others are made by the server. */
export type Purpose = (typeof PURPOSES)[number];

/** A named set of annotations on one article with its own colour, readers and writers. */
export interface Layer {
  readonly id: string;
  readonly article: string;
  readonly name: string;
  /** One of `COLORS` in `annotation/annotation.ts`. */
  readonly color: string;
  readonly audience: Audience;
  readonly locked: boolean;
  /** The member whose private layer this is; null where it is shared. */
  readonly owner: string | null;
  readonly purpose: Purpose;
  readonly created: string;
}

/** Whether a layer is in a copy for which none are named: what one wrote for oneself leaves only where one says so. */
export function isCopiedUnnamed({ audience }: Pick<Layer, 'audience'>): boolean {
  return audience !== 'private';
}
