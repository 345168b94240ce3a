/**
 * Finds the moves of clients that tell none, such as the stock y-prosemirror: a run of text that one update takes out and puts in
 * again whole, as where a block is split, joined or made one of another type.
 */
import * as Y from 'yjs';
import { joinRuns } from '../../../shared/moves/item-runs.ts';
import type { Run } from '../../../shared/moves/item-runs.ts';
import { joinMoves, movesBetween } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import type { Changes, Deletions, Struct } from './encode.ts';
import { endsOf } from './moves.ts';
import { NamedRanges } from './named-ranges.ts';

/** So many characters in a row are not written again by chance; fewer only where a block was torn or put together by it. */
const LONG = 24;
/** Updates that delete or insert more are not looked into. */
const MAX_CHARACTERS = 200_000;

/** Characters in a row, all deleted or all inserted by one update. */
export interface Stretch {
  readonly words: string;
  readonly runs: readonly Run[];
  /** Whether nothing living comes after it in its text. */
  readonly isLast: boolean;
  /** Whether nothing living comes before it in its text. */
  readonly isFirst: boolean;
  /** Whether its block is deleted, or made, by the same update. */
  readonly isWithBlock: boolean;
}

/** What an update will delete, read before it is applied; empty where it says itself what it moves, or inserts no text. */
export function stretchesToGo(doc: Y.Doc, { structs, ds }: Changes): readonly Stretch[] {
  let inserted = 0;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (struct.content instanceof Y.ContentString) inserted += struct.length;
    // An attribute is one value under a key; values in a list are moves.
    if (struct.content instanceof Y.ContentAny && struct.content.arr.some(Array.isArray)) return [];
  }
  if (inserted === 0 || inserted > MAX_CHARACTERS || charactersIn(ds) > MAX_CHARACTERS) return [];
  return stretches(textsOf(doc, ds), new NamedRanges(ds));
}

/** The moves of an update that was applied, `structs` being what came of it, for what it has deleted. */
export function silentMoves(
  gone: readonly Stretch[],
  changes: Changes,
  structs: readonly Struct[],
): Move[] {
  if (gone.length === 0) return [];
  const texts = new Set<Y.XmlText>();
  for (const struct of structs)
    if (struct instanceof Y.Item && struct.parent instanceof Y.XmlText) texts.add(struct.parent);
  const clients = [...endsOf(changes)].map(([client, { begin, end }]) => {
    return [client, [{ clock: begin, len: end - begin }]] as const;
  });
  const came = stretches(texts, new NamedRanges({ clients: new Map(clients) }));
  const byWords = unique(came);
  const moves = [...unique(gone)].flatMap(([words, old]): Move[] => {
    const now = byWords.get(words);
    if (now === undefined || now === null || old === null) return [];
    return isBelievable(old, now) ? movesBetween(old.runs, now.runs) : [];
  });
  return joinMoves(moves);
}

/** A tail that begins another block, or a whole block that ends one; or long enough. */
function isBelievable(old: Stretch, now: Stretch): boolean {
  if (old.words.length >= LONG) return true;
  if (now.isWithBlock) return old.isLast && now.isFirst;
  return old.isWithBlock && now.isLast;
}

/** By their words; null where several have the same, which can't be told apart. */
function unique(list: readonly Stretch[]): Map<string, Stretch | null> {
  const byWords = new Map<string, Stretch | null>();
  for (const stretch of list)
    byWords.set(stretch.words, byWords.has(stretch.words) ? null : stretch);
  return byWords;
}

/** The stretches of chosen living characters in texts. */
function stretches(texts: Iterable<Y.XmlText>, chosen: NamedRanges): Stretch[] {
  const found: Stretch[] = [];
  for (const text of texts) {
    const block = text.parent instanceof Y.XmlElement ? text.parent._item : null;
    const isWithBlock = block !== null && chosen.has(block.id.client, block.id.clock);
    const open: { words: string; runs: Run[]; isFirst: boolean }[] = [];
    let isFirst = true;
    let isOpen = false;
    for (let item = text._start; item !== null; item = item.right) {
      const { content, id } = item;
      if (item.deleted || !(content instanceof Y.ContentString)) continue;
      const { client, clock } = id;
      for (const part of chosen.partsOf(client, clock, clock + item.length)) {
        const [from, to] = [part.from - clock, part.to - clock];
        if (!part.isNamed) {
          // What others have typed into a block that goes stands between what its author saw as one.
          isOpen &&= isWithBlock;
        } else {
          if (!isOpen) open.push({ words: '', runs: [], isFirst });
          const last = open.at(-1);
          if (last) last.words += content.str.slice(from, to);
          last?.runs.push({ client: id.client, clock: id.clock + from, length: to - from });
          isOpen = true;
        }
        isFirst = false;
      }
    }
    for (const [number, { words, runs, isFirst: first }] of open.entries()) {
      const isLast = isOpen && number === open.length - 1;
      found.push({ words, runs: joinRuns(runs), isFirst: first, isLast, isWithBlock });
    }
  }
  return found;
}

/** The texts in which living characters will be deleted. */
function textsOf(doc: Y.Doc, { clients }: Deletions): Set<Y.XmlText> {
  const texts = new Set<Y.XmlText>();
  for (const [client, ranges] of clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (structs.length === 0 || clock >= Y.getState(doc.store, client)) continue;
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct instanceof Y.Item && !struct.deleted && struct.parent instanceof Y.XmlText)
          texts.add(struct.parent);
      }
    }
  }
  return texts;
}

function charactersIn({ clients }: Deletions): number {
  let characters = 0;
  for (const ranges of clients.values()) for (const { len } of ranges) characters += len;
  return characters;
}
