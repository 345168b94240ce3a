/** Real keystrokes, replayed into a live text, with anchors dropped on the way and the truth about their characters. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import type { Anchor, TextRange } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { indexOf } from '../../support/live-text.ts';
import { randomFrom } from '../../support/random.ts';

export type TraceName = 'automerge-paper' | 'friendsforever' | 'json-crdt-blog-post';

type Patch = readonly [position: number, deleted: number, inserted: string];

interface Txn {
  readonly patches: readonly Patch[];
  /** Numbers of the ones that it was typed upon, where several people typed at once. */
  readonly parents?: readonly number[];
  readonly agent?: number;
}

interface Trace {
  readonly txns: readonly Txn[];
  readonly endContent: string;
}

/** An anchor with the ids of its characters, each `CLIENT:CLOCK`, which know nothing of how anchors are resolved. */
export interface Dropped {
  readonly anchor: Anchor;
  readonly characters: readonly string[];
}

export interface Replay {
  readonly live: Y.Doc;
  readonly dropped: readonly Dropped[];
  readonly endContent: string;
}

/** What became of an anchor's characters. */
export interface Fate {
  readonly kind: 'intact' | 'edited' | 'worn' | 'gone';
  /** Offsets of the characters that are left. */
  readonly left: readonly number[];
}

/** Replays a trace and drops `count` anchors at points spread over it, on stretches of one word to a paragraph. */
export function replay(name: TraceName, count: number, seed: number): Replay {
  const path = new URL(`../../fixtures/traces/${name}.json.gz`, import.meta.url);
  const { txns, endContent } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Trace;
  const typists = new Typists();
  const random = randomFrom(seed);
  const points = 6;
  const dropped: Dropped[] = [];
  for (const [number, txn] of txns.entries()) {
    typists.apply(number, txn, txns);
    const point = ((number + 1) / txns.length) * (points + 1);
    const isPoint = Math.floor(point) > Math.floor((number / txns.length) * (points + 1));
    if (isPoint && point < points + 1) {
      dropped.push(...drop(typists.merged(), Math.ceil(count / points), random));
    }
  }
  return { live: typists.merged(), dropped: dropped.slice(0, count), endContent };
}

/** What became of the characters of an anchor, by their ids alone. */
export function fateOf({ anchor, characters }: Dropped, alive: Alive): Fate {
  const left = characters.flatMap((id) => alive.get(id) ?? []);
  const from = left[0] ?? 0;
  const isWhole = left.length === characters.length && left.every((at, nth) => at === from + nth);
  if (isWhole) return { kind: 'intact', left };
  if (left.length === 0) return { kind: 'gone', left };
  return { kind: left.length * 2 >= anchor.exact.length ? 'edited' : 'worn', left };
}

/** Whether a range is where the characters are: it has half of them, and beside them not much more than the quote is long. */
export function isRight({ from, to }: TextRange, { left }: Fate, { exact }: Anchor): boolean {
  const has = left.filter((at) => from <= at && at < to).length;
  const [first = 0, last = 0] = [left[0], left.at(-1)];
  const outside = Math.max(0, first - from) + Math.max(0, to - last - 1);
  return has * 2 >= left.length && outside <= Math.max(8, exact.length);
}

type Alive = ReadonlyMap<string, number>;

/** Offset of each living character by its id. */
export function livingCharacters(live: Y.Doc): Alive {
  const alive = new Map<string, number>();
  let offset = 0;
  for (let item = textOf(live)._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    for (let nth = 0; nth < item.length; nth += 1) alive.set(`${client}:${clock + nth}`, offset++);
  }
  return alive;
}

/** One document for each typist; each sees of the others what its keystrokes were typed upon. */
class Typists {
  readonly #docs = new Map<number, { readonly doc: Y.Doc; readonly seen: Set<number> }>();
  readonly #updates: Uint8Array[] = [];

  apply(number: number, { patches, parents, agent = 0 }: Txn, txns: readonly Txn[]): void {
    const { doc, seen } = this.#docOf(agent);
    const missing: number[] = [];
    const visit = (parent: number): void => {
      if (seen.has(parent)) return;
      seen.add(parent);
      for (const before of txns[parent]?.parents ?? []) visit(before);
      missing.push(parent);
    };
    for (const parent of parents ?? []) visit(parent);
    for (const parent of missing) Y.applyUpdate(doc, this.#updates[parent]!);
    const collect = (update: Uint8Array): void => void (this.#updates[number] = update);
    if (parents) doc.on('update', collect);
    const text = textOf(doc);
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    });
    doc.off('update', collect);
    seen.add(number);
  }

  /** What all of them have typed so far. */
  merged(): Y.Doc {
    const docs = [...this.#docs.values()].map(({ doc }) => doc);
    if (docs.length === 1) return docs[0]!;
    const merged = new Y.Doc();
    for (const doc of docs) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
    return merged;
  }

  #docOf(agent: number): { readonly doc: Y.Doc; readonly seen: Set<number> } {
    const known = this.#docs.get(agent);
    if (known) return known;
    const made = { doc: emptyArticle(), seen: new Set<number>() };
    made.doc.clientID = 100 + agent;
    this.#docs.set(agent, made);
    return made;
  }
}

/** The same bytes for all typists. */
function emptyArticle(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText()]);
  doc.getXmlFragment(ARTICLE_ROOT).insert(0, [paragraph]);
  return doc;
}

function textOf(doc: Y.Doc): Y.XmlText {
  return (doc.getXmlFragment(ARTICLE_ROOT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
}

function drop(live: Y.Doc, count: number, random: (below: number) => number): Dropped[] {
  const index = indexOf(live);
  const idAt = new Map([...livingCharacters(live)].map(([id, offset]) => [offset, id]));
  const words = [...index.text.matchAll(/\S+/g)];
  return Array.from({ length: count }, () => {
    const first = random(words.length);
    const many = [1, 2, 3, 5, 8, 15, 40][random(7)]!;
    const last = words[Math.min(words.length - 1, first + many - 1)]!;
    const range = { from: words[first]!.index, to: last.index + last[0].length };
    const offsets = Array.from({ length: range.to - range.from }, (_, nth) => range.from + nth);
    return { anchor: anchorAt(index, range), characters: offsets.map((at) => idAt.get(at)!) };
  });
}
