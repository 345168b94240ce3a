/** Where an anchor's words are in the text as it is: the same answer on the server and on every client. */
import type { Anchor, Anchoring, CharacterId, TextRange, Tie } from './anchor.ts';
import { decodePosition, toRun } from './describe.ts';
import { compareQuotation, quotedLength } from './quotation.ts';
import { seek } from './seek.ts';
import type { Placed, TextIndex } from './text-index.ts';

/** Parts no further apart than a break belong together, in whatever order somebody has put them. */
const BREAK = 3;
/** Between the parts of the words, or in their place, others may have written this many times their length, and a bit. */
const [TIMES, SLACK] = [3, 8];

/**
 * Where the ids of the words live, followed through moves, the words are; what is written between them is theirs. Where none
 * lives, what was written since between their two neighbours is in their place. No quote is looked for: in a text with a
 * history it leads to other words. Only an anchor without ids and positions, from outside, is sought by its quote.
 * Throws at nothing that an anchor from outside may hold.
 */
export function resolve(index: TextIndex, anchor: Anchor): Anchoring {
  if (anchor.tie === undefined) return withoutTie(index, anchor);
  const parts = partsOf(index, anchor.tie);
  if (parts.length === 0) return inPlaceOf(index, anchor, anchor.tie);
  const [only] = parts;
  if (only !== undefined && parts.length === 1)
    return placed(index, anchor, rangeOf(only), only.hops > 0 ? 'moved' : 'exact');
  const groups = groupsOf(parts, reachOf(anchor));
  const most = Math.max(...groups.map(({ size }) => size));
  const [best, ...rivals] = groups.filter(({ size }) => size === most);
  if (best === undefined) return orphaned(anchor);
  const equals = rivals.filter((rival) => rival.parts.some((part) => isTaken(part, best.parts)));
  if (equals.length > 0) return ambiguous(anchor, [best, ...equals]);
  const hasMoved = best.parts.some(({ hops }) => hops > 0);
  return placed(index, anchor, best, hasMoved ? 'moved' : 'exact');
}

/** A living part of the words: `nth` is how many of their characters come before it. */
interface Part extends Placed {
  readonly nth: number;
}

/** Parts that stand together, as a range of the text. */
interface Group extends TextRange {
  readonly parts: readonly Part[];
  /** How many characters of the words are in it. */
  readonly size: number;
}

function rangeOf({ at, length }: Part): TextRange {
  return { from: at, to: at + length };
}

function partsOf(index: TextIndex, { runs }: Tie): Part[] {
  const parts: Part[] = [];
  let nth = 0;
  for (const run of runs) {
    for (const { offset, at, length, hops } of index.placesOf(toRun(run)))
      parts.push({ offset, at, length, hops, nth: nth + offset });
    nth += run[2];
  }
  return parts;
}

/** Parts next to each other stand together, and so do those that are in order still and not far apart. */
function groupsOf(parts: readonly Part[], reach: number): Group[] {
  const groups: { from: number; to: number; parts: Part[]; size: number }[] = [];
  for (const part of parts.toSorted((one, other) => one.at - other.at || one.nth - other.nth)) {
    const group = groups.at(-1);
    if (group !== undefined && belongs(part, group, reach)) {
      group.parts.push(part);
      group.to = part.at + part.length;
      group.size += part.length;
    } else {
      const { at: from, length: size } = part;
      groups.push({ from, to: from + size, parts: [part], size });
    }
  }
  return groups;
}

function belongs(part: Part, group: Group, reach: number): boolean {
  const last = group.parts.at(-1);
  if (last === undefined || isTaken(part, group.parts)) return false;
  const between = part.at - group.to;
  return between <= BREAK || (last.nth < part.nth && between <= reach);
}

/** Whether some of the same characters are among these parts already: they came back twice. */
function isTaken(part: Part, parts: readonly Part[]): boolean {
  return parts.some(({ nth, length }) => nth < part.nth + part.length && part.nth < nth + length);
}

/**
 * What was written between the neighbours, where that is all there is: not what was brought there from elsewhere, and once the
 * words were noted as lost, nothing but the very same ones again.
 */
function inPlaceOf(index: TextIndex, anchor: Anchor, tie: Tie): Anchoring {
  if (tie.runs.length === 0) return orphaned(anchor); // taken out on purpose
  const before = tie.before === null ? 0 : placeOf(index, tie.before);
  const after = tie.after === null ? index.length : placeOf(index, tie.after);
  if (before === null || after === null) return orphaned(anchor);
  const gap = { from: tie.before === null ? 0 : before + 1, to: after };
  if (gap.from >= gap.to || gap.to - gap.from > reachOf(anchor)) return orphaned(anchor);
  const range = withoutBreaksAround(gap, index.slice(gap));
  const words = index.slice(range);
  if (tie.lost && compareQuotation(anchor, words) !== 'same') return orphaned(anchor);
  if (words.trim() === '' || words.includes('\n')) return orphaned(anchor);
  if (index.holdsMoved(range, tie.runs.map(toRun))) return orphaned(anchor);
  return placed(index, anchor, range, 'moved');
}

/** The one place of a character; null where it is gone, or came back twice. */
function placeOf(index: TextIndex, [client, clock]: CharacterId): number | null {
  const [place, ...others] = index.placesOf({ client, clock, length: 1 });
  return place === undefined || others.length > 0 ? null : place.at;
}

/** Anchors of earlier versions go by their positions alone, and those from outside by their quote. */
function withoutTie(index: TextIndex, anchor: Anchor): Anchoring {
  const [start, end] = [decodePosition(anchor.start), decodePosition(anchor.end)];
  if (start === null || end === null) return byQuote(index, anchor);
  const from = index.offsetOf(start);
  const to = index.offsetOf(end);
  if (from === null || to === null) return orphaned(anchor);
  if (from >= to || index.slice({ from, to }).trim() === '') return orphaned(anchor);
  return placed(index, anchor, { from, to }, 'exact');
}

function byQuote(index: TextIndex, anchor: Anchor): Anchoring {
  const sighting = seek(index.text, anchor, anchor.from);
  switch (sighting.state) {
    case 'found':
      return placed(index, anchor, sighting.place, 'moved');
    case 'ambiguous':
      return ambiguous(anchor, sighting.places);
    case 'missing':
      return orphaned(anchor);
  }
}

function placed(
  index: TextIndex,
  anchor: Anchor,
  { from, to }: TextRange,
  state: 'exact' | 'moved',
): Anchoring {
  const exact = index.slice({ from, to });
  const states = { same: state, broken: 'moved', other: 'changed' } as const;
  return { state: states[compareQuotation(anchor, exact)], from, to, exact };
}

function ambiguous({ exact }: Anchor, ranges: readonly TextRange[]): Anchoring {
  const candidates = ranges.map(({ from, to }) => ({ from, to }));
  return { state: 'ambiguous', from: null, to: null, exact, candidates };
}

function orphaned({ exact }: Anchor): Anchoring {
  return { state: 'orphaned', from: null, to: null, exact };
}

function reachOf(anchor: Anchor): number {
  return TIMES * quotedLength(anchor) + SLACK;
}

function withoutBreaksAround({ from, to }: TextRange, words: string): TextRange {
  const start = from + (/^\n*/.exec(words)?.[0].length ?? 0);
  return { from: start, to: Math.max(start, to - (/\n*$/.exec(words)?.[0].length ?? 0)) };
}
