/** What text and layer rooms share: their peers, and telling them what has become durable. */
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { articleOf, LIMITS } from '../../shared/wire/messages.ts';
import type { RoomKind, Watch } from '../watch/watch.ts';
import { Broadcast } from './broadcast.ts';
import type { DurableDocument } from './durable-document.ts';
import type { Peer } from './peer.ts';
import { syncFrameParts, syncWebsocketFrame } from './websocket-frame.ts';

export class Room {
  readonly document: DurableDocument;
  readonly kind: RoomKind;
  protected readonly watch: Watch;
  protected readonly peers = new Set<Peer>();
  protected readonly broadcast = new Broadcast(this.peers);
  /** Peers whose last step 1 was answered a moment ago, each with the one that came since. */
  readonly #answered = new Map<Peer, Uint8Array | null>();
  #versionAtRest = -1;

  constructor(document: DurableDocument, kind: RoomKind, watch: Watch) {
    this.document = document;
    this.kind = kind;
    this.watch = watch;
    document.onTold((update, origin) => {
      if (this.peers.size > 0) this.broadcast.add(syncWebsocketFrame('update', update), origin);
    });
  }

  /** Id of the article that its text or layer belongs to. */
  get articleId(): string {
    return articleOf(this.document.room);
  }

  join(peer: Peer): void {
    this.peers.add(peer);
    this.watch.socketOpened(this.kind);
  }

  leave(peer: Peer): void {
    this.peers.delete(peer);
    this.watch.socketClosed(this.kind);
    this.#answered.delete(peer);
  }

  /** Answers a sync step 1 with what the peer lacks. Four bytes may ask for megabytes, so those that come too soon wait. */
  answerStep1(peer: Peer, stateVector: Uint8Array): void {
    if (this.#answered.has(peer)) {
      this.#answered.set(peer, stateVector);
      return;
    }
    this.#answer(peer, stateVector);
    this.#answered.set(peer, null);
    setTimeout(() => {
      const waiting = this.#answered.get(peer);
      this.#answered.delete(peer);
      if (waiting) this.answerStep1(peer, waiting);
    }, LIMITS.step1Ms).unref();
  }

  /** A peer without the right to write may still offer what the room has already; the stock client always does. */
  holdsAlready(update: Uint8Array): boolean {
    try {
      return this.document.read((told) => Y.snapshotContainsUpdate(Y.snapshot(told), update));
    } catch {
      return false; // unreadable
    }
  }

  closePeers(matches: (peer: Peer) => boolean, close: Close): void {
    for (const peer of this.peers) if (matches(peer)) peer.close(close);
  }

  /** Closes the sockets whose link, token or session has ended by `now`, in milliseconds since 1970. */
  closeEnded(now: number): void {
    for (const peer of this.peers) {
      const { ends } = peer.rights;
      if (ends && ends.at <= now) peer.close(ends.close);
    }
  }

  /** Called every `TICK_MS`. */
  tick(): void {
    this.broadcast.tick();
    for (const peer of this.peers) peer.tick();
  }

  get population(): number {
    return this.peers.size;
  }

  /** Nobody is here and nothing waits: it may be unloaded. */
  get idle(): boolean {
    return this.peers.size === 0 && this.document.idle;
  }

  /** Gives back memory that is only needed while somebody writes or reads. */
  rest(): void {
    this.document.rest();
  }

  /** Called now and then: rests where nobody has written since the last time. */
  restIfQuiet(): void {
    if (this.#versionAtRest === this.document.version) this.rest();
    this.#versionAtRest = this.document.version;
  }

  #answer(peer: Peer, stateVector: Uint8Array): void {
    const missing = this.document.missing(stateVector);
    if (missing === null) {
      peer.close(CLOSE.malformed);
      return;
    }
    const updates = missing.updates.flatMap((update) => syncFrameParts('update', update));
    peer.writeParts([...updates, ...syncFrameParts('step2', missing.step2)]);
  }
}
