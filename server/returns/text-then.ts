/** A text as it was when a copy of it was made, and anchors in it that hold in the text as it is now. */
import type { Anchor, CharacterId, IdRun, TextRange } from '../../shared/anchor/anchor.ts';
import { quoteAt } from '../../shared/anchor/locate.ts';
import { quotationOf } from '../../shared/anchor/quotation.ts';
import type { CopyOrigin } from '../formats/copy-origin.ts';

interface PlacedRun {
  readonly from: number;
  readonly run: IdRun;
}

/** Knows the ids of the characters of a text of before. */
export class TextThen {
  readonly text: string;
  /** In order: each run with the offset at which it begins. */
  readonly #runs: readonly PlacedRun[];
  #clients: ReadonlyMap<number, readonly PlacedRun[]> | null = null;

  constructor({ text, runs }: Pick<CopyOrigin, 'text' | 'runs'>) {
    this.text = text;
    this.#runs = runs.flatMap(({ from, ids }) => {
      const found: { from: number; run: IdRun }[] = [];
      for (let at = 0, offset = from; at + 2 < ids.length; at += 3) {
        const run = [ids[at] ?? 0, ids[at + 1] ?? 0, ids[at + 2] ?? 0] as const;
        found.push({ from: offset, run });
        offset += run[2];
      }
      return found;
    });
  }

  /** What ties an annotation to these words, by their ids alone: their positions are for who has the text to say. */
  anchorOf({ from, to }: TextRange): Anchor {
    const first = this.#at(from);
    const runs: IdRun[] = [];
    for (let nth = first; nth < this.#runs.length; nth += 1) {
      const one = this.#runs[nth];
      if (one === undefined || one.from >= to) break;
      const [client, clock, length] = one.run;
      const start = Math.max(0, from - one.from);
      const end = Math.min(length, to - one.from);
      if (start < end) runs.push([client, clock + start, end - start]);
    }
    return {
      start: '',
      end: '',
      ...quoteAt(this.text, { from, to }),
      ...quotationOf(this.text.slice(from, to)),
      from,
      to,
      tie: { runs, before: this.#before(from), after: this.#after(to) },
    };
  }

  /** Where a character stood; null where it isn't known. */
  offsetOf([client, clock]: CharacterId): number | null {
    const runs = this.#byClient().get(client) ?? [];
    const one = runs[lastAtMost(runs, clock, ({ run }) => run[1])];
    return one !== undefined && clock >= one.run[1] && clock < one.run[1] + one.run[2]
      ? one.from + clock - one.run[1]
      : null;
  }

  /** The runs of each client by their clocks; made once somebody asks. */
  #byClient(): ReadonlyMap<number, readonly PlacedRun[]> {
    if (this.#clients !== null) return this.#clients;
    const clients = new Map<number, PlacedRun[]>();
    for (const one of this.#runs) {
      const known = clients.get(one.run[0]);
      if (known === undefined) clients.set(one.run[0], [one]);
      else known.push(one);
    }
    for (const runs of clients.values()) runs.sort((one, other) => one.run[1] - other.run[1]);
    this.#clients = clients;
    return clients;
  }

  #before(offset: number): CharacterId | null {
    for (let nth = this.#at(offset - 1); nth >= 0; nth -= 1) {
      const one = this.#runs[nth];
      if (one === undefined || one.from >= offset) continue;
      const [client, clock, length] = one.run;
      return [client, clock + Math.min(length, offset - one.from) - 1];
    }
    return null;
  }

  #after(offset: number): CharacterId | null {
    for (let nth = this.#at(offset); nth < this.#runs.length; nth += 1) {
      const one = this.#runs[nth];
      if (one === undefined || one.from + one.run[2] <= offset) continue;
      return [one.run[0], one.run[1] + Math.max(0, offset - one.from)];
    }
    return null;
  }

  /** The last run that begins at or before an offset, 0 where there is none. */
  #at(offset: number): number {
    return lastAtMost(this.#runs, offset, ({ from }) => from);
  }
}

/** The index of the last of them that is at or before a place, 0 where none is. */
function lastAtMost(
  runs: readonly PlacedRun[],
  place: number,
  placeOf: (run: PlacedRun) => number,
): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && placeOf(run) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
