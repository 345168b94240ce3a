/** Frames of structs each of which is well formed, put together as chance has it: near what is there, and often again. */
import * as Y from 'yjs';
import type { Random } from '../fuzz/random.ts';
import { any, collected, deleted, element, format, item, string, text, update } from './forge.ts';
import type { Content, Deletion, Id, Section, Where, Write } from './forge.ts';

const NODES = ['paragraph', 'heading', 'bullet_list', 'list_item', 'code_block', 'hard_break'];
const KEYS = ['level', 'order', 'language', 'src', 'alt', 'colspan', 'colwidth', 'key'];
const VALUES = [1, 2, 'ts', '', true, null, [1, 2], [], { key: 1 }];
const WORDS = ['a', 'bc', 'def', '\u{1F5DE}', 'words', 'é'];
const MARKS = ['strong', 'em', 'link', 'mark'];

/** One more frame of somebody who knows all of the store and writes under these client ids. */
export function randomFrame(
  store: Y.Doc['store'],
  writers: readonly number[],
  random: Random,
): Uint8Array {
  const sections: Section[] = [];
  for (const client of writers)
    if (random.chance(0.6)) sections.push(sectionOf(store, client, random));
  const deletions = random.chance(0.3) ? [deletionIn(store, random)] : [];
  return update(sections, deletions);
}

/** Goes on behind what the client wrote, or begins some clocks before that. */
function sectionOf(store: Y.Doc['store'], client: number, random: Random): Section {
  const next = Y.getState(store, client);
  const from = next + (random.chance(0.03) ? 1 : 0);
  const clock = Math.max(0, from - (random.chance(0.4) ? random.below(6) : 0));
  const structs: Write[] = [];
  let at = clock;
  for (let count = 1 + random.below(random.chance(0.5) ? 1 : 4); count > 0; count -= 1) {
    const [length, struct] = structOf(store, { client, clock: at }, random);
    structs.push(struct);
    at += length;
  }
  return { client, clock, structs };
}

function structOf(store: Y.Doc['store'], id: Id, random: Random): [number, Write] {
  if (random.chance(0.03)) return [2, collected(2)];
  const [length, content] = contentOf(random);
  return [length, item(placeOf(store, id, random), content)];
}

function contentOf(random: Random): [length: number, content: Content] {
  const chance = random.next();
  if (chance < 0.5) {
    const words = random.pick(WORDS);
    return [words.length, string(words)];
  }
  if (chance < 0.65) return [1, element(random.pick(NODES))];
  if (chance < 0.72) return [1, text()];
  if (chance < 0.86) {
    const values = Array.from({ length: 1 + random.below(2) }, () => random.pick(VALUES));
    return [values.length, any(...values)];
  }
  if (chance < 0.96) return [1, format(random.pick(MARKS), random.chance(0.6) ? '{}' : 'null')];
  return [3, deleted(3)];
}

function placeOf(store: Y.Doc['store'], { client, clock }: Id, random: Random): Where {
  const before = clock > 0 ? { client, clock: clock - 1 } : idIn(store, random);
  const origin = random.chance(0.5) ? before : idIn(store, random);
  const chance = random.next();
  if (chance < 0.45) return { origin };
  if (chance < 0.6) return { origin, right: rightOf(store, origin, random) };
  if (chance < 0.7) return { right: idIn(store, random) };
  const parent = random.chance(0.2) ? 'article' : elementIn(store, random);
  return random.chance(0.5) ? { parent } : { parent, key: random.pick(KEYS) };
}

/** What stands to the right of an item, or anything. */
function rightOf(store: Y.Doc['store'], { client, clock }: Id, random: Random): Id {
  const found =
    clock < Y.getState(store, client) ? Y.getItem(store, { client, clock } as Y.ID) : null;
  const right = found instanceof Y.Item ? found.right : null;
  return right !== null && random.chance(0.7) ? right.id : idIn(store, random);
}

/** Rather one of the last of a client than one of the first. */
function idIn(store: Y.Doc['store'], random: Random): Id {
  const client = random.pick([...store.clients.keys()]);
  const state = Y.getState(store, client);
  const back = random.chance(0.5) ? random.below(Math.min(8, state)) : random.below(state);
  return { client, clock: state - 1 - back };
}

/** An element or a text, or anything where there is none. */
function elementIn(store: Y.Doc['store'], random: Random): Id {
  for (let tries = 0; tries < 8; tries += 1) {
    const id = idIn(store, random);
    const found: unknown = Y.getItem(store, id as Y.ID);
    if (found instanceof Y.Item && found.content instanceof Y.ContentType) return found.id;
  }
  return idIn(store, random);
}

function deletionIn(store: Y.Doc['store'], random: Random): Deletion {
  const id = idIn(store, random);
  const length = Math.min(1 + random.below(4), Y.getState(store, id.client) - id.clock);
  return { ...id, length };
}
