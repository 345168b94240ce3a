/** The shapes of anchors: what ties an annotation to its words. Offsets count UTF-16 units of the plain text. */

export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** W3C TextQuoteSelector, with the old place as a tie-breaker between equal words. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A stored anchor: two Yjs relative positions (base64), the quoted words with their neighbours, and the place when made. */
export interface Anchor extends Quote, TextRange {
  readonly start: string;
  readonly end: string;
}

/**
 * Where an anchor's words are in the text as it is.
 * `exact`: as quoted. `changed`: still there, edited inside. `moved`: found by their quote at another place.
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
