/** What became of a frame's news, as others are to get it. */
import * as Y from 'yjs';
import { encodeUpdate } from './gate-encode.ts';
import type { Struct } from './gate-encode.ts';
import type { Frame } from './gate-frame.ts';

type StructStore = Y.Doc['store'];

/**
 * The very bytes where all that is new lives. What was put into something deleted, or was deleted at once, is told as the store
 * has it, without its content: the schema asked nothing of it, and who gets the frame together with earlier ones would put it in
 * before its place is deleted.
 */
export function integrated(store: StructStore, { update, changes }: Frame): Uint8Array {
  const begins = new Map<number, number>();
  for (const { id } of changes.structs) if (!begins.has(id.client)) begins.set(id.client, id.clock);
  const structs = [...begins].flatMap(([client, clock]) => structsFrom(store, client, clock));
  const isAlive = structs.every((struct) => struct instanceof Y.Item && !struct.deleted);
  return isAlive ? update : encodeUpdate(structs, changes.ds, (client) => begins.get(client) ?? 0);
}

function structsFrom(store: StructStore, client: number, clock: number): Struct[] {
  const structs = store.clients.get(client) ?? [];
  return structs.slice(Y.findIndexSS(structs, clock));
}
