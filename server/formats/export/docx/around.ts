/** What a block of a Word file is in: its paragraphs say it themselves. */
import type { Direction } from '../../../../shared/article/language.ts';
import type { ListStyle } from './numbering.ts';
import { properties } from './properties.ts';
import { element } from './xml.ts';

/** What a block is in. */
export interface Around {
  readonly direction: Direction;
  /** From the margin, in twentieths of a point. */
  readonly indent: number;
  /** Of the page or the cell, in twentieths of a point. */
  readonly width: number;
  /** How many lists it is in. */
  readonly depth: number;
  /** Of the paragraphs in it. */
  readonly style: 'Quote' | 'TableHeading' | 'TableText' | 'ListParagraph' | null;
  /** The number or bullet of the item that it is in, which the item's first paragraph takes. */
  readonly marker: Marker | null;
}

/** A number or bullet; `isTaken` once it stands before a paragraph. */
export interface Marker {
  readonly list: ListStyle;
  isTaken: boolean;
}

/** A paragraph that stands for no block of the article, such as one that parts two tables. */
export const SPACER = element('w:p', {}, properties('pPr', { pStyle: 'Spacer' }));
