/** What became of deleted characters, by the moves of a text. */
import type * as Y from 'yjs';
import type { Run } from './item-runs.ts';
import { itemsOf } from './item-runs.ts';
import { isMove, MOVES_ROOT, movesOf } from './move.ts';
import type { Move } from './move.ts';

/** Living characters that some characters have become: `offset` counts from the first one that was asked for. */
export interface Living extends Run {
  readonly offset: number;
  readonly item: Y.Item;
  /** How many moves lead here; 0 where these are the very characters. */
  readonly hops: number;
}

/** Longer chains than this are followed no further: each undo and redo adds one, and they are shortened when the text rests. */
const MAX_HOPS = 200;

/** Follows characters through the moves of one document. It reads them when it is made and after each `refresh`. */
export class MoveIndex {
  readonly #doc: Y.Doc;
  /** By old client, in the order of old clocks. */
  #byClient = new Map<number, readonly Indexed[]>();
  #state = '';

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.refresh();
  }

  /** Reads the moves again where some have come or gone; gives whether that was so. */
  refresh(): boolean {
    const stored = movesIn(this.#doc);
    const state = stored === null ? '' : `${stored.length} ${lastIn(stored)}`;
    if (state === this.#state) return false;
    this.#state = state;
    this.#byClient = indexed(stored === null ? [] : stored.toArray().filter(isMove));
    return true;
  }

  /** All living characters that those of a run are or have become; several of the same offset where two people put them back. */
  follow(run: Run): Living[] {
    const found: Living[] = [];
    this.#follow(run, 0, 0, found);
    return found;
  }

  /** Whether some character of a run lives, as it is or moved. */
  lives(run: Run): boolean {
    return this.follow(run).length > 0;
  }

  #follow(run: Run, offset: number, hops: number, found: Living[]): void {
    for (const { item, client, clock, length } of itemsOf(this.#doc, run)) {
      const at = offset + clock - run.clock;
      if (item !== null && !item.deleted) {
        if (item.countable) found.push({ client, clock, length, offset: at, item, hops });
      } else if (hops < MAX_HOPS) {
        for (const { to, from, many } of this.#successors(client, clock, length))
          this.#follow({ ...to, length: many }, at + from - clock, hops + 1, found);
      }
    }
  }

  *#successors(client: number, clock: number, length: number) {
    const moves = this.#byClient.get(client) ?? [];
    for (let at = firstReaching(moves, clock); at < moves.length; at += 1) {
      const move = moves[at];
      if (move === undefined || move.clock >= clock + length) return;
      const from = Math.max(clock, move.clock);
      const many = Math.min(clock + length, move.clock + move.length) - from;
      if (many <= 0) continue;
      const to = { client: move.toClient, clock: move.toClock + from - move.clock };
      yield { to, from, many };
    }
  }
}

interface Indexed {
  readonly clock: number;
  readonly length: number;
  readonly toClient: number;
  readonly toClock: number;
  /** The highest end of this one and all before it. */
  readonly reach: number;
}

/** A document gets each root that it is asked for, and keeps it; one without moves stays without. */
function movesIn(doc: Y.Doc): Y.Array<unknown> | null {
  return doc.share.has(MOVES_ROOT) ? movesOf(doc) : null;
}

/** The id of the last item, whether it lives or not: items are only added and deleted. */
function lastIn(moves: Y.Array<unknown>): string {
  let last = moves._start;
  while (last?.right) last = last.right;
  return last === null ? '' : `${last.id.client} ${last.id.clock + last.length}`;
}

function indexed(moves: readonly Move[]): Map<number, readonly Indexed[]> {
  const byClient = new Map<number, Indexed[]>();
  for (const [client, clock, length, toClient, toClock] of moves) {
    const list = byClient.get(client) ?? [];
    list.push({ clock, length, toClient, toClock, reach: 0 });
    byClient.set(client, list);
  }
  for (const [client, list] of byClient) {
    list.sort((one, other) => one.clock - other.clock);
    let reach = 0;
    byClient.set(
      client,
      list.map((move) => ({ ...move, reach: (reach = Math.max(reach, move.clock + move.length)) })),
    );
  }
  return byClient;
}

/** The first move that reaches beyond a clock, or behind which one may. */
function firstReaching(moves: readonly Indexed[], clock: number): number {
  let [low, high] = [0, moves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle]?.reach ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
