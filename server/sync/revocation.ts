/** Revocations as servers tell each other of them, and which sockets close for it. */
import type { Layer } from '../../shared/article/article.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { articleOf, roomName } from '../../shared/wire/messages.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { Admission } from './session.ts';

/** Plain data. It is stored already: who comes back finds the new rights. */
export type Revocation =
  /** Sign-ins and API tokens, by their hashes. */
  | { readonly of: 'credentials'; readonly credentials: readonly string[]; readonly close: Close }
  /** Members or guests, by their ids: in one article, or in all where that is null. */
  | {
      readonly of: 'people';
      readonly people: readonly string[];
      readonly article: string | null;
      readonly close: Close;
    }
  /** Those who may not read a layer as it is now. */
  | { readonly of: 'readers'; readonly layer: Layer }
  /** All who are in these rooms, which nobody enters any more. */
  | { readonly of: 'rooms'; readonly rooms: readonly string[] };

/** How a socket in a room, which is given by its name, closes for a revocation; null where it stays. */
export function closeFor(
  revocation: Revocation,
  { actor, credential }: Admission,
  room: string,
): Close | null {
  switch (revocation.of) {
    case 'credentials':
      return revocation.credentials.includes(credential) ? revocation.close : null;
    case 'people': {
      const { people, article, close } = revocation;
      const isThere = article === null || article === articleOf(room);
      return isThere && people.includes(actor.id) ? close : null;
    }
    case 'readers': {
      const { layer } = revocation;
      const isShownOut = room === roomName(layer.article, layer.id) && !mayReadLayer(layer, actor);
      return isShownOut ? CLOSE.noSuchRoom : null;
    }
    case 'rooms':
      return revocation.rooms.includes(room) ? CLOSE.noSuchRoom : null;
    default:
      return unreachable(revocation);
  }
}

const CHANNEL = 'revocations';

/** Tells all servers, this one before it returns. Rejects where only this one heard it. */
export function publishRevocation(carrier: Carrier, revocation: Revocation): Promise<void> {
  return carrier.publish(CHANNEL, JSON.stringify(revocation));
}

/** Calls `heard` with each revocation, own ones too. Returns what ends that. */
export function onRevocation(
  carrier: Carrier,
  heard: (revocation: Revocation) => void,
): () => void {
  return carrier.subscribe(
    CHANNEL,
    (message) => heard(JSON.parse(message as string) as Revocation), // written above alone
  );
}
