/** Guesses where lost characters stood: beside those that were written right before or after them. */
import * as Y from 'yjs';
import type { Blocks } from './blocks.ts';

/** What was written so many characters earlier or later tells nothing any more. */
const FAR = 20_000;

interface Near {
  readonly offset: number;
  /** How many characters of the same author's were written in between. */
  readonly distance: number;
}

/**
 * Yjs numbers the characters of a client in the order in which they were written, so the neighbours in that order usually
 * stood beside those that are gone. Looks at living characters alone, so that all peers get the same answer whatever they
 * have collected; null where there are none near.
 */
export function lastPlace(blocks: Blocks, { item: id }: Y.RelativePosition): number | null {
  const { doc } = blocks.fragment;
  const structs = id === null ? undefined : doc?.store.clients.get(id.client);
  if (id === null || structs === undefined || structs.length === 0) return null;
  const last = structs.at(-1);
  const known = last !== undefined && id.clock < last.id.clock + last.length;
  const start = known ? Y.findIndexSS(structs, id.clock) : structs.length - 1;
  const before = nearest(blocks, structs, start, -1, id.clock);
  const behind = nearest(blocks, structs, start + 1, 1, id.clock);
  if (before === null || behind === null) return (before ?? behind)?.offset ?? null;
  return before.distance <= behind.distance ? before.offset : behind.offset;
}

function nearest(
  blocks: Blocks,
  structs: readonly (Y.Item | Y.GC)[],
  start: number,
  step: 1 | -1,
  clock: number,
): Near | null {
  for (let at = start; at >= 0 && at < structs.length; at += step) {
    const struct = structs[at];
    if (struct === undefined) break;
    const distance =
      step < 0 ? clock - (struct.id.clock + struct.length - 1) : struct.id.clock - clock;
    if (distance > FAR) break;
    if (!(struct instanceof Y.Item) || struct.deleted || !struct.countable) continue;
    const { parent } = struct;
    const block = parent instanceof Y.XmlText ? blocks.of(parent.parent) : null;
    const leaf = block?.leaf(parent as Y.XmlText); // else there is no block
    if (!block || !leaf) continue;
    const offset = block.from + block.before(struct, leaf) + (step < 0 ? struct.length : 0);
    return { offset, distance };
  }
  return null;
}
