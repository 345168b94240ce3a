/** Where in Yjs the characters are that the editor shows, though Yjs may have more and fewer of them by now. */
import type * as Y from 'yjs';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { ShownText } from './mirror.ts';

/** The index right behind the character that is shown before an offset. */
export function indexBehind(text: ShownText, offset: number): number {
  const [run] = offset === 0 ? [] : text.runsIn(offset - 1, offset);
  if (run === undefined) return 0;
  let before = 0;
  for (let item = text.type._start; item !== null; item = item.right) {
    const counts = !item.deleted && item.countable;
    if (holds(item, run.client, run.clock))
      return counts ? before + run.clock - item.id.clock + 1 : before;
    if (counts) before += item.length;
  }
  return Math.min(offset, text.type.length);
}

/** A stretch of a Yjs text, in UTF-16 units. */
export interface Stretch {
  readonly index: number;
  readonly length: number;
}

/** The stretches of Yjs that hold what is shown in a range and lives, from the first to the last. */
export function livingIn(text: ShownText, from: number, to: number): Stretch[] {
  const wanted: Run[] = text.runsIn(from, to);
  const stretches: Stretch[] = [];
  let [before, at, done] = [0, 0, 0];
  for (let item = text.type._start; item !== null && at < wanted.length; item = item.right) {
    const counts = !item.deleted && item.countable;
    // What is shown stands in the same order, so that one walk finds all of it.
    for (let run = wanted[at]; run && holds(item, run.client, run.clock + done); run = wanted[at]) {
      const first = run.clock + done - item.id.clock;
      const length = Math.min(item.length - first, run.length - done);
      if (counts) add(stretches, { index: before + first, length });
      done += length;
      if (done < run.length) break;
      [at, done] = [at + 1, 0];
    }
    if (counts) before += item.length;
  }
  return stretches;
}

function holds({ id, length }: Y.Item, client: number, clock: number): boolean {
  return id.client === client && id.clock <= clock && clock < id.clock + length;
}

function add(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last && last.index + last.length === next.index)
    stretches[stretches.length - 1] = { ...last, length: last.length + next.length };
  else stretches.push(next);
}
