/**
 * Takes away what two people have put in twice. Who makes a block anew, or splits or joins it, puts its words in again; where two
 * did so at once, and neither saw the other, one block gives way: its copies go and are told to be the others, and what else is
 * in it goes along to where its neighbours are.
 */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/moves/item-runs.ts';
import type { Run } from '../../../shared/moves/item-runs.ts';
import { MoveIndex } from '../../../shared/moves/move-index.ts';
import { isMove, tellMoves } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import { deleteCharacters } from '../../../shared/moves/places.ts';
import type { Effort } from './effort.ts';
import type { Changes } from './encode.ts';
import { MadeBlocks } from './made-blocks.ts';
import type { Ends } from './moves.ts';
import { NamedRanges } from './named-ranges.ts';
import { unseenIn } from './unseen-words.ts';
import type { Unseen } from './unseen-words.ts';

/** What is left where copies were taken away. */
export interface Remains {
  /** Words that were typed among them, to be put back beside the copies that stay. */
  readonly unseen: readonly Unseen[];
  /** Blocks that were made with the copies that went. */
  readonly blocks: readonly Y.XmlElement[];
}

/** No article is in so many pieces; moves that each name most of one are forged. */
const MAX_PIECES = 500_000;

/** The characters that an update says it moves and that live; null where these are too many. Ask before the update is applied. */
export function livingToMove(doc: Y.Doc, { structs }: Changes): NamedRanges | null {
  let pieces = 0;
  const clients = new Map<number, { clock: number; len: number }[]>();
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue;
    for (const [oldClient, oldClock, many] of struct.content.arr.filter(isMove)) {
      const held = itemsOf(doc, { client: oldClient, clock: oldClock, length: many });
      pieces += held.length;
      if (pieces > MAX_PIECES) return null;
      for (const { item, client, clock, length } of held) {
        if (item === null || item.deleted) continue;
        const ranges = clients.get(client) ?? [];
        ranges.push({ clock, len: length });
        clients.set(client, ranges);
      }
    }
  }
  return new NamedRanges({ clients });
}

/** A copy of an update, and the one that was there before it. */
interface Twin {
  readonly second: Run;
  readonly first: Run;
}

/** The copies that an update puts into one block. */
interface Copies {
  readonly twins: Twin[];
  /** Whether it has moved words there that nobody else has moved meanwhile: such a block stays whole, so that its words stay in order. */
  hasOthers: boolean;
}

/**
 * Takes away one copy of each two. `told` are the moves of an update, `ends` the clocks that it adds, and `lived` what it moved of
 * what lived before it; `effort` watches the transaction. Call it within a transaction, once the update is applied.
 */
export function takeSecondCopies(
  doc: Y.Doc,
  told: readonly Move[],
  ends: Ends,
  lived: NamedRanges,
  effort: Effort,
): Remains {
  const moves: Move[] = [];
  const made = new MadeBlocks(doc);
  const losers = new Set<Y.XmlElement>();
  for (const { twins, hasOthers } of copiesByBlock(doc, told, ends, lived, effort)) {
    for (const { first, second } of twins) {
      const isNewBlock = hasOthers && made.of(first.client, first.clock) !== null;
      // Who forges a move would have others' words taken away for any that they like.
      const wins = isNewBlock && readAlike(wordsOf(doc, first), wordsOf(doc, second));
      const [stays, goes] = wins ? [second, first] : [first, second];
      const block = hasOthers && !wins ? null : made.of(goes.client, goes.clock);
      if (block !== null) losers.add(block);
      for (const { item, client, clock, length } of itemsOf(doc, goes)) {
        if (item === null || item.deleted || !item.countable) continue;
        moves.push([client, clock, length, stays.client, stays.clock + clock - goes.clock]);
      }
      deleteCharacters(doc, goes);
    }
  }
  tellMoves(doc, moves);
  return { unseen: [...losers].flatMap(wordsIn), blocks: [...losers] };
}

/** Takes away those of the blocks in which nothing is left, with the lists and quotes that were made for them alone. */
export function removeEmptied(blocks: readonly Y.XmlElement[]): void {
  for (const block of blocks) {
    const isEmpty = block.toArray().every((child) => child instanceof Y.XmlText && !child.length);
    if (!isEmpty || block._item?.deleted) continue;
    let gone = block;
    while (gone.parent instanceof Y.XmlElement && isMadeFor(gone.parent, gone)) gone = gone.parent;
    const { parent } = gone;
    if (!(parent instanceof Y.XmlFragment) || parent.length === 1) continue;
    parent.delete(parent.toArray().indexOf(gone), 1);
  }
}

function copiesByBlock(
  doc: Y.Doc,
  told: readonly Move[],
  ends: Ends,
  lived: NamedRanges,
  effort: Effort,
): Iterable<Copies> {
  const index = MoveIndex.of(doc);
  const byBlock = new Map<unknown, Copies>();
  for (const [client, clock, length, newClient, newClock] of told) {
    effort.check();
    const twins: Twin[] = [];
    for (const first of index.follow({ client, clock, length })) {
      if (isWithin(first, ends)) continue;
      const second = { client: newClient, clock: newClock + first.offset, length: first.length };
      twins.push({ first, second });
    }
    const block = blockOf(doc, newClient, newClock);
    const copies = byBlock.get(block) ?? { twins: [], hasOthers: false };
    copies.twins.push(...twins);
    copies.hasOthers ||= hasOthers({ client, clock, length }, twins, newClock - clock, lived);
    byBlock.set(block, copies);
  }
  return byBlock.values();
}

/** Whether some of what was moved lived until then, and nobody else has moved it. */
function hasOthers(
  { client, clock, length }: Run,
  twins: readonly Twin[],
  shift: number,
  lived: NamedRanges,
): boolean {
  const isTwin = new NamedRanges({
    clients: new Map([
      [client, twins.map(({ second }) => ({ clock: second.clock - shift, len: second.length }))],
    ]),
  });
  for (const { from, to, isNamed } of lived.partsOf(client, clock, clock + length)) {
    if (!isNamed) continue;
    for (const part of isTwin.partsOf(client, from, to)) if (!part.isNamed) return true;
  }
  return false;
}

/** What characters read, null where they are gone; an element within a line reads as the line feed that it is in code. */
function wordsOf(doc: Y.Doc, run: Run): (string | null)[] {
  return itemsOf(doc, run).flatMap(({ item, clock, length }): (string | null)[] => {
    if (item === null || item.deleted) return Array<null>(length).fill(null);
    if (!(item.content instanceof Y.ContentString)) return Array<string>(length).fill('\n');
    const from = clock - item.id.clock;
    return item.content.str.slice(from, from + length).split('');
  });
}

/** Whether two copies are alike, as far as their characters are still there. */
function readAlike(one: readonly (string | null)[], other: readonly (string | null)[]): boolean {
  return one.every((char, at) => char === null || (other[at] ?? char) === char);
}

function isWithin({ client, clock }: Run, ends: Ends): boolean {
  const own = ends.get(client);
  return own !== undefined && own.begin <= clock && clock < own.end;
}

function blockOf(doc: Y.Doc, client: number, clock: number): unknown {
  const [held] = itemsOf(doc, { client, clock, length: 1 });
  const parent = held?.item?.parent;
  return parent instanceof Y.XmlText ? parent.parent : parent;
}

/** Whether a list or a quote has nothing else in it, and was made right before its child. */
function isMadeFor(parent: Y.XmlElement, child: Y.XmlElement): boolean {
  const [made, id] = [parent._item?.id, child._item?.id];
  return parent.length === 1 && made?.client === id?.client && (made?.clock ?? 0) + 1 === id?.clock;
}

function wordsIn(block: Y.XmlElement): Unseen[] {
  return block.toArray().flatMap((child) => {
    const words: Unseen[] = [];
    if (!(child instanceof Y.XmlText)) return words;
    for (let item = child._start; item !== null; item = item.right)
      if (!item.deleted) words.push(...unseenIn(item));
    return words;
  });
}
