/** The shapes of anchors: what ties an annotation to its words. Offsets count UTF-16 units of the plain text. */

/** From the first character up to before the one at `to`. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** The words and their context, as W3C's TextQuoteSelector has them, which however counts code points and not UTF-16 units. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * A stored anchor: two Yjs relative positions (base64), the quoted words with their context, and where they were, which
 * decides between equal words. `exact` is what was annotated and stays; all else is brought up to date now and then
 * (`reanchor.ts`).
 */
export interface Anchor extends Quote, TextRange {
  readonly start: string;
  readonly end: string;
  /** How the words read when they were last brought up to date, where that isn't as quoted. */
  readonly latest?: string;
}

/**
 * Where an anchor's words are in the text as it is.
 * `exact`: as quoted, where they were tied to. `changed`: still there, worded otherwise (`exact` says how).
 * `moved`: as quoted but for line breaks, found by the quote: cut and pasted, split, joined or undone.
 * `ambiguous`: several equally good places, all named. `orphaned`: gone.
 */
export type Anchoring =
  | {
      readonly state: 'exact' | 'changed' | 'moved';
      readonly from: number;
      readonly to: number;
      readonly exact: string;
    }
  | {
      readonly state: 'ambiguous';
      readonly from: null;
      readonly to: null;
      readonly exact: string;
      readonly candidates: readonly TextRange[];
    }
  | { readonly state: 'orphaned'; readonly from: null; readonly to: null; readonly exact: string };
