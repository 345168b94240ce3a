/** What became of deleted characters, and where characters came from, by the moves of a text. */
import type * as Y from 'yjs';
import type { Run } from './item-runs.ts';
import { itemsOf } from './item-runs.ts';
import { isMove, MOVES_ROOT, movesOf, tellMoves } from './move.ts';
import type { Move } from './move.ts';

/** Living characters that some characters have become: `offset` counts from the first one that was asked for. */
export interface Living extends Run {
  readonly offset: number;
  readonly item: Y.Item;
  /** How many moves lead here; 0 where these are the very characters. */
  readonly hops: number;
}

/** Longer chains are followed no further: each undo and redo adds a move, and they are shortened when the text rests. */
const MAX_HOPS = 200;

/** Nor are more parts of a run: what people do leads to a few places, and forged moves may lead to any number. */
const MAX_PARTS = 20_000;

/** Follows characters through the moves of one document. It reads them at each `refresh`. */
export class MoveIndex {
  static readonly #kept = new WeakMap<Y.Doc, MoveIndex>();
  readonly #doc: Y.Doc;
  #state = '';
  #version = 0;
  #successors = new Ways();
  #origins = new Ways();

  /** That of a document, which knows all its moves of now. */
  static of(doc: Y.Doc): MoveIndex {
    const index = MoveIndex.#kept.get(doc) ?? new MoveIndex(doc);
    MoveIndex.#kept.set(doc, index);
    index.refresh();
    return index;
  }

  private constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Reads the moves again where some have come or gone; gives which of their states these are, counted. */
  refresh(): number {
    const state = stateOf(this.#doc);
    if (state === this.#state) return this.#version;
    this.#state = state;
    this.#successors = new Ways();
    this.#origins = new Ways();
    this.#add(movesIn(this.#doc)?.toArray().filter(isMove) ?? []);
    return this.#version;
  }

  /** Writes moves into the text, as `tellMoves`, and knows them at once, without reading all others again. */
  tell(moves: readonly Move[]): void {
    this.refresh();
    tellMoves(this.#doc, moves);
    this.#state = stateOf(this.#doc);
    this.#add(moves);
  }

  #add(moves: readonly Move[]): void {
    this.#version += 1;
    this.#successors.add(moves);
    this.#origins.add(moves.map(([oc, ok, length, nc, nk]) => [nc, nk, length, oc, ok]));
  }

  /**
   * The living characters that those of a run are, by whatever moves: forth, and back where an undo has brought back what was
   * moved before. Several of one offset where two people put them back.
   */
  follow(run: Run): Living[] {
    // As a rule nothing has happened to them.
    return this.#asTheyAre(run) ?? this.#through(run);
  }

  /** Null where one of them is gone. */
  #asTheyAre(run: Run): Living[] | null {
    const living: Living[] = [];
    for (const { item, client, clock, length } of itemsOf(this.#doc, run)) {
      if (item === null || item.deleted || !item.countable) return null;
      living.push({ client, clock, length, offset: clock - run.clock, item, hops: 0 });
    }
    return living;
  }

  #through(run: Run): Living[] {
    const found = new Map<string, Living>();
    const seen = new Set<string>();
    const visit = (part: Run, offset: number, hops: number): void => {
      for (const { item, client, clock, length } of itemsOf(this.#doc, part)) {
        const at = offset + clock - part.clock;
        const key = `${client} ${clock} ${length} ${at}`;
        if (item !== null && !item.deleted) {
          if (item.countable) found.set(key, { client, clock, length, offset: at, item, hops });
        } else if (hops < MAX_HOPS && seen.size < MAX_PARTS && !seen.has(key)) {
          seen.add(key);
          for (const way of this.#waysFrom({ client, clock, length }))
            visit(way.to, at + way.offset, hops + 1);
        }
      }
    };
    visit(run, 0, 0);
    return [...found.values()];
  }

  /** Whether some character of a run was another one before, by a move, and that was none of `but`. */
  isFromElsewhere(run: Run, but: readonly Run[]): boolean {
    for (const { to } of this.#origins.of(run)) if (!this.#wereOf(to, but, 0)) return true;
    return false;
  }

  *#waysFrom(run: Run): Iterable<Way> {
    yield* this.#successors.of(run);
    yield* this.#origins.of(run);
  }

  #wereOf(run: Run, those: readonly Run[], hops: number): boolean {
    if (those.some((one) => overlap(one, run))) return true;
    if (hops === MAX_HOPS) return false;
    for (const { to } of this.#origins.of(run)) if (this.#wereOf(to, those, hops + 1)) return true;
    return false;
  }
}

/** A part of a run, beginning `offset` characters after it, and the characters that a move leads to from there. */
interface Way {
  readonly offset: number;
  readonly to: Run;
}

interface Indexed {
  readonly clock: number;
  readonly length: number;
  readonly to: Run;
  /** The highest end of this one and all before it. */
  readonly reach: number;
}

/** Moves by the first id in them, in parts that each were ordered at once: few, since equal ones are put together. */
class Ways {
  readonly #parts: WaysPart[] = [];

  add(moves: readonly Move[]): void {
    if (moves.length === 0) return;
    let all = moves;
    for (let last = this.#parts.at(-1); last && last.moves.length <= all.length;) {
      all = [...last.moves, ...all];
      this.#parts.pop();
      last = this.#parts.at(-1);
    }
    this.#parts.push(new WaysPart(all));
  }

  /** Where parts of a run lead, in no order that counts. */
  *of(run: Run): Iterable<Way> {
    for (const part of this.#parts) yield* part.of(run);
  }
}

class WaysPart {
  readonly moves: readonly Move[];
  readonly #byClient = new Map<number, readonly Indexed[]>();

  constructor(moves: readonly Move[]) {
    this.moves = moves;
    const byClient = new Map<number, Omit<Indexed, 'reach'>[]>();
    for (const [client, clock, length, toClient, toClock] of moves) {
      const list = byClient.get(client) ?? [];
      list.push({ clock, length, to: { client: toClient, clock: toClock, length } });
      byClient.set(client, list);
    }
    for (const [client, list] of byClient) {
      let reach = 0;
      const ordered = list.sort((one, other) => one.clock - other.clock);
      this.#byClient.set(
        client,
        ordered.map((move) => {
          reach = Math.max(reach, move.clock + move.length);
          return { ...move, reach };
        }),
      );
    }
  }

  *of({ client, clock, length }: Run): Iterable<Way> {
    const moves = this.#byClient.get(client) ?? [];
    for (let at = firstReaching(moves, clock); at < moves.length; at += 1) {
      const move = moves[at];
      if (move === undefined || move.clock >= clock + length) return;
      const from = Math.max(clock, move.clock);
      const many = Math.min(clock + length, move.clock + move.length) - from;
      if (many <= 0) continue;
      const to = { ...move.to, clock: move.to.clock + from - move.clock, length: many };
      yield { offset: from - clock, to };
    }
  }
}

/** The first one that reaches beyond a clock, or behind which one may. */
function firstReaching(moves: readonly Indexed[], clock: number): number {
  let [low, high] = [0, moves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle]?.reach ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlap(one: Run, other: Run): boolean {
  return (
    one.client === other.client &&
    one.clock < other.clock + other.length &&
    other.clock < one.clock + one.length
  );
}

/** A document gets each root that it is asked for, and keeps it; one without moves stays without. */
function movesIn(doc: Y.Doc): Y.Array<unknown> | null {
  return doc.share.has(MOVES_ROOT) ? movesOf(doc) : null;
}

function stateOf(doc: Y.Doc): string {
  const stored = movesIn(doc);
  return stored === null ? '' : `${stored.length} ${firstIn(stored)}`;
}

/** The id of the first one: moves are added, and taken away from the oldest on, so that this and their number tell all states apart. */
function firstIn(moves: Y.Array<unknown>): string {
  let first = moves._start;
  while (first?.deleted) first = first.right;
  return first === null ? '' : `${first.id.client} ${first.id.clock}`;
}
