/** Whether a thread is where it says, by the truth about its characters. */
import type { Anchoring } from '../../../shared/anchor/anchor.ts';
import type { Tag } from './truth.ts';

/** The characters that a thread is about, and those that were since written in their place. */
export interface Thread {
  readonly tags: readonly Tag[];
  readonly over: ReadonlySet<Tag>;
}

/**
 * `right`: on its words. `over`: on what was written in their place, where none of them is left. `wrong`: on others. `lost`: its
 * words are there, and it doesn't say so, or shows the smaller part of them. `honest`: it is lost, as its words are, or they are there twice and it says that.
 */
export type Judgement = 'right' | 'over' | 'wrong' | 'lost' | 'honest';

/** Not counting what others wrote between them, so far apart are words that belong together. */
const APART = 12;
/** Spaces and breaks at its edges may be others'. */
const RAGGED = 3;

/** `text` has the tag of each character in order, null for breaks; `isBlank` says which are white space. */
export function judge(
  { tags, over }: Thread,
  place: Anchoring,
  text: readonly (Tag | null)[],
  isBlank: (at: number) => boolean,
): Judgement {
  const own = new Set(tags);
  const living = text.flatMap((tag, at) => (tag !== null && own.has(tag) ? [at] : []));
  const isTwice = new Set(living.map((at) => text[at])).size < living.length;
  if (place.from === null) {
    if (place.state === 'ambiguous') return isTwice ? 'honest' : 'lost';
    return living.length === 0 || living.length * 2 < tags.length ? 'honest' : 'lost';
  }
  const { from, to } = place;
  const inside = living.filter((at) => from <= at && at < to);
  if (living.length === 0) {
    const isWritten = (at: number): boolean => {
      const tag = text[at];
      return tag === null || tag === undefined || over.has(tag) || isBlank(at);
    };
    return range(from, to).every(isWritten) ? 'over' : 'wrong';
  }
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return 'wrong';
  const isRagged = first - from > RAGGED || to - 1 - last > RAGGED;
  const most = Math.max(...clusters(living, tags.length).map(({ length }) => length));
  if (isRagged) return 'wrong';
  return inside.length * 2 >= most ? 'right' : 'lost';
}

function clusters(places: readonly number[], length: number): number[][] {
  const found: number[][] = [];
  for (const at of places) {
    const last = found.at(-1)?.at(-1);
    if (last !== undefined && at - last <= Math.max(APART, length)) found.at(-1)?.push(at);
    else found.push([at]);
  }
  return found;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
