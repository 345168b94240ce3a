/** What became of an update in the room, as others are to get it. */
import * as Y from 'yjs';
import type { DecodedUpdate } from './decoded-update.ts';
import { encodeUpdate } from './encode.ts';
import type { Changes, Struct } from './encode.ts';

/** What the store has in the place of the structs of an update, once they were applied. */
export function integratedStructs(store: Y.Doc['store'], changes: Changes): Struct[] {
  const found: Struct[] = [];
  let writer = -1;
  for (const { id } of changes.structs) {
    if (id.client === writer) continue;
    writer = id.client;
    const structs = store.clients.get(writer) ?? [];
    for (let at = Y.findIndexSS(structs, id.clock); at < structs.length; at += 1)
      found.push(structs[at] as Struct);
  }
  return found;
}

/**
 * The very bytes where all that is new lives. What was put into something deleted, or was deleted at once, is published as the
 * store has it, without its content: the schema asked nothing of it, and a peer that gets the update together with earlier ones
 * would put it in before its place is deleted.
 */
export function updateToPublish(
  { update, changes }: DecodedUpdate,
  structs: readonly Struct[],
): Uint8Array {
  if (structs.every((struct) => struct instanceof Y.Item && !struct.deleted)) return update;
  const begins = new Map<number, number>();
  for (const { id } of changes.structs) if (!begins.has(id.client)) begins.set(id.client, id.clock);
  return encodeUpdate(structs, changes.ds, (client) => begins.get(client) ?? 0);
}
