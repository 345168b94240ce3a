/** What an anchor keeps of the words that it quotes, and whether words are those. */
import type { Anchor } from './anchor.ts';

/** The quoted words of an anchor, whole or not. */
export type Quotation = Pick<Anchor, 'exact' | 'abridged'>;

/** A quote up to this many UTF-16 units is kept whole: every page that opens the article gets the quotes of all notes. */
const MAX_KEPT = 2000;
/** Of a longer one this many are kept of its beginning, and of its end. */
const EDGE = 500;
/** Stands between the two. */
const GAP = ' […] ';

/** What an anchor keeps of words. */
export function quotationOf(words: string): Quotation {
  if (words.length <= MAX_KEPT) return { exact: words };
  const [first, last] = [words.slice(0, EDGE), words.slice(-EDGE)].map(withoutHalves);
  const { length } = withoutEdgeBreaks(words);
  return { exact: `${first}${GAP}${last}`, abridged: { length, digest: digestOf(words) } };
}

/** Whether words are those that an anchor quotes: `same`; `broken` where they differ in line breaks alone; or `other`. */
export function compareQuotation(
  { exact, abridged }: Quotation,
  words: string,
): 'same' | 'broken' | 'other' {
  // No id and no position is that of a break between two blocks, so one at an edge of the quote is never among the words.
  if (abridged === undefined) {
    if (words === exact || words === withoutEdgeBreaks(exact)) return 'same';
    return withoutBreaks(words) === withoutBreaks(exact) ? 'broken' : 'other';
  }
  if (words.length * 2 < abridged.length || digestOf(words) !== abridged.digest) return 'other';
  return withoutEdgeBreaks(words).length === abridged.length ? 'same' : 'broken';
}

/** How many UTF-16 units the quoted words have. */
export function quotedLength({ exact, abridged }: Quotation): number {
  return abridged?.length ?? exact.length;
}

/** The beginning and the end of quoted words that are not kept whole; null where they are. */
export function edgesOf({ exact, abridged }: Quotation): readonly [string, string] | null {
  // Each end may be shorter by half a character. The words may have such signs too, as editors leave them.
  const gap = abridged === undefined ? -1 : exact.indexOf(GAP, EDGE - 2);
  return gap < 0 ? null : [exact.slice(0, gap), exact.slice(gap + GAP.length)];
}

/** Two hashes of 32 bits by multiplication. Nothing is decided by it but what a card says: the ids say where the words are. */
function digestOf(words: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < words.length; at += 1) {
    const unit = words.charCodeAt(at);
    if (unit === 0x0a) continue;
    one = Math.imul(one ^ unit, 2_654_435_761);
    other = Math.imul(other ^ unit, 1_597_334_677);
  }
  return [one, other].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}

function withoutBreaks(words: string): string {
  return words.replaceAll('\n', '');
}

function withoutEdgeBreaks(words: string): string {
  return words.replace(/^\n+|\n+$/g, '');
}

function withoutHalves(words: string): string {
  return words.replace(/^\p{Surrogate}|\p{Surrogate}$/gu, '');
}
