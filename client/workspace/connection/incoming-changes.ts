/** Keeps others' changes of the text back for a while where one of them would take away what must not be touched. */
import * as decoding from 'lib0/decoding';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MESSAGE, SYNC } from '../../../shared/wire/messages.ts';

/** Made with the provider that brings them. The first change that waits makes all later ones wait, since these may rest on it. */
export class IncomingChanges {
  readonly #provider: WebsocketProvider;
  #mustWait: ((update: Uint8Array) => boolean) | null = null;
  #waiting: Uint8Array[] = [];

  constructor(provider: WebsocketProvider) {
    this.#provider = provider;
    const take = provider.messageHandlers[MESSAGE.sync];
    provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, ...more) => {
      const update = this.#mustWait === null ? null : updateIn(decoder);
      const isNext = update !== null && (this.#waiting.length > 0 || this.#mustWait?.(update));
      if (update !== null && isNext === true) {
        this.#waiting.push(update);
        return;
      }
      // The whole text, as after a cut, can't come before what waits.
      if (this.#waiting.length > 0) this.release();
      take?.(encoder, decoder, ...more);
    };
  }

  /** Asks this of each change from now on, until `release`. */
  guard(mustWait: (update: Uint8Array) => boolean): void {
    this.#mustWait = mustWait;
  }

  /** Lets in what waits, in its order. */
  release(): void {
    this.#mustWait = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const update of waiting) Y.applyUpdate(this.#provider.doc, update, this.#provider);
  }
}

/** The update of a message that brings one as it was made; null for any other message. */
function updateIn(decoder: decoding.Decoder): Uint8Array | null {
  const copy = decoding.clone(decoder);
  return decoding.readVarUint(copy) === SYNC.update ? decoding.readVarUint8Array(copy) : null;
}
