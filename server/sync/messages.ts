/** What a socket's frames do in its room. */
import type { WebSocket } from 'ws';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { readFrame, syncFrame } from './frames.ts';
import type { Peer } from './peer.ts';
import type { Room } from './room.ts';
import { TextRoom } from './text-room.ts';

/** How soon after one gap another one ends the socket. */
const GAP_MS = 10_000;

/** Message numbers and lengths around the update itself. */
const FRAME_HEAD_BYTES = 16;

/** Puts the peer into the room until its socket ends. */
export function listen(
  socket: WebSocket,
  peer: Peer,
  room: Room,
  failed: (error: unknown) => void,
): void {
  const gaps = new Gaps();
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) peer.close(CLOSE.malformed);
    else take(data, peer, room, gaps, failed);
  });
  socket.on('close', () => room.leave(peer));
  room.join(peer);
}

function take(
  data: Buffer,
  peer: Peer,
  room: Room,
  gaps: Gaps,
  failed: (error: unknown) => void,
): void {
  // Yjs keeps parts of what it decodes, and ws reuses its buffers: a copy of our own.
  const isTooLarge = data.byteLength > LIMITS.maxFrameBytes + FRAME_HEAD_BYTES;
  const frame = isTooLarge ? null : readFrame(Uint8Array.from(data));
  if (frame === null) {
    peer.close(isTooLarge ? CLOSE.tooLarge : CLOSE.malformed);
    return;
  }
  switch (frame.kind) {
    case 'step1':
      room.answerStep1(peer, frame.stateVector);
      break;
    case 'changes':
      takeChanges(frame.update, peer, room, gaps).catch((error: unknown) => {
        failed(error);
        peer.close(CLOSE.storeFailed);
      });
      break;
    case 'awareness':
      if (room instanceof TextRoom && !room.takePresence(peer, frame.update)) {
        peer.close(notAllowed('presence of another'));
      }
      break;
    case 'query awareness':
      if (room instanceof TextRoom) room.sendPresence(peer);
      break;
    default:
      unreachable(frame);
  }
}

async function takeChanges(update: Uint8Array, peer: Peer, room: Room, gaps: Gaps): Promise<void> {
  if (!(room instanceof TextRoom) || !peer.rights.write) {
    // A reader's client answers our state with its own, which holds nothing new where it is honest.
    if (!room.holdsAlready(update)) peer.close(notAllowed('edit text'));
    return;
  }
  const submission = await room.submit(update, peer.actor, peer);
  switch (submission.state) {
    case 'stored':
      room.acknowledge(peer);
      break;
    case 'gap':
      if (gaps.again()) peer.close(notAllowed('gap in the history'));
      else peer.send(syncFrame('step1', room.document.history.stateVector));
      break;
    case 'refused':
      peer.close(submission.close);
      break;
    default:
      unreachable(submission);
  }
}

/** Remembers whether a peer has had a gap a short while ago. */
class Gaps {
  #since: NodeJS.Timeout | null = null;

  again(): boolean {
    if (this.#since !== null) return true;
    this.#since = setTimeout(() => (this.#since = null), GAP_MS);
    this.#since.unref();
    return false;
  }
}
