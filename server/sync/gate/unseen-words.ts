/**
 * Keeps words that somebody typed into a block while somebody else put that block, or a part of it, elsewhere or made it one of
 * another kind: whoever did that has not seen them, and Yjs deletes them with the old block or leaves them behind there.
 */
import * as Y from 'yjs';
import { articleSchema } from '../../../shared/article/schema.ts';
import { itemsOf, runsInText } from '../../../shared/moves/item-runs.ts';
import type { Run } from '../../../shared/moves/item-runs.ts';
import { movesBetween } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import { MoveIndex } from '../../../shared/moves/move-index.ts';
import { deleteCharacters, indexOf, placeBeside } from '../../../shared/moves/places.ts';
import type { Effort } from './effort.ts';
import type { Changes } from './encode.ts';
import { MadeBlocks } from './made-blocks.ts';
import { endsOf } from './moves.ts';
import type { Ends } from './moves.ts';
import { NamedRanges } from './named-ranges.ts';

/** Characters in a row that nobody meant to delete or to leave behind, and what stood on both sides of them, the nearest first. */
export interface Unseen {
  readonly run: Run;
  readonly words: string;
  readonly behind: readonly Run[];
  readonly before: readonly Run[];
  /** In which formats the words differ from what was behind them, by name; null for none. */
  readonly formats: Formats;
}

type Formats = Readonly<Record<string, Y.ContentFormat['value']>>;

/** Of so many items on each side of some words it is asked what became of them. */
const MAX_NEIGHBOURS = 32;

/** What a client wrote before and after a character is taken for its neighbours where these were collected; so many characters. */
const NEARBY = 64;

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
        const formats = formatsBefore(item, deleteSet);
        yield* partsOf(item, item.content.str, end, named, { ...neighboursOf(item), formats });
      }
    }
  }
}

/**
 * Words of an update that came into a block which others have taken away, or between characters that others have put elsewhere,
 * as their author had not seen. Ask once it is applied.
 */
export function* unseenOfAuthor(
  doc: Y.Doc,
  moves: MoveIndex,
  changes: Changes,
  effort: Effort,
): Iterable<Unseen> {
  const [ends, named] = [endsOf(changes), new NamedRanges(changes.ds)];
  for (const [at, struct] of changes.structs.entries()) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    effort.check();
    const now = itemAt(doc, struct.id.client, struct.id.clock);
    if (now !== null && !now.deleted && !isLeftBehind(moves, struct, ends)) continue;
    const end = struct.id.clock + struct.length;
    const formats = formatsWritten(changes.structs, at);
    const around = { ...namedNeighboursOf(struct), formats };
    yield* partsOf(struct, struct.content.str, end, named, around);
  }
}

/**
 * Words that moves have left behind. Who put characters elsewhere as one run saw nothing between them: what stands between them
 * where they were is unseen; and so is what stands beyond them at the end of a block, of which they make a new one up to its end.
 * What stands between two that went one by one may well be meant to stay.
 */
export function* leftBehindBy(doc: Y.Doc, told: readonly Move[]): Iterable<Unseen> {
  const moved = new Map<Y.Item, Moved>();
  const texts = new Set<Y.XmlText>();
  for (const [client, clock, length, newClient, newClock] of told) {
    for (const held of itemsOf(doc, { client, clock, length })) {
      const { item } = held;
      if (!(item?.parent instanceof Y.XmlText)) continue;
      const at = newClock + held.clock - clock;
      const first = moved.get(item)?.first ?? Y.createID(newClient, at);
      moved.set(item, { first, last: Y.createID(newClient, at + held.length - 1) });
      texts.add(item.parent);
    }
  }
  // Each text is walked once, however many moves are told.
  const made = new MadeBlocks(doc);
  for (const text of texts) yield* leftIn(doc, text, moved, made);
}

/** Where the first character of an item has gone, and the last one. */
interface Moved {
  readonly first: Y.ID;
  readonly last: Y.ID;
}

function* leftIn(
  doc: Y.Doc,
  text: Y.XmlText,
  moved: ReadonlyMap<Y.Item, Moved>,
  made: MadeBlocks,
): Iterable<Unseen> {
  let before: Moved | null = null;
  let between: Y.Item[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    const gone = moved.get(item);
    if (gone === undefined) {
      if (!item.deleted) between.push(item);
      continue;
    }
    const isUnseen =
      before === null
        ? isEdgeOfNew(doc, made, gone.first, 'left', text)
        : isNext(before.last, gone.first);
    if (isUnseen) for (const one of between) yield* unseenIn(one);
    [before, between] = [gone, []];
  }
  if (before !== null && isEdgeOfNew(doc, made, before.last, 'right', text))
    for (const one of between) yield* unseenIn(one);
}

function isNext({ client, clock }: Y.ID, next: Y.ID): boolean {
  return client === next.client && clock + 1 === next.clock;
}

/** Whether a character is the first or last one of a text that was made with it, on that side of the text from which it came. */
function isEdgeOfNew(
  doc: Y.Doc,
  made: MadeBlocks,
  { client, clock }: Y.ID,
  side: 'left' | 'right',
  from: Y.XmlText,
): boolean {
  const item = itemAt(doc, client, clock);
  const text = made.textOf(client, clock);
  if (item === null || text === null) return false;
  if (clock !== (side === 'left' ? item.id.clock : item.id.clock + item.length - 1)) return false;
  for (let beyond = item[side]; beyond !== null; beyond = beyond[side])
    if (!beyond.deleted) return false;
  return isInOrder(from, text) === (side === 'right');
}

/** Whether a text stands before another one. */
function isInOrder(one: Y.XmlText, other: Y.XmlText): boolean {
  const [path, otherPath] = [pathTo(one), pathTo(other)];
  const at = path.findIndex((index, depth) => index !== otherPath[depth]);
  return (path[at] ?? 0) < (otherPath[at] ?? 0);
}

function pathTo(type: Y.XmlText | Y.XmlElement): number[] {
  const path: number[] = [];
  for (
    let item = type._item;
    item !== null;
    item = item.parent instanceof Y.XmlElement ? item.parent._item : null
  )
    path.unshift(indexOf(item));
  return path;
}

/** The words of an item, as of one that was left behind; none where it has none. */
export function* unseenIn(item: Y.Item): Iterable<Unseen> {
  const { content, id, length } = item;
  if (!(content instanceof Y.ContentString)) return;
  const run = { client: id.client, clock: id.clock, length };
  yield { run, words: content.str, ...neighboursOf(item), formats: formatsBefore(item, null) };
}

/** The formats that begin or end right before an item, those included that just went with it. */
function formatsBefore(item: Y.Item, justDeleted: Y.Transaction['deleteSet'] | null): Formats {
  const formats: Record<string, Y.ContentFormat['value']> = {};
  for (let { left } = item; left?.content instanceof Y.ContentFormat; { left } = left) {
    const { key, value } = left.content;
    const stands = !left.deleted || (justDeleted !== null && Y.isDeleted(justDeleted, left.id));
    if (stands && !Object.hasOwn(formats, key)) formats[key] = value;
  }
  return formats;
}

/** Those that the author of an item wrote right before it, where its text was collected. */
function formatsWritten(structs: Changes['structs'], at: number): Formats {
  const formats: Record<string, Y.ContentFormat['value']> = {};
  let [nth, item] = [at, structs[at]];
  while (item instanceof Y.Item) {
    const before = structs[(nth -= 1)];
    if (!(before instanceof Y.Item) || !(before.content instanceof Y.ContentFormat)) break;
    if (!Y.compareIDs(item.origin, before.id)) break;
    const { key, value } = before.content;
    if (!Object.hasOwn(formats, key)) formats[key] = value;
    item = before;
  }
  return formats;
}

/** The items beside one in its text. */
function neighboursOf(item: Y.Item): { behind: Run[]; before: Run[] } {
  const [behind, before]: [Run[], Run[]] = [[], []];
  for (let left = item.left; left && behind.length < MAX_NEIGHBOURS; left = left.left)
    behind.push(runOf(left));
  for (let right = item.right; right && before.length < MAX_NEIGHBOURS; right = right.right)
    before.push(runOf(right));
  return { behind, before };
}

/** Those of an item whose text was collected: what its author put it between, and what the same people wrote before and after that. */
function namedNeighboursOf({ origin, rightOrigin }: Y.Item): { behind: Run[]; before: Run[] } {
  const [behind, before]: [Run[], Run[]] = [[], []];
  if (origin !== null) {
    const { client, clock } = origin;
    const first = Math.max(0, clock + 1 - NEARBY);
    behind.push({ client, clock, length: 1 }, { client, clock: first, length: clock - first + 1 });
  }
  if (rightOrigin !== null) {
    const { client, clock } = rightOrigin;
    before.push({ client, clock, length: 1 }, { client, clock, length: NEARBY });
  }
  return { behind, before };
}

function runOf({ id, length }: Y.Item): Run {
  return { client: id.client, clock: id.clock, length };
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

/** Puts unseen words again beside their old neighbours, wherever these are now, and tells them as moved; passes over what was put back. */
export function putBack(doc: Y.Doc, unseen: readonly Unseen[], effort: Effort): void {
  const moves = MoveIndex.of(doc);
  for (const each of unseen) {
    effort.check();
    for (const part of nowhereElse(moves, each)) {
      const { run, words, behind, before, formats } = part;
      const place = placeBetween(moves, behind, before);
      if (place === null) continue;
      const living = moves.follow(run);
      place.text.insert(place.index, words);
      if (Object.keys(formats).length > 0 && mayHaveFormats(place.text))
        place.text.format(place.index, words.length, formats);
      const fresh = runsInText(place.text, place.index, words.length);
      for (const each of living) deleteCharacters(doc, each);
      moves.tell(movesBetween([run], fresh));
    }
  }
}

/** Code has none. */
function mayHaveFormats({ parent }: Y.XmlText): boolean {
  const type = parent instanceof Y.XmlElement ? articleSchema.nodes[parent.nodeName] : undefined;
  return type?.markSet?.length !== 0;
}

/** The parts of some words that nobody has put elsewhere, such as their author. */
function nowhereElse(moves: MoveIndex, unseen: Unseen): Unseen[] {
  const { client, clock, length } = unseen.run;
  const elsewhere = moves.follow(unseen.run).filter(({ hops }) => hops > 0);
  const ranges = elsewhere.map((part) => ({ clock: clock + part.offset, len: part.length }));
  const parts = new NamedRanges({ clients: new Map([[client, ranges]]) });
  return [...parts.partsOf(client, clock, clock + length)]
    .filter(({ isNamed }) => !isNamed)
    .map(({ from, to }) => partOf(unseen, from, to));
}

/** The parts of an item up to `end` that the deletions don't name. */
function* partsOf(
  item: Y.Item,
  text: string,
  end: number,
  named: NamedRanges,
  around: Pick<Unseen, 'behind' | 'before' | 'formats'>,
): Iterable<Unseen> {
  const { client, clock } = item.id;
  const run = { client, clock, length: item.length };
  const whole: Unseen = { run, words: text, ...around };
  for (const { from, to, isNamed } of named.partsOf(client, clock, end))
    if (!isNamed) yield partOf(whole, from, to);
}

/** A part of some words, from one clock to another; the rest of them is nearest to it. */
function partOf({ run, words, behind, before, formats }: Unseen, from: number, to: number): Unseen {
  const { client, clock, length } = run;
  const last = clock + length;
  return {
    run: { client, clock: from, length: to - from },
    words: words.slice(from - clock, to - clock),
    behind: from > clock ? [{ client, clock, length: from - clock }, ...behind] : behind,
    before: to < last ? [{ client, clock: to, length: last - to }, ...before] : before,
    formats,
  };
}

/** Beside the nearest one that lives somewhere. */
function placeBetween(moves: MoveIndex, behind: readonly Run[], before: readonly Run[]) {
  for (let at = 0; at < Math.max(behind.length, before.length); at += 1) {
    const place = placeBeside(moves, behind[at], 1) ?? placeBeside(moves, before[at], 0);
    if (place !== null) return place;
  }
  return null;
}
