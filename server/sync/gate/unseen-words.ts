/**
 * Keeps words that somebody typed into a block while somebody else put that block, or a part of it, elsewhere or made it one of
 * another kind: whoever did that has not seen them, and Yjs deletes them with the old block or leaves them behind there.
 */
import * as Y from 'yjs';
import type { Run } from '../../../shared/moves/item-runs.ts';
import { runsInText } from '../../../shared/moves/item-runs.ts';
import { movesBetween, tellMoves } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import { MoveIndex } from '../../../shared/moves/move-index.ts';
import type { Changes } from './encode.ts';
import { endsOf } from './moves.ts';
import type { Ends } from './moves.ts';
import { NamedRanges } from './named-ranges.ts';

/** Characters in a row that nobody meant to delete or to leave behind, and those that they were typed between. */
export interface Unseen {
  readonly run: Run;
  readonly words: string;
  readonly behind: Y.ID | null;
  readonly before: Y.ID | null;
}

/** Words of others that an update deletes without naming them, since its author had not seen them. Ask before the clean-up. */
export function* unseenByAuthor(
  { deleteSet, doc }: Y.Transaction,
  changes: Changes,
): Iterable<Unseen> {
  const [ends, named] = [endsOf(changes), new NamedRanges(changes.ds)];
  for (const [client, ranges] of deleteSet.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
        const item = structs[at];
        if (item === undefined || item.id.clock >= clock + len) break;
        if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) continue;
        const end = Math.min(item.id.clock + item.length, ends.get(client)?.begin ?? Infinity);
        yield* partsOf(item, item.content.str, end, named);
      }
    }
  }
}

/**
 * Words of an update that came into a block which others have taken away, or between characters that others have put elsewhere,
 * as their author had not seen. Ask once it is applied.
 */
export function* unseenOfAuthor(doc: Y.Doc, changes: Changes): Iterable<Unseen> {
  const moves = new MoveIndex(doc);
  const [ends, named] = [endsOf(changes), new NamedRanges(changes.ds)];
  for (const struct of changes.structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const now = itemAt(doc, struct.id.client, struct.id.clock);
    if (now === null || now.deleted || isLeftBehind(moves, struct, ends))
      yield* partsOf(struct, struct.content.str, struct.id.clock + struct.length, named);
  }
}

/**
 * Words that moves have left behind. Who put two characters elsewhere as one run saw nothing between them: what stands between
 * them where they were is unseen. What stands between two that went one by one may well be meant to stay.
 */
export function* leftBehindBy(doc: Y.Doc, told: readonly Move[]): Iterable<Unseen> {
  const byNew = new Map(told.map((move) => [`${move[3]} ${move[4]}`, move]));
  for (const [client, clock, length, newClient, newClock] of told) {
    const next = byNew.get(`${newClient} ${newClock + length}`);
    if (next === undefined) continue;
    const last = itemAt(doc, client, clock + length - 1);
    const first = itemAt(doc, next[0], next[1]);
    if (last !== null && first !== null && last !== first) yield* livingBetween(last, first);
  }
}

function* livingBetween(last: Y.Item, first: Y.Item): Iterable<Unseen> {
  const between: Y.Item[] = [];
  if (last.parent !== first.parent) return;
  let item = last.right;
  for (; item !== null && item !== first; item = item.right) if (!item.deleted) between.push(item);
  if (item === null) return; // they stood in another order
  let behind = last.lastId;
  for (const { content, id, length, lastId } of between) {
    if (!(content instanceof Y.ContentString)) continue;
    const run = { client: id.client, clock: id.clock, length };
    yield { run, words: content.str, behind, before: first.id };
    behind = lastId;
  }
}

/** The item that holds a character; null where it was collected. */
function itemAt(doc: Y.Doc, client: number, clock: number): Y.Item | null {
  const found: unknown = Y.getItem(doc.store, Y.createID(client, clock)); // typed as an item
  return found instanceof Y.Item ? found : null;
}

/**
 * Whether others have put the characters on both sides of a new item elsewhere, or those on one side while there is none any more
 * on the other. What the author has put there was seen.
 */
function isLeftBehind(moves: MoveIndex, { origin, rightOrigin }: Y.Item, ends: Ends): boolean {
  const sides = [origin, rightOrigin].map((id): 'here' | 'elsewhere' | 'nowhere' => {
    const run = id && { client: id.client, clock: id.clock, length: 1 };
    const [living] = run === null ? [] : moves.follow(run);
    if (living === undefined) return 'nowhere';
    const own = ends.get(living.client);
    const isOwn = own !== undefined && own.begin <= living.clock && living.clock < own.end;
    return living.hops === 0 || isOwn ? 'here' : 'elsewhere';
  });
  return sides.includes('elsewhere') && !sides.includes('here');
}

/** Puts words beside the characters beside which they were typed, where these have gone, and tells that they are the same. */
export function putBack(doc: Y.Doc, unseen: readonly Unseen[]): void {
  const moves = new MoveIndex(doc);
  for (const { run, words, behind, before } of unseen) {
    moves.refresh();
    const living = moves.follow(run);
    if (living.some(({ hops }) => hops > 0)) continue; // its author has put it back
    const place = placeBeside(moves, behind, 1) ?? placeBeside(moves, before, 0);
    if (place === null) continue;
    place.text.insert(place.index, words);
    const fresh = runsInText(place.text, place.index, words.length);
    for (const { item, clock, length } of living) deleteIn(item, clock - item.id.clock, length);
    tellMoves(doc, movesBetween([run], fresh));
  }
}

function deleteIn(item: Y.Item, offset: number, length: number): void {
  if (item.parent instanceof Y.XmlText) item.parent.delete(indexOf(item) + offset, length);
}

/** The parts of an item up to `end` that the deletions don't name. */
function* partsOf(item: Y.Item, text: string, end: number, named: NamedRanges): Iterable<Unseen> {
  const { client, clock } = item.id;
  for (const { from, to, isNamed } of named.partsOf(client, clock, end)) {
    if (isNamed) continue;
    yield {
      run: { client, clock: from, length: to - from },
      words: text.slice(from - clock, to - clock),
      behind: from > clock ? Y.createID(client, from - 1) : item.origin,
      before: to < clock + item.length ? Y.createID(client, to) : item.rightOrigin,
    };
  }
}

function placeBeside(moves: MoveIndex, id: Y.ID | null, edge: 0 | 1) {
  if (id === null) return null;
  for (const { item, clock } of moves.follow({ client: id.client, clock: id.clock, length: 1 })) {
    if (!(item.parent instanceof Y.XmlText)) continue;
    return { text: item.parent, index: indexOf(item) + clock - item.id.clock + edge };
  }
  return null;
}

function indexOf(item: Y.Item): number {
  let index = 0;
  for (let left = item.left; left !== null; left = left.left)
    if (!left.deleted && left.countable) index += left.length;
  return index;
}
