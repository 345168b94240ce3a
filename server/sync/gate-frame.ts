/** The gate's first two steps: a frame is read whole, and what it claims is held against what is known, before it is applied. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import type { MayWriteAs } from './gate.ts';
import { haveOneParent } from './gate-siblings.ts';

/** A frame's content, decoded but not applied. */
export type Changes = ReturnType<typeof Y.decodeUpdate>;

type StructStore = Y.Doc['store'];

/** Names that mean something to JavaScript objects, and nothing to an article. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** The changes, or why the frame can't be read. Version 1 only: 23 bytes of version 2 become ten million structs. */
export function readChanges(update: Uint8Array): Changes | { readonly close: Close } {
  if (update.byteLength > LIMITS.maxFrameBytes) return { close: CLOSE.tooLarge };
  let rest: decoding.Decoder | null = null;
  class WatchedDecoder extends Y.UpdateDecoderV1 {
    constructor(decoder: decoding.Decoder) {
      super(decoder);
      rest = decoder;
    }
  }
  try {
    const changes = Y.decodeUpdateV2(update, WatchedDecoder);
    if (rest !== null && decoding.hasContent(rest)) return { close: CLOSE.malformed };
    return changes.structs.length > LIMITS.maxStructs ? { close: CLOSE.tooLarge } : changes;
  } catch {
    return { close: CLOSE.malformed };
  }
}

/** The rule that a frame breaks, `gap` where pieces are missing before or in it, null where it may be applied. */
export function checkFrame(
  store: StructStore,
  changes: Changes,
  mayWriteAs: MayWriteAs,
): string | null {
  const clocks = new Map<number, number>();
  const own = new Map<string, Y.Item>();
  let steps = 0;
  for (const struct of changes.structs) {
    const { client, clock } = struct.id;
    const known = clocks.get(client) ?? Y.getState(store, client);
    if (struct instanceof Y.Skip || clock > known) return 'gap';
    const end = clock + struct.length;
    if (end <= known) continue; // the room has it already
    steps += end - known;
    if (!mayWriteAs(client)) return 'client id of another';
    if (steps > LIMITS.maxClockStep || !Number.isSafeInteger(end)) return 'clocks too far ahead';
    if (struct instanceof Y.Item) {
      const rule = checkItem(struct);
      if (rule !== null) return rule;
      own.set(`${client}:${clock}`, struct);
    }
    clocks.set(client, end);
  }
  return checkDeletions(store, changes, clocks) ?? checkOrigins(store, changes, clocks, own);
}

function checkItem({ content, parent, parentSub }: Y.Item): string | null {
  if (content instanceof Y.ContentDoc) return 'no subdocuments';
  if (typeof parent === 'string' && parent !== ARTICLE_ROOT) return 'unknown root';
  if (parentSub !== null && RESERVED.has(parentSub)) return 'reserved key';
  if (content instanceof Y.ContentFormat && RESERVED.has(content.key)) return 'reserved key';
  return null;
}

/** Only what exists can be deleted: a deletion of clocks to come would delete what somebody is about to write. */
function checkDeletions(
  store: StructStore,
  { ds }: Changes,
  clocks: ReadonlyMap<number, number>,
): string | null {
  for (const [client, ranges] of ds.clients) {
    const end = clocks.get(client) ?? Y.getState(store, client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return 'gap';
  }
  return null;
}

/** What an item is put between exists, and both neighbours are in one place. */
function checkOrigins(
  store: StructStore,
  { structs }: Changes,
  clocks: ReadonlyMap<number, number>,
  own: ReadonlyMap<string, Y.Item>,
): string | null {
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { origin, rightOrigin, parent } = struct;
    for (const id of [origin, rightOrigin, parent instanceof Y.ID ? parent : null]) {
      if (id && id.clock >= (clocks.get(id.client) ?? Y.getState(store, id.client))) return 'gap';
    }
    if (origin && rightOrigin && !haveOneParent(store, own, origin, rightOrigin))
      return 'neighbours apart';
  }
  return null;
}
