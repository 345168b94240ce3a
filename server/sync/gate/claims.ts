/** The gate's second step: what an update claims is held against what the room knows, before anything is applied. */
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/wire/messages.ts';
import type { CooperativeTask } from '../../cooperative-task.ts';
import { contentViolation } from './content.ts';
import type { Changes } from './encode.ts';
import { UpdatePlaces } from './places.ts';

/** Whether the sender of an update may write under a Yjs client id. */
export type MayWriteAs = (client: number) => boolean;

type StructStore = Y.Doc['store'];

/** The next clock of a client, once the update is in. */
type StateOf = (client: number) => number;

/**
 * Client ids that an update may newly write under. An honest client has one, or a few from sessions offline; each further one
 * makes every state vector of the room longer for ever.
 */
const MAX_WRITERS = 100;

/** How many items are looked at before others are served. */
const ITEMS_PER_STEP = 1000;

/** The rule that an update without known parts breaks, `gap` where pieces are missing before it, null where it may be applied. */
export function* claimViolation(
  store: StructStore,
  { structs, ds }: Changes,
  mayWriteAs: MayWriteAs,
): CooperativeTask<string | null> {
  const ends = new Map<number, number>();
  const items: Y.Item[] = [];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!ends.has(client) && !mayWriteAs(client)) return 'client id of another';
    ends.set(client, clock + struct.length);
    if (ends.size > MAX_WRITERS) return 'too many client ids';
    if (!(struct instanceof Y.Item)) continue;
    const rule = contentViolation(struct);
    if (rule !== null) return rule;
    items.push(struct);
  }
  yield;
  const stateOf = (client: number): number => ends.get(client) ?? Y.getState(store, client);
  return deletionViolation(ds, stateOf) ?? (yield* placeViolation(store, items, stateOf));
}

/**
 * Only what exists can be deleted: a deletion of clocks to come would delete what somebody is about to write, and of one of no
 * clocks Yjs can't say that it is still to come.
 */
function deletionViolation({ clients }: Changes['ds'], stateOf: StateOf): string | null {
  for (const [client, ranges] of clients) {
    const end = stateOf(client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return 'gap';
    if (ranges.some(({ len }) => len === 0)) return 'empty deletion';
  }
  return null;
}

/** What an item is put between exists, both neighbours are in one place, and that is not too deep. */
function* placeViolation(
  store: StructStore,
  items: readonly Y.Item[],
  stateOf: StateOf,
): CooperativeTask<string | null> {
  const places = new UpdatePlaces(store, items);
  for (const [index, item] of items.entries()) {
    if (index % ITEMS_PER_STEP === ITEMS_PER_STEP - 1) yield;
    const { origin, rightOrigin, parent } = item;
    for (const id of [origin, rightOrigin, parent instanceof Y.ID ? parent : null])
      if (id && id.clock >= stateOf(id.client)) return 'gap';
    if (origin && rightOrigin && !places.areOne(origin, rightOrigin)) return 'neighbours apart';
    if (places.depthOf(item) > LIMITS.maxDepth) return 'nested too deep';
  }
  return null;
}
