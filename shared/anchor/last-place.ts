/** Guesses where lost characters stood: beside those that were written right before or after them. */
import * as Y from 'yjs';
import type { Blocks } from './blocks.ts';

/** What was written this many characters earlier or later tells nothing any more. */
const FAR = 20_000;

interface Near {
  readonly offset: number;
  /** How many characters of the same author's were written in between. */
  readonly distance: number;
}

/**
 * Where lost characters will have stood. Yjs numbers the characters of a client in the order in which they were written, so
 * the neighbours in that order usually stood beside those that are gone. Looks at living characters alone, so that all
 * peers get the same answer whatever they have collected; null where there are none near.
 */
export function lastPlace(blocks: Blocks, { item: id }: Y.RelativePosition): number | null {
  if (id === null) return null;
  const before = nearest(blocks, id, -1, FAR);
  const after = nearest(blocks, id, 1, FAR);
  if (before === null || after === null) return (before ?? after)?.offset ?? null;
  return before.distance <= after.distance ? before.offset : after.offset;
}

/** Whether the very character that a position is tied to is alive. */
export function isThere(blocks: Blocks, { item: id }: Y.RelativePosition): boolean {
  return id !== null && nearest(blocks, id, 1, 0) !== null;
}

/** The living character that was written at or after (1) or at or before (-1) the one with this id. */
function nearest(blocks: Blocks, id: Y.ID, step: 1 | -1, reach: number): Near | null {
  const structs = blocks.fragment.doc?.store.clients.get(id.client) ?? [];
  const last = structs.at(-1);
  if (last === undefined) return null;
  const isKnown = id.clock < last.id.clock + last.length;
  const start = isKnown ? Y.findIndexSS(structs, id.clock) : structs.length - 1;
  for (let at = start; at >= 0 && at < structs.length; at += step) {
    const struct = structs[at];
    if (struct === undefined) break;
    const end = struct.id.clock + struct.length - 1;
    const clock = Math.min(end, Math.max(struct.id.clock, id.clock));
    const distance = Math.abs(clock - id.clock);
    if (distance > reach) break;
    const before = struct instanceof Y.Item ? livingBefore(blocks, struct) : null;
    if (before === null) continue;
    return { offset: before + clock - struct.id.clock + (step < 0 ? 1 : 0), distance };
  }
  return null;
}

/** How many characters of the article are before a living item of its text; null for any other. */
function livingBefore(blocks: Blocks, item: Y.Item): number | null {
  const { parent } = item;
  if (item.deleted || !item.countable || !(parent instanceof Y.XmlText)) return null;
  const block = blocks.of(parent.parent);
  const leaf = block?.leaf(parent);
  return block && leaf ? block.from + block.before(item, leaf) : null;
}
