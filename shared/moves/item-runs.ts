/** Characters and embedded elements of a text, named by the ids of their Yjs items. */
import * as Y from 'yjs';

/** `length` characters in a row, whose ids are those from `clock` on of one Yjs client. An element counts as one. */
export interface Run {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** The runs of characters in order, with those that continue each other made one. */
export function joinRuns(runs: Iterable<Run>): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.client === run.client && last.clock + last.length === run.clock)
      joined[joined.length - 1] = { ...last, length: last.length + run.length };
    else joined.push(run);
  }
  return joined;
}

/**
 * The living characters of a Yjs text from an index on, by their runs. Indexes count UTF-16 units; formats have no characters.
 * Fewer come where the text ends before.
 */
export function runsInText(text: Y.XmlText, index: number, length: number): Run[] {
  const runs: Run[] = [];
  let before = 0;
  for (let item = text._start; item !== null && before < index + length; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const from = Math.max(index, before);
    const to = Math.min(index + length, before + item.length);
    const { client, clock } = item.id;
    if (from < to) runs.push({ client, clock: clock + from - before, length: to - from });
    before += item.length;
  }
  return joinRuns(runs);
}

/** The one run of an element that stands within a line or is a block without text; null for the root. */
export function runOfElement(element: Y.XmlElement): Run | null {
  const id = element._item?.id;
  return id === undefined ? null : { client: id.client, clock: id.clock, length: 1 };
}

/** A part of a run with the Yjs item that holds it; null where that was collected, or has never come. */
export interface HeldRun extends Run {
  readonly item: Y.Item | null;
}

/** The items that hold a run, in order: parts of it, which together are the whole. */
export function itemsOf(doc: Y.Doc, { client, clock, length }: Run): HeldRun[] {
  const held: HeldRun[] = [];
  const structs = doc.store.clients.get(client) ?? [];
  const end = clock + length;
  let at = clock;
  const isKnown = clock < Y.getState(doc.store, client);
  for (let nth = isKnown ? Y.findIndexSS(structs, clock) : structs.length; at < end; nth += 1) {
    const struct = structs[nth];
    const until = struct === undefined ? end : Math.min(end, struct.id.clock + struct.length);
    held.push({
      client,
      clock: at,
      length: until - at,
      item: struct instanceof Y.Item ? struct : null,
    });
    at = until;
  }
  return held;
}
