/** An article as the catalogue and the interface know it, without its text. */
import type { Direction } from './language.ts';

export const ARTICLE_STATUSES = ['draft', 'published', 'archived'] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

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
  /** Member id of who brought it in. */
  readonly author: string;
}

export const AUDIENCES = ['public', 'members', 'editors', 'moderators', 'private'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What the server uses layers for: readers' reports go to the one of an article whose purpose is `reports`. */
export const PURPOSES = ['comments', 'reports', 'notes', 'custom'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A named set of annotations on one article with its own colour, readers and writers. */
export interface Layer {
  readonly id: string;
  readonly article: string;
  readonly name: string;
  /** One of the palette's names, see `annotation/color.ts`. */
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
