/** Compares the words of a text with those of a copy of it that came back: what was edited there, and what stands where. */
import { diffArrays } from 'diff';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { Edit } from '../format.ts';

/** What came of comparing. */
export interface Comparison {
  /** In order, none overlapping another. */
  readonly edits: readonly Edit[];
  /** How many passages differ too much for anybody to say what was done in them. */
  readonly passages: number;
  /** The words of the text where these of the copy stand, or whose place they have; null where the text has no words. */
  inText(range: TextRange): TextRange | null;
  /** The same, but null where the first or the last of the words is none of the text's. */
  sameInText(range: TextRange): TextRange | null;
}

/** A word or a sign, with its place. */
interface Token extends TextRange {
  /** As it is compared: without what programs change by themselves. */
  readonly word: string;
}

/** Tokens from one index up to another one, in the text and in the copy: the same words, an edit of them, or another passage. */
interface Stretch {
  readonly what: 'same' | 'edited' | 'other';
  readonly text: TextRange;
  readonly copy: TextRange;
}

/** Scripts without blanks are compared by letters. */
const TOKEN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*|[\p{L}\p{N}\p{M}\p{Cf}_]+|[^\s\ufffc]/gu;

/** Marks that programs put in and take out; joiners are spelling. */
const UNSEEN = /(?!\p{Join_Control})\p{Cf}/gu;

/** A passage in which more was done than this is another one, not an edited one. */
const MOST_EDITS = 4000;
/** So many words between two edits may be the same by chance. */
const GAP = 2;

/** Compares words and signs alone: how they are parted, and what stands for a picture, differs from format to format. */
export function compareWords(text: string, copy: string): Comparison {
  const [ours, theirs] = [tokensIn(text), tokensIn(copy)];
  const stretches = compared(lines(text, ours), lines(copy, theirs), ours, theirs);
  const edits = joined(stretches).flatMap((stretch) =>
    stretch.what === 'edited' ? editOf(stretch, text, copy, ours, theirs) : [],
  );
  return {
    edits,
    passages: stretches.filter(({ what }) => what === 'other').length,
    inText: (range) => inText(range, stretches, ours, theirs),
    sameInText: (range) =>
      areEndsSame(range, stretches, ours, theirs) ? inText(range, stretches, ours, theirs) : null,
  };
}

function tokensIn(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
    word: found.normalize('NFC').replace('\u2011', '-').replace(UNSEEN, ''),
  })).filter(({ word }) => word !== '');
}

/** A line with a word in it: its first token and that after its last. */
interface Line extends TextRange {
  readonly word: string;
}

function lines(text: string, tokens: readonly Token[]): Line[] {
  const found: Line[] = [];
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (next !== undefined && !text.slice(token.to, next.from).includes('\n')) continue;
    found.push({ from, to: at + 1, word: wordsOf(tokens.slice(from, at + 1)).join(' ') });
    from = at + 1;
  }
  return found;
}

/** First by lines, of which most are the same; then by words, within those that are not. */
function compared(
  ours: readonly Line[],
  theirs: readonly Line[],
  ourTokens: readonly Token[],
  theirTokens: readonly Token[],
): Stretch[] {
  const byLine = diffArrays(wordsOf(ours), wordsOf(theirs), { maxEditLength: MOST_EDITS });
  if (byLine === undefined) return [otherPassage(ourTokens, theirTokens)];
  const [ends, otherEnds] = [ours.map(({ to }) => to), theirs.map(({ to }) => to)];
  return stretchesOf(byLine).flatMap(({ what, ...byLines }): Stretch[] => {
    const text = tokensOfLines(byLines.text, ends);
    const copy = tokensOfLines(byLines.copy, otherEnds);
    if (what === 'same' || isEmpty(text) || isEmpty(copy)) return [{ what, text, copy }];
    const byWord = diffArrays(
      wordsOf(ourTokens.slice(text.from, text.to)),
      wordsOf(theirTokens.slice(copy.from, copy.to)),
      { maxEditLength: MOST_EDITS },
    );
    if (byWord === undefined) return [{ what: 'other', text, copy }];
    return stretchesOf(byWord).map((one) => ({
      what: one.what,
      text: moved(one.text, text.from),
      copy: moved(one.copy, copy.from),
    }));
  });
}

function tokensOfLines({ from, to }: TextRange, ends: readonly number[]): TextRange {
  return { from: ends[from - 1] ?? 0, to: ends[to - 1] ?? 0 };
}

function otherPassage(ours: readonly Token[], theirs: readonly Token[]): Stretch {
  return {
    what: 'other',
    text: { from: 0, to: ours.length },
    copy: { from: 0, to: theirs.length },
  };
}

function isEmpty({ from, to }: TextRange): boolean {
  return from === to;
}

function wordsOf(all: readonly { readonly word: string }[]): string[] {
  return all.map(({ word }) => word);
}

function moved({ from, to }: TextRange, by: number): TextRange {
  return { from: from + by, to: to + by };
}

/** What was taken out and what was put in at the same place is one stretch. */
function stretchesOf(
  changes: readonly {
    readonly count: number;
    readonly added: boolean;
    readonly removed: boolean;
  }[],
): Stretch[] {
  const found: Stretch[] = [];
  let [text, copy] = [0, 0];
  for (const { count, added, removed } of changes) {
    const next = { text: text + (added ? 0 : count), copy: copy + (removed ? 0 : count) };
    const stretch: Stretch = {
      what: added || removed ? 'edited' : 'same',
      text: { from: text, to: next.text },
      copy: { from: copy, to: next.copy },
    };
    const last = found.at(-1);
    if (last?.what === 'edited' && stretch.what === 'edited')
      found[found.length - 1] = united(last, stretch);
    else found.push(stretch);
    ({ text, copy } = next);
  }
  return found;
}

function united(one: Stretch, other: Stretch): Stretch {
  return {
    what: 'edited',
    text: { from: one.text.from, to: other.text.to },
    copy: { from: one.copy.from, to: other.copy.to },
  };
}

/** Few words that are the same between two edits, by chance or not, are part of one edit. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const [at, stretch] of stretches.entries()) {
    const [before, after] = [found.at(-1), stretches[at + 1]];
    const isGap =
      stretch.what === 'same' &&
      stretch.text.to - stretch.text.from <= GAP &&
      after?.what === 'edited';
    if (before?.what === 'edited' && (isGap || stretch.what === 'edited'))
      found[found.length - 1] = united(before, stretch);
    else found.push(stretch);
  }
  return found;
}

/** None where nothing of the text is beside what was put in: it has no words at all. */
function editOf(
  { text: range, copy: other }: Stretch,
  text: string,
  copy: string,
  ours: readonly Token[],
  theirs: readonly Token[],
): Edit[] {
  if (isEmpty(range)) return insertionOf(range.from, other, text, copy, ours, theirs);
  const words = placeOf(ours, range);
  if (words === null) return [];
  const fresh = placeOf(theirs, other);
  return [{ ...words, replacement: fresh === null ? '' : copy.slice(fresh.from, fresh.to) }];
}

/** What is put in is proposed as part of the word before it, or of the one after it where only that is in the same line. */
function insertionOf(
  at: number,
  other: TextRange,
  text: string,
  copy: string,
  ours: readonly Token[],
  theirs: readonly Token[],
): Edit[] {
  const [before, after] = [ours[at - 1], ours[at]];
  const [first, last] = [theirs[other.from], theirs[other.to - 1]];
  const [beforeThem, afterThem] = [theirs[other.from - 1], theirs[other.to]];
  if (first === undefined || last === undefined) return [];
  const breaks = (from: Token | undefined, to: Token | undefined): boolean =>
    from === undefined || to === undefined || copy.slice(from.to, to.from).includes('\n');
  const isWithNext = breaks(beforeThem, first) && !breaks(last, afterThem);
  if (before !== undefined && beforeThem !== undefined && !isWithNext) {
    const replacement = text.slice(before.from, before.to) + copy.slice(beforeThem.to, last.to);
    return [{ from: before.from, to: before.to, replacement }];
  }
  if (after === undefined || afterThem === undefined) return [];
  const replacement = copy.slice(first.from, afterThem.from) + text.slice(after.from, after.to);
  return [{ from: after.from, to: after.to, replacement }];
}

/** From the first to the last of some tokens; null where they are none. */
function placeOf(tokens: readonly Token[], { from, to }: TextRange): TextRange | null {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return first === undefined || last === undefined || from >= to
    ? null
    : { from: first.from, to: last.to };
}

function inText(
  range: TextRange,
  stretches: readonly Stretch[],
  ours: readonly Token[],
  theirs: readonly Token[],
): TextRange | null {
  const first = Math.max(0, firstAfter(theirs, range.from));
  const isBetween = (theirs[first]?.from ?? Infinity) >= range.to;
  const last = isBetween ? first : firstAfter(theirs, range.to - 1);
  const from = placeOfToken(first, stretches, ours);
  const to = placeOfToken(Math.min(last, theirs.length - 1), stretches, ours);
  if (from === null || to === null) return null;
  // Within a word that is the same, the very letters.
  const [start, end] = [theirs[first], theirs[last]];
  const before = from.isSame && start ? Math.max(0, range.from - start.from) : 0;
  const after = to.isSame && end ? Math.max(0, end.to - range.to) : 0;
  const exact = { from: from.from + before, to: to.to - after };
  return exact.from < exact.to ? exact : { from: from.from, to: to.to };
}

function areEndsSame(
  range: TextRange,
  stretches: readonly Stretch[],
  ours: readonly Token[],
  theirs: readonly Token[],
): boolean {
  const [first, last] = [range.from, range.to - 1].map((offset) => firstAfter(theirs, offset));
  if (first === undefined || last === undefined) return false;
  if ((theirs[first]?.from ?? Infinity) >= range.to) return false;
  // A last blank is before the next word.
  const end = (theirs[last]?.from ?? Infinity) >= range.to ? last - 1 : last;
  return [first, end].every((at) => placeOfToken(at, stretches, ours)?.isSame === true);
}

/** The index of the first token that ends after an offset. */
function firstAfter(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.to ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a token of the copy is in the text: the same one, or all that it was edited from, or the word before what was put in. */
function placeOfToken(
  at: number,
  stretches: readonly Stretch[],
  ours: readonly Token[],
): (TextRange & { readonly isSame: boolean }) | null {
  const stretch = stretches.find(({ copy }) => at < copy.to);
  if (stretch === undefined) {
    const last = placeOf(ours, { from: ours.length - 1, to: ours.length });
    return last && { ...last, isSame: false };
  }
  const { what, text, copy } = stretch;
  const same = ours[text.from + at - copy.from];
  if (what === 'same' && same !== undefined) return { from: same.from, to: same.to, isSame: true };
  const edited = isEmpty(text)
    ? (placeOf(ours, { from: text.from - 1, to: text.from }) ??
      placeOf(ours, { from: text.from, to: text.from + 1 }))
    : placeOf(ours, text);
  return edited && { ...edited, isSame: false };
}
