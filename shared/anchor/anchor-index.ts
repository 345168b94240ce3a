/** The places of many anchors in a live text, kept up with every change of it. */
import type * as Y from 'yjs';
import type { MoveIndex } from '../moves/move-index.ts';
import type { Anchor, Anchoring, CharacterId, TextRange } from './anchor.ts';
import { Blocks } from './blocks.ts';
import { resolve } from './resolve.ts';
import { indexOfBlocks, movesOfFragment } from './text-index.ts';
import type { TextIndex } from './text-index.ts';

/** A range by the blocks that it begins and ends in, so that a change elsewhere moves it without a look at it. */
interface Spot {
  readonly first: Y.XmlElement;
  readonly from: number;
  readonly last: Y.XmlElement;
  readonly to: number;
}

interface Entry {
  readonly anchor: Anchor;
  readonly state: Anchoring['state'];
  readonly exact: string;
  /** Where it is, or the candidates of an ambiguous one. */
  readonly spots: readonly Spot[];
  /** The blocks that those run through. */
  readonly elements: ReadonlySet<Y.XmlElement>;
}

/**
 * Watches a text. After a change `update` places again only the anchors that the change may concern; all others move with
 * their blocks. Then each anchor is where `resolve` finds it. `close` it, or the text keeps it.
 */
export class AnchorIndex {
  readonly #text: TextIndex;
  readonly #blocks: Blocks;
  readonly #moves: MoveIndex | null;
  #movesVersion: number;
  readonly #touched = new Set<object>();
  readonly #entries = new Map<string, Entry>();
  /** The anchors that run through a block, or whose neighbours stand in it. */
  readonly #within = new Map<Y.XmlElement, Set<string>>();
  /** Those whose words are not simply the characters that they were tied to: a move may lead to these. */
  readonly #loose = new Set<string>();
  /** Those without a tie, which any change may concern; there are none but those of earlier versions. */
  readonly #untied = new Set<string>();
  /** Placed again, and not given by `update` yet. */
  readonly #unreported = new Set<string>();
  readonly #collect = (events: readonly Y.YEvent<Y.XmlFragment | Y.XmlText>[]): void => {
    for (const { target } of events) this.#touched.add(target);
  };

  constructor(fragment: Y.XmlFragment) {
    this.#blocks = new Blocks(fragment);
    this.#moves = movesOfFragment(fragment);
    this.#movesVersion = this.#moves?.refresh() ?? 0;
    this.#text = indexOfBlocks(this.#blocks, this.#moves);
    // oxlint-disable-next-line typescript/no-explicit-any -- the library types these events with `any`
    fragment.observeDeep(this.#collect as (events: Y.YEvent<any>[]) => void);
  }

  /** The text as it is now; the same index follows every change. */
  get text(): TextIndex {
    this.#catchUp();
    return this.#text;
  }

  /** Stops watching the text. */
  close(): void {
    // oxlint-disable-next-line typescript/no-explicit-any -- as above
    this.#blocks.fragment.unobserveDeep(this.#collect as (events: Y.YEvent<any>[]) => void);
  }

  /** Holds these anchors by their ids from now on, and no others. Gives the ids of those that came or were placed again. */
  setAnchors(anchors: ReadonlyMap<string, Anchor>): ReadonlySet<string> {
    const changed = new Set(this.update());
    for (const id of this.#entries.keys()) if (!anchors.has(id)) this.#forget(id);
    for (const [id, anchor] of anchors) {
      if (this.#entries.get(id)?.anchor === anchor) continue;
      this.#place(id, anchor);
      changed.add(id);
    }
    return changed;
  }

  /** Catches up with the text. Gives the ids of the anchors that were placed again; all others moved with their blocks. */
  update(): ReadonlySet<string> {
    this.#catchUp();
    const placed = new Set(this.#unreported);
    this.#unreported.clear();
    return placed;
  }

  /** Where an anchor's words are, null where there is no such anchor. */
  placement(id: string): Anchoring | null {
    this.#catchUp();
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    const { state, exact } = entry;
    const ranges = entry.spots.map((spot) => this.#rangeOf(spot));
    if (state === 'ambiguous') return { state, from: null, to: null, exact, candidates: ranges };
    const [range] = ranges;
    if (state === 'orphaned' || range === undefined)
      return { state: 'orphaned', from: null, to: null, exact };
    return { state, ...range, exact };
  }

  /** The ids of the anchors in the blocks that a range of the text runs through: all that lie in the range, and some beside it. */
  near({ from, to }: TextRange): ReadonlySet<string> {
    this.#catchUp();
    const found = new Set<string>();
    const first = this.#blocks.at(from);
    for (let number = first?.number ?? 0; number < this.#blocks.list.length; number += 1) {
      const block = this.#blocks.list[number];
      if (block === undefined || block.from > to) break;
      for (const id of this.#within.get(block.element) ?? []) found.add(id);
    }
    return found;
  }

  #catchUp(): void {
    const version = this.#moves?.refresh() ?? 0;
    const haveMoved = version !== this.#movesVersion;
    this.#movesVersion = version;
    if (this.#touched.size === 0 && !haveMoved) return;
    const changed = this.#blocks.refresh(this.#touched);
    this.#touched.clear();
    const stale = new Set(this.#untied);
    if (haveMoved) for (const id of this.#loose) stale.add(id);
    for (const element of changed) for (const id of this.#within.get(element) ?? []) stale.add(id);
    for (const id of stale) {
      this.#placeAgain(id);
      this.#unreported.add(id);
    }
  }

  #placeAgain(id: string): void {
    const anchor = this.#entries.get(id)?.anchor;
    if (anchor) this.#place(id, anchor);
  }

  #place(id: string, anchor: Anchor): void {
    this.#forget(id);
    const found = resolve(this.#text, anchor);
    const ranges = placesOf(found);
    const spots = ranges.flatMap((range) => this.#spotOf(range) ?? []);
    const elements = new Set(spots.flatMap((spot) => this.#through(spot)));
    for (const element of this.#besides(anchor, found)) elements.add(element);
    this.#entries.set(id, { anchor, state: found.state, exact: found.exact, spots, elements });
    if (found.state !== 'exact') this.#loose.add(id);
    if (anchor.tie === undefined) this.#untied.add(id);
    for (const element of elements) {
      const ids = this.#within.get(element);
      if (ids) ids.add(id);
      else this.#within.set(element, new Set([id]));
    }
  }

  #forget(id: string): void {
    const entry = this.#entries.get(id);
    this.#loose.delete(id);
    this.#untied.delete(id);
    this.#entries.delete(id);
    for (const element of entry?.elements ?? []) {
      const ids = this.#within.get(element);
      ids?.delete(id);
      if (ids?.size === 0) this.#within.delete(element);
    }
  }

  #spotOf({ from, to }: TextRange): Spot | null {
    const first = this.#blocks.at(from);
    const last = this.#blocks.at(Math.max(from, to - 1));
    if (first === null || last === null) return null;
    return {
      first: first.element,
      from: from - first.from,
      last: last.element,
      to: to - last.from,
    };
  }

  /** The blocks in which the neighbours of words that are gone stand: what is written between them may take their place. */
  #besides({ tie }: Anchor, { state }: Anchoring): Y.XmlElement[] {
    if (tie === undefined || tie.lost || state === 'exact' || state === 'moved') return [];
    const blockOf = (character: CharacterId | null, otherwise: number): Y.XmlElement[] => {
      const run = character && { client: character[0], clock: character[1], length: 1 };
      const at = run === null ? otherwise : this.#text.placesOf(run)[0]?.at;
      return at === undefined ? [] : [this.#blocks.at(at)?.element ?? []].flat();
    };
    return [...blockOf(tie.before, 0), ...blockOf(tie.after, this.#text.length)];
  }

  #rangeOf({ first, from, last, to }: Spot): TextRange {
    return {
      from: (this.#blocks.of(first)?.from ?? 0) + from,
      to: (this.#blocks.of(last)?.from ?? 0) + to,
    };
  }

  #through({ first, last }: Spot): Y.XmlElement[] {
    const [begin, end] = [this.#blocks.of(first), this.#blocks.of(last)];
    if (begin === null || end === null) return [];
    return this.#blocks.list.slice(begin.number, end.number + 1).map(({ element }) => element);
  }
}

function placesOf(found: Anchoring): readonly TextRange[] {
  if (found.state === 'ambiguous') return found.candidates;
  return found.from === null ? [] : [{ from: found.from, to: found.to }];
}
