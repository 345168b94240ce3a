/** Brings stored anchors up to date, so that the next change starts from where the words are. */
import { equalityDeep } from 'lib0/function';
import { joinRuns } from '../moves/item-runs.ts';
import type { Run } from '../moves/item-runs.ts';
import type { Anchor, Tie } from './anchor.ts';
import { describe, neighboursOf, toIdRun, toRun } from './describe.ts';
import { resolve } from './resolve.ts';
import type { TextIndex } from './text-index.ts';

/**
 * The anchor to store instead of this one; null where it is still good, or where its words have several places. Its tie has
 * the ids that the words have now, so that no move is needed to find them, those of deleted ones as they were, and the present
 * neighbours; of words that are gone it says so. The quote stays what was annotated. The same text and anchor always give the
 * same one, and for that one the answer is null.
 */
export function reanchor(index: TextIndex, anchor: Anchor): Anchor | null {
  const found = resolve(index, anchor);
  if (found.state === 'ambiguous') return null;
  if (found.state === 'orphaned') return isToBeLost(anchor) ? lost(anchor, anchor.tie) : null;
  const tie = renewed(index, anchor.tie, found);
  if (equalityDeep(tie, anchor.tie)) return null;
  const { start, end, prefix, suffix } = describe(index, found);
  return { ...anchor, start, end, prefix, suffix, from: found.from, to: found.to, tie };
}

function isToBeLost(anchor: Anchor): anchor is Anchor & { readonly tie: Tie } {
  return anchor.tie !== undefined && !anchor.tie.lost;
}

function lost(anchor: Anchor, tie: Tie): Anchor {
  return { ...anchor, tie: { ...tie, lost: true } };
}

function renewed(
  index: TextIndex,
  tie: Tie | undefined,
  range: { readonly from: number; readonly to: number },
): Tie {
  const neighbours = neighboursOf(index, range);
  if (tie === undefined) return { runs: index.runsIn(range).map(toIdRun), ...neighbours };
  const runs = tie.runs.flatMap((run) => present(index, toRun(run)));
  const isThere = tie.runs.some((run) => index.placesOf(toRun(run)).length > 0);
  // Written in the place of the words: about these the thread is from now on, and about those again where they come back.
  const written = isThere ? [] : index.runsIn(range);
  return { runs: joinRuns([...runs, ...written]).map(toIdRun), ...neighbours };
}

/** The run as it is now: what moved by its new ids, what is gone by its old ones. */
function present(index: TextIndex, run: Run): Run[] {
  const now: Run[] = [];
  let done = 0;
  for (const { offset, at, length, hops } of index.placesOf(run)) {
    if (offset < done) continue; // came back twice, and the first place counts
    if (offset > done) now.push(partOf(run, done, offset - done));
    if (hops === 0) now.push(partOf(run, offset, length));
    else now.push(...index.runsIn({ from: at, to: at + length }));
    done = offset + length;
  }
  if (done < run.length) now.push(partOf(run, done, run.length - done));
  return now;
}

function partOf({ client, clock }: Run, offset: number, length: number): Run {
  return { client, clock: clock + offset, length };
}
