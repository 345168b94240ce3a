/** What a socket's frames do in its room. */
import type { WebSocket } from 'ws';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Watch } from '../watch/watch.ts';
import { isEmptyUpdate, readFrame, syncFrame } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Peer } from './peer.ts';
import type { Room } from './room.ts';
import { TextRoom } from './text-room.ts';
import type { Submission } from './text-room.ts';

/** How long a peer may take to answer when pieces were missing. */
const ANSWER_MS = 10_000;

/** How often who may not write may offer what it has. */
const MAX_OFFERS = 5;

/** Message numbers and lengths around the update itself. */
const FRAME_HEAD_BYTES = 16;

/** So many changes of one socket, and bytes in them, may wait for the gate and the store before it is read on. */
const MAX_WAITING = { changes: 512, bytes: 1 << 20 };

type Changes = Frame & { readonly kind: 'changes' };

/** A socket in its room, and whom to tell what happens there. */
export interface Listening {
  readonly peer: Peer;
  readonly room: Room;
  readonly watch: Watch;
  readonly failed: (error: unknown) => void;
}

/** What is kept of a socket while it is in its room. */
interface Line extends Listening {
  readonly gap: Gap;
  readonly flow: Flow;
  /** How often somebody who may not write has offered something. */
  offers: number;
  /** How often the store had failed when the peer came. */
  readonly troubles: number;
}

/** Puts the peer into the room until its socket ends. */
export function listen(socket: WebSocket, listening: Listening): void {
  const { peer, room } = listening;
  const line: Line = {
    ...listening,
    gap: new Gap(peer),
    flow: new Flow(socket),
    offers: 0,
    troubles: room instanceof TextRoom ? room.troubles : 0,
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (socket.readyState !== socket.OPEN) return; // it is being closed for an earlier frame
    if (!isBinary) peer.close(CLOSE.malformed);
    else take(data, line);
  });
  socket.on('close', () => room.leave(peer));
  room.join(peer);
}

function take(data: Buffer, line: Line): void {
  const { peer, room, watch } = line;
  const isTooLarge = data.byteLength > LIMITS.maxFrameBytes + FRAME_HEAD_BYTES;
  // Yjs keeps parts of what it decodes, and ws reuses its buffers: a copy of our own.
  const frame = isTooLarge ? null : readFrame(new Uint8Array(data));
  watch.frameIn(frame?.kind ?? (isTooLarge ? 'too large' : 'malformed'), data.byteLength);
  if (frame === null) {
    peer.close(isTooLarge ? CLOSE.tooLarge : CLOSE.malformed);
    return;
  }
  switch (frame.kind) {
    case 'step1':
      room.answerStep1(peer, frame.stateVector);
      break;
    case 'changes':
      void takeChanges(frame, line);
      break;
    case 'awareness':
      if (room instanceof TextRoom && !room.takePresence(peer, frame.update)) {
        peer.close(notAllowed('presence of another'));
      }
      break;
    case 'query awareness':
      if (room instanceof TextRoom) room.answerPresence(peer);
      break;
    default:
      unreachable(frame);
  }
}

/** Never rejects. */
async function takeChanges(frame: Changes, line: Line): Promise<void> {
  const { peer, room, flow, failed } = line;
  flow.begun(frame.update.byteLength);
  try {
    if (!(room instanceof TextRoom) || !peer.rights.write) takeOffer(frame, line);
    else {
      if (frame.isAnswer) line.gap.answered();
      answer(await room.submit(frame.update, peer.actor, peer), frame, room, line);
    }
  } catch (error) {
    failed(error);
    peer.close(CLOSE.storeFailed);
  } finally {
    flow.ended(frame.update.byteLength);
  }
}

/**
 * Some clients answer with their own state unasked, which holds nothing new where they are honest. Finding that out costs a
 * walk through the whole room, so it is done a few times and not for ever.
 */
function takeOffer({ update }: Changes, line: Line): void {
  const { peer, room } = line;
  if (isEmptyUpdate(update)) return;
  line.offers += 1;
  if (line.offers > MAX_OFFERS || !room.holdsAlready(update)) peer.close(notAllowed('edit text'));
  else if (room instanceof TextRoom) room.acknowledge(peer); // it may never have heard that it was stored
}

function answer(
  submission: Submission,
  { isAnswer }: Changes,
  room: TextRoom,
  { peer, gap, troubles }: Line,
): void {
  switch (submission.state) {
    case 'stored':
      room.acknowledge(peer);
      break;
    case 'gap':
      if (isAnswer) peer.close(notAllowed('gap in the history'));
      else gap.found(room);
      break;
    case 'refused':
      peer.close(submission.close);
      break;
    case 'later':
      // Who came back since knows already, and would only be sent away again with each key.
      if (room.troubles > troubles) peer.close(CLOSE.storeFailed);
      break;
    default:
      unreachable(submission);
  }
}

/** Stops reading a socket that sends faster than can be stored: what it has sent waits with it, and not in memory. */
class Flow {
  readonly #socket: WebSocket;
  readonly #waiting = { changes: 0, bytes: 0 };

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  begun(bytes: number): void {
    this.#waiting.changes += 1;
    this.#waiting.bytes += bytes;
    if (this.#reaches(1)) this.#socket.pause();
  }

  ended(bytes: number): void {
    this.#waiting.changes -= 1;
    this.#waiting.bytes -= bytes;
    if (this.#socket.isPaused && !this.#reaches(0.5)) this.#socket.resume();
  }

  /** Whether as much waits as this part of the most that may. */
  #reaches(part: number): boolean {
    const { changes, bytes } = this.#waiting;
    return changes >= part * MAX_WAITING.changes || bytes >= part * MAX_WAITING.bytes;
  }
}

/**
 * What is done about missing pieces: the peer is asked for all that it has, once, and what it sent before it heard of that is
 * let go. Its answer must be whole, and must come.
 */
class Gap {
  readonly #peer: Peer;
  #asked: NodeJS.Timeout | null = null;

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  found(room: Room): void {
    if (this.#asked !== null) return;
    // Before it is asked: without a network in between the answer comes at once.
    this.#asked = setTimeout(() => this.#peer.close(notAllowed('gap in the history')), ANSWER_MS);
    this.#asked.unref();
    this.#peer.send(syncFrame('step1', room.document.history.stateVector));
  }

  answered(): void {
    if (this.#asked !== null) clearTimeout(this.#asked);
    this.#asked = null;
  }
}
