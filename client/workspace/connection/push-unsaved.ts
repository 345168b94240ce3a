/** Sends what isn't saved to a server that doesn't ask for it: it asks only people who may write, and by now one may not. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import { MESSAGE, SYNC } from '../../../shared/wire/messages.ts';

/** A server that asks does so right after its own answer. */
const ASKED_WITHIN_MS = 1000;

/**
 * Sends what is unsaved where the server doesn't ask for it soon after both are in sync: a person who may not write any more is
 * refused by that, and so learns of it while the words are still there. `unsaved` gives a Yjs update, null where all is saved.
 * Gives the function that stops this, to be called when the provider is destroyed.
 */
export function pushUnsaved(
  provider: WebsocketProvider,
  unsaved: () => Uint8Array | null,
): () => void {
  let isAsked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = provider.messageHandlers[MESSAGE.sync];
  provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, ...more) => {
    isAsked ||= decoding.peekVarUint(decoder) === SYNC.step1;
    answer?.(encoder, decoder, ...more);
  };
  provider.on('status', ({ status }) => {
    if (status === 'connecting') isAsked = false;
  });
  provider.on('sync', (isSynced) => {
    clearTimeout(timer);
    if (isSynced) timer = setTimeout(push, ASKED_WITHIN_MS);
  });
  const push = (): void => {
    const update = isAsked ? null : unsaved();
    if (update !== null) provider.ws?.send(step2(update));
  };
  return () => clearTimeout(timer);
}

function step2(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, SYNC.step2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}
