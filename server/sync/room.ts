/** What text and layer rooms share: the sessions in them, which see what is published and are answered what they lack. */
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { articleOf } from '../../shared/wire/messages.ts';
import type { RoomKind, Watch } from '../watch/watch.ts';
import { Broadcast } from './broadcast.ts';
import type { DurableDocument } from './durable-document.ts';
import type { Admission, SocketSession } from './session.ts';
import { syncFrameParts, syncWebsocketFrame } from './websocket-frame.ts';

/** A Yjs document on the wire. */
export class Room {
  readonly document: DurableDocument;
  readonly kind: RoomKind;
  protected readonly watch: Watch;
  protected readonly sessions = new Set<SocketSession>();
  protected readonly broadcast = new Broadcast(this.sessions);
  /** Those whose sockets close at a time that is known. */
  readonly #ending = new Set<SocketSession>();
  #versionAtSweep = -1;

  constructor(document: DurableDocument, kind: RoomKind, watch: Watch) {
    this.document = document;
    this.kind = kind;
    this.watch = watch;
    document.onPublished((update, origin) => {
      if (this.sessions.size > 0) this.broadcast.add(syncWebsocketFrame('update', update), origin);
    });
  }

  /** Id of the article that its text or layer belongs to. */
  get articleId(): string {
    return articleOf(this.document.room);
  }

  /** Takes in a session, which has just been opened. */
  join(session: SocketSession): void {
    this.sessions.add(session);
    if (session.admission?.rights.ends) this.#ending.add(session);
    this.watch.socketOpened(this.kind);
  }

  /** Forgets a session, whose socket has gone. */
  leave(session: SocketSession): void {
    this.sessions.delete(session);
    this.#ending.delete(session);
    this.watch.socketClosed(this.kind);
  }

  /** Answers a sync step 1 with what the peer lacks. Four bytes may ask for megabytes, so those that come too soon wait. */
  answerStep1(session: SocketSession, stateVector: Uint8Array): void {
    session.throttleStep1(stateVector, (latest) => this.#answer(session, latest));
  }

  /** A peer without the right to write may still offer what the room has already; the stock client always does. */
  holdsAlready(update: Uint8Array): boolean {
    try {
      return this.document.read((published) =>
        Y.snapshotContainsUpdate(Y.snapshot(published), update),
      );
    } catch {
      return false; // unreadable
    }
  }

  /** Closes the sockets for which `closeOf` says how; those for which it says null stay. */
  closeSockets(closeOf: (admission: Admission) => Close | null): void {
    for (const session of this.sessions) {
      const close = session.admission && closeOf(session.admission);
      if (close !== null) session.close(close);
    }
  }

  /** Sends a message to the sockets of those who shall hear of it. */
  tell(message: Uint8Array, isFor: (admission: Admission) => boolean): void {
    for (const session of this.sessions)
      if (session.admission !== null && isFor(session.admission)) session.send(message);
  }

  /** Closes the sockets whose link, token or sign-in has ended by `now`, in milliseconds since 1970. */
  closeEnded(now: number): void {
    for (const session of this.#ending) {
      const ends = session.admission?.rights.ends;
      if (ends && ends.at <= now) session.close(ends.close);
    }
  }

  /** Called every `TICK_MS`. */
  tick(): void {
    this.broadcast.tick();
    for (const session of this.sessions) session.tick();
  }

  /** How many sessions are in it. */
  get population(): number {
    return this.sessions.size;
  }

  /** Whether nobody is here and nothing waits, so that it may be unloaded. */
  get idle(): boolean {
    return this.sessions.size === 0 && this.document.idle;
  }

  /** Gives back memory that is only needed while somebody writes or reads. */
  releaseMemory(): void {
    this.document.releaseMemory();
  }

  /** Called now and then: gives memory back where nobody has written since the last time. */
  releaseMemoryIfQuiet(): void {
    const { version } = this.document.history;
    if (this.#versionAtSweep === version) this.releaseMemory();
    this.#versionAtSweep = version;
  }

  /** Ends: nobody is in it any more, and nobody may keep it. */
  destroy(): void {
    this.document.destroy();
  }

  #answer(session: SocketSession, stateVector: Uint8Array): void {
    const missing = this.document.missing(stateVector);
    if (missing === null) {
      session.close(CLOSE.malformed);
      return;
    }
    const updates = missing.updates.flatMap((update) => syncFrameParts('update', update));
    session.writeParts([...updates, ...syncFrameParts('step2', missing.step2)]);
  }
}
