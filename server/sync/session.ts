/** A socket's life: it enters, is open in a room, and closes. All that the server keeps of it in between is here. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Person } from '../../shared/policy/actor.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { CLOSE, isRefusal, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close, Ending } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { nothingWatched } from '../watch/watch.ts';
import type { Watch } from '../watch/watch.ts';
import { Holdings } from './holdings.ts';
import type { FrameTime } from './frame-time.ts';
import { Incoming } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import { websocketFrame } from './websocket-frame.ts';

/** What a session may do in its room, found out when it enters; a change of rights closes the socket. */
export interface Rights {
  readonly write: boolean;
  /** Whether its client knows the article's schema of before an update alone, and may not write for that. */
  readonly isOutdated: boolean;
  /** Wants to hear what is stored. */
  readonly acknowledge: boolean;
  /** Wants to hear when the article's layers are others than before. */
  readonly news: boolean;
  /** When the socket closes without anybody's doing, null where it doesn't. */
  readonly ends?: Ending | null;
}

/** The person who came in by a socket, and what they may do. */
export interface Admission {
  readonly actor: Person;
  /** Hash of the sign-in or API token that opened the socket; when that is revoked the socket closes. */
  readonly credential: string;
  readonly rights: Rights;
}

/** What happens on an open socket. */
export interface SessionEvents {
  /** It is open, and nothing has been read of it yet. */
  opened(): void;
  received(data: Buffer): void;
  /** The socket is gone. */
  ended(): void;
}

/** What a session shares with the others of its server. */
export interface SessionOptions {
  readonly watch: Watch;
  readonly holdings: Holdings;
}

/** For a session that shares nothing. */
const ALONE = (): SessionOptions => ({ watch: nothingWatched, holdings: new Holdings() });

/** A socket that doesn't answer a close is dropped after this. */
const CLOSE_MS = 1000;

/** A frame that `ws` can't read ends its socket after its close was sent. */
const ERROR_MS = 1000;

/** How long a peer may take to answer when pieces were missing. */
const ANSWER_MS = 10_000;

/** How often a peer that may not write may offer what it has. */
const MAX_OFFERS = 5;

type Life =
  /** Its rights are being looked up: it is in no room, and is not read. */
  | { readonly state: 'entering' }
  | Open
  /** It is being closed, or its socket is gone: nothing more is taken from it. `isByUs` where we closed it. */
  | { readonly state: 'closing'; readonly isByUs: boolean };

/** It is in a room. */
interface Open {
  readonly state: 'open';
  readonly admission: Admission;
  /** How often the store had failed when it came. */
  readonly storeFailures: number;
  readonly outgoing: Outgoing;
  readonly incoming: Incoming;
  /** Of its person. */
  readonly time: FrameTime;
  /** Ends it where it doesn't send the pieces that it was asked for; null while nothing is missing. */
  gap: NodeJS.Timeout | null;
  /** How often it has offered something, though it may not write. */
  offers: number;
  /** Set for a moment after a step 1 was answered, with the last one that came since. */
  step1: { next: Uint8Array | null } | null;
  isPresenceSent: boolean;
  isAskedForState: boolean;
  isAcknowledgementDue: boolean;
  /** The room's mark when it was last told what is stored. */
  acknowledgedMark: number;
}

/** One socket, and all that is kept of it. But for `open` and `close`, its methods do nothing while it isn't open. */
export class SocketSession {
  /** Client ids that it stands for as presence. They outlive its closing until its room has taken them back. */
  readonly presenceIds = new Set<number>();
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #watch: Watch;
  readonly #holdings: Holdings;
  #life: Life = { state: 'entering' };

  /** Begins to enter: frames that come meanwhile wait, bounded by the socket's own buffer. */
  constructor(socket: WebSocket, stream: Duplex, { watch, holdings }: SessionOptions = ALONE()) {
    this.#socket = socket;
    this.#stream = stream;
    this.#watch = watch;
    this.#holdings = holdings;
    socket.pause();
    socket.on('error', () => setTimeout(() => socket.terminate(), ERROR_MS).unref());
  }

  /** From entering to open, where the socket is still there and its person hasn't too many; it is read from now on. */
  open(admission: Admission, storeFailures: number, events: SessionEvents): void {
    const socket = this.#socket;
    if (this.#life.state === 'entering' && socket.readyState === socket.OPEN) {
      const { id } = admission.actor;
      if (!this.#holdings.enter(id)) {
        this.close(CLOSE.tooManySockets);
        return;
      }
      const incoming = new Incoming(socket, this.#stream);
      const time = this.#holdings.shareTime(id, incoming);
      this.#life = {
        ...NEWLY_OPEN,
        admission,
        storeFailures,
        incoming,
        time,
        outgoing: new Outgoing(this.#stream, this.#watch, this.#holdings.answersOf(id)),
      };
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        incoming.whole();
        if (this.#life.state !== 'open') return; // it is being closed for an earlier frame
        if (isBinary) events.received(data);
        else this.close(CLOSE.malformed);
      });
      socket.on('close', () => {
        this.#holdings.leave(id);
        this.#holdings.leaveTime(id, incoming);
        if (this.#life.state !== 'closing') this.#toClosing(false);
        events.ended();
      });
      events.opened();
    }
    socket.resume();
  }

  /** From entering or open to closing. */
  close(close: Close): void {
    const socket = this.#socket;
    const isThere = socket.readyState === socket.OPEN;
    switch (this.#life.state) {
      case 'closing':
        return;
      case 'open':
        if (isThere && isRefusal(close.code)) this.#watch.refused(close.reason);
        break;
      case 'entering':
        break;
      default:
        unreachable(this.#life);
    }
    this.#toClosing(true);
    if (!isThere) return;
    socket.close(close.code, close.reason);
    socket.resume(); // to hear its answer
    setTimeout(() => socket.terminate(), CLOSE_MS).unref();
  }

  /** The person and their rights while it is open, null before and after. */
  get admission(): Admission | null {
    return this.#open?.admission ?? null;
  }

  /** Whether we have closed it, for what it sent or because a right was revoked: what it had sent and still waits is let go. */
  get wasClosedByUs(): boolean {
    return this.#life.state === 'closing' && this.#life.isByUs;
  }

  /** Sends one message. */
  send(message: Uint8Array): void {
    this.write(websocketFrame(message));
  }

  /** Writes whole frames. A peer that is too far behind is closed instead of being kept in memory. */
  write(frames: Uint8Array): void {
    const open = this.#writable;
    if (open !== null && !open.outgoing.write(frames)) this.close(CLOSE.tooSlow);
  }

  /** The same for the parts of an answer, for which the peer has longer. Nobody may change them any more. */
  writeParts(parts: readonly Uint8Array[]): void {
    const open = this.#writable;
    if (open !== null && !open.outgoing.writeParts(parts)) this.close(CLOSE.tooSlow);
  }

  /** Called every `TICK_MS`: keeps a quiet socket alive, and gives up on one that reads nothing or ends no message. */
  tick(): void {
    const open = this.#writable;
    if (open !== null && !(open.outgoing.tick() && open.incoming.tick())) this.close(CLOSE.tooSlow);
  }

  /** A change of it waits for the gate and the store; where many wait it is read no further. */
  holdChange(bytes: number): void {
    this.#open?.incoming.hold(bytes);
  }

  /** The change waits no more. */
  releaseChange(bytes: number): void {
    this.#open?.incoming.release(bytes);
  }

  /**
   * Pieces are missing in what it sent: it is asked for all that it has by `step1`, once, and what it sent before it heard of
   * that is let go. Its answer must come.
   */
  askForMissing(step1: Uint8Array): void {
    const open = this.#open;
    if (open === null || open.gap !== null) return;
    // Before it is asked: without a network in between the answer comes at once.
    open.gap = setTimeout(() => this.close(notAllowed('gap in the history')), ANSWER_MS);
    open.gap.unref();
    this.send(step1);
  }

  /** It has answered a step 1 of ours. */
  answered(): void {
    const open = this.#open;
    if (open === null || open.gap === null) return;
    clearTimeout(open.gap);
    open.gap = null;
  }

  /** Whether it may offer something once more, though it may not write. */
  mayOffer(): boolean {
    const open = this.#open;
    if (open === null) return false;
    open.offers += 1;
    return open.offers <= MAX_OFFERS;
  }

  /** The store takes nothing. Closes it, unless it came after the last of `failures`: it knows, and would only come again. */
  closeForStore(failures: number): void {
    const open = this.#open;
    if (open !== null && failures > open.storeFailures) this.close(CLOSE.storeFailed);
  }

  /** Does what it asked for on the time of its person. */
  spend(work: () => void): void {
    this.#open?.time.spend(work);
  }

  /** Calls `answer` with a state vector that it has sent. Of those that come too soon after an answer the last one waits. */
  throttleStep1(stateVector: Uint8Array, answer: (stateVector: Uint8Array) => void): void {
    const open = this.#open;
    if (open === null) return;
    if (open.step1 !== null) {
      open.step1.next = stateVector;
      return;
    }
    answer(stateVector);
    const step1: NonNullable<Open['step1']> = { next: null };
    open.step1 = step1;
    const again = (): void => {
      if (open.time.isOut && step1.next !== null) {
        setTimeout(again, LIMITS.step1Ms).unref();
        return;
      }
      open.step1 = null;
      const { next } = step1;
      if (next !== null) this.spend(() => this.throttleStep1(next, answer));
    };
    setTimeout(again, LIMITS.step1Ms).unref();
  }

  /** Calls `answer`, unless it asked for all presence a moment ago. */
  throttlePresence(answer: () => void): void {
    const open = this.#open;
    if (open === null || open.isPresenceSent) return;
    open.isPresenceSent = true;
    setTimeout(() => (open.isPresenceSent = false), LIMITS.step1Ms).unref();
    answer();
  }

  /** Calls `ask` the first time that this is called. */
  askForStateOnce(ask: () => void): void {
    const open = this.#open;
    if (open === null || open.isAskedForState) return;
    open.isAskedForState = true;
    ask();
  }

  /** Something that it sent is stored. Whether it wants to hear so, by `acknowledge`. */
  owesAcknowledgement(): boolean {
    const open = this.#open;
    if (open === null || !open.admission.rights.acknowledge) return false;
    open.isAcknowledgementDue = true;
    return true;
  }

  /**
   * Writes a frame that says what is stored, where that is owed. `frameSince` makes it of what has been stored since the mark of its
   * last one, 0 for the first; `mark` is that of now.
   */
  acknowledge(frameSince: (mark: number) => Uint8Array, mark: number): void {
    const open = this.#open;
    if (open === null || !open.isAcknowledgementDue) return;
    open.isAcknowledgementDue = false;
    this.write(frameSince(open.acknowledgedMark));
    open.acknowledgedMark = mark;
  }

  #toClosing(isByUs: boolean): void {
    if (this.#life.state === 'open' && this.#life.gap !== null) clearTimeout(this.#life.gap);
    this.#life = { state: 'closing', isByUs };
  }

  /** The open state, null in the others. */
  get #open(): Open | null {
    return this.#life.state === 'open' ? this.#life : null;
  }

  /** The open state where the other side hasn't begun to close either. */
  get #writable(): Open | null {
    return this.#socket.readyState === this.#socket.OPEN ? this.#open : null;
  }
}

const NEWLY_OPEN = {
  state: 'open',
  gap: null,
  offers: 0,
  step1: null,
  isPresenceSent: false,
  isAskedForState: false,
  isAcknowledgementDue: false,
  acknowledgedMark: 0,
} as const;
