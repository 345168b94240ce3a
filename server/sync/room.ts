/** What text and layer rooms share: their peers, and telling them what has become durable. */
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { syncFrame } from './frames.ts';
import type { DurableDocument } from './durable-document.ts';
import type { Peer } from './peer.ts';

export class Room {
  readonly document: DurableDocument;
  protected readonly peers = new Set<Peer>();

  constructor(document: DurableDocument) {
    this.document = document;
    document.onTold((update, origin) => {
      const frame = syncFrame('update', update);
      for (const peer of this.peers) if (peer !== origin) peer.send(frame);
    });
  }

  join(peer: Peer): void {
    this.peers.add(peer);
  }

  leave(peer: Peer): void {
    this.peers.delete(peer);
    peer.ended();
  }

  /** Answers a sync step 1: what the peer lacks, deletions included. */
  answerStep1(peer: Peer, stateVector: Uint8Array): void {
    let missing: Uint8Array;
    try {
      missing = Y.encodeStateAsUpdate(this.document.told, stateVector);
    } catch {
      peer.close(CLOSE.malformed);
      return;
    }
    peer.send(syncFrame('step2', missing));
  }

  /** A peer without the right to write may still offer what the room has already; the stock client always does. */
  holdsAlready(update: Uint8Array): boolean {
    try {
      const { told } = this.document;
      return Y.snapshotContainsUpdate(Y.snapshot(told), update);
    } catch {
      return false; // unreadable
    }
  }

  closePeers(matches: (peer: Peer) => boolean, close: Close): void {
    for (const peer of this.peers) if (matches(peer)) peer.close(close);
  }

  /** Nobody is here and nothing waits: it may be unloaded. */
  get idle(): boolean {
    return this.peers.size === 0 && this.document.idle;
  }
}
