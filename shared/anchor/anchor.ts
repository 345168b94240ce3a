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

/** Characters in a row by the ids of their Yjs items: `length` of them, from `clock` on of one Yjs client. */
export type IdRun = readonly [client: number, clock: number, length: number];

/** One character by the id of its Yjs item. */
export type CharacterId = readonly [client: number, clock: number];

/** What says which characters the words are, whatever becomes of the text around them. */
export interface Tie {
  /** The ids of the words, in order; of those that were deleted too, since an undo may bring them back. */
  readonly runs: readonly IdRun[];
  /** The character right before and after the words when they were last seen; null at the text's start and end. */
  readonly before: CharacterId | null;
  readonly after: CharacterId | null;
  /** No character of the words was left when the text last rested: others typed at their place since are not in their stead. */
  readonly lost?: true;
}

/**
 * A stored anchor: the ids of its words, two Yjs relative positions (base64) for other clients, the quoted words with their
 * context, and where they were. `exact` is what was annotated and stays, of many words their beginning and end alone, with what
 * tells whether others are the same; the rest is brought up to date (`reanchor.ts`). One without a tie was made by an earlier
 * version, or from a quote alone.
 */
export interface Anchor extends Quote, TextRange {
  readonly start: string;
  readonly end: string;
  readonly tie?: Tie;
  readonly abridged?: Abridged;
}

/** What there is to tell whether words are those of a quote that isn't kept whole. */
export interface Abridged {
  /** How many UTF-16 units they have, without line breaks at their edges. */
  readonly length: number;
  /** Of the words without their line breaks, which come and go with the blocks. */
  readonly digest: string;
}

/**
 * Where an anchor's words are in the text as it is.
 * `exact`: as quoted, and these very characters. `changed`: these, or what was written in their place, worded otherwise
 * (`exact` says how). `moved`: as quoted but for line breaks, made anew: cut and pasted, split, joined, undone; or found by
 * the quote where there is no tie. `ambiguous`: several equally good places, all named. `orphaned`: gone.
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
