/** What the frames of a session do in its room. */
import { unreachable } from '../../shared/unreachable.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { actorInRoom } from '../watch/log.ts';
import type { ActorInRoom } from '../watch/log.ts';
import type { Watch } from '../watch/watch.ts';
import { isEmptyUpdate, readFrame, syncFrame } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Room } from './room.ts';
import type { Admission, SocketSession } from './session.ts';
import { TextRoom } from './text-room.ts';
import type { Submission } from './submissions.ts';

/** Message numbers and lengths around the update itself. */
const FRAME_HEAD_BYTES = 16;

type Changes = Frame & { readonly kind: 'changes' };
type Question = Exclude<Frame, Changes>;

/** A session, the room that it is admitted to, and where to say what happens there. */
export interface Entrance {
  readonly session: SocketSession;
  readonly admission: Admission;
  readonly room: Room;
  readonly watch: Watch;
  /** Called with what went wrong while a frame of it was taken. */
  readonly failed: (error: unknown, about: ActorInRoom) => void;
}

/** Lets a session into its room, until its socket ends. */
export function enterRoom(entrance: Entrance): void {
  const { session, admission, room } = entrance;
  const storeFailures = room instanceof TextRoom ? room.storeFailures : 0;
  session.open(admission, storeFailures, {
    opened: () => room.join(session),
    received: (data) => takeFrame(data, entrance),
    ended: () => room.leave(session),
  });
}

function takeFrame(data: Buffer, entrance: Entrance): void {
  const { session, watch } = entrance;
  const isTooLarge = data.byteLength > LIMITS.maxFrameBytes + FRAME_HEAD_BYTES;
  // Yjs keeps parts of what it decodes, and ws reuses its buffers: a copy of our own.
  const frame = isTooLarge ? null : readFrame(new Uint8Array(data));
  watch.frameIn(frame?.kind ?? (isTooLarge ? 'too large' : 'malformed'), data.byteLength);
  if (frame === null) {
    session.close(isTooLarge ? CLOSE.tooLarge : CLOSE.malformed);
    return;
  }
  // Changes wait for their turn at the gate instead, sender by sender.
  if (frame.kind === 'changes') void takeChanges(frame, entrance);
  else session.spend(() => takeQuestion(frame, entrance));
}

function takeQuestion(frame: Question, { session, room }: Entrance): void {
  switch (frame.kind) {
    case 'step1':
      room.answerStep1(session, frame.stateVector);
      break;
    case 'awareness':
      if (room instanceof TextRoom && !room.takePresence(session, frame.update)) {
        session.close(notAllowed('presence of another'));
      }
      break;
    case 'query awareness':
      if (room instanceof TextRoom) room.answerPresence(session);
      break;
    default:
      unreachable(frame);
  }
}

/** Never rejects. */
async function takeChanges(frame: Changes, entrance: Entrance): Promise<void> {
  const { session, admission, room, failed } = entrance;
  const { byteLength } = frame.update;
  session.holdChange(byteLength);
  try {
    if (!(room instanceof TextRoom) || !admission.rights.write) takeOffer(frame, entrance);
    else {
      if (frame.isAnswer) session.answered();
      answer(await room.submit(frame.update, admission.actor, session), frame, room, session);
    }
  } catch (error) {
    failed(error, actorInRoom(admission.actor, room.document.room));
    session.close(CLOSE.storeFailed);
  } finally {
    session.releaseChange(byteLength);
  }
}

/**
 * Some clients answer with their own state unasked, which holds nothing new where they are honest. Finding that out costs a
 * walk through the whole room, so it is done a few times and not for ever.
 */
function takeOffer({ update }: Changes, { session, room, admission }: Entrance): void {
  if (isEmptyUpdate(update)) return;
  const { rights } = admission;
  if (!session.mayOffer() || !room.holdsAlready(update))
    session.close(rights.isOutdated ? CLOSE.outdated : notAllowed('edit text'));
  else if (room instanceof TextRoom) room.acknowledge(session); // it may never have heard that it was stored
}

function answer(
  submission: Submission,
  { isAnswer }: Changes,
  room: TextRoom,
  session: SocketSession,
): void {
  switch (submission.state) {
    case 'stored':
      room.acknowledge(session);
      break;
    case 'gap':
      if (isAnswer) session.close(notAllowed('gap in the history'));
      else session.askForMissing(syncFrame('step1', room.document.history.stateVector));
      break;
    case 'refused':
      session.close(submission.close);
      break;
    case 'later':
      session.closeForStore(room.storeFailures);
      break;
    default:
      unreachable(submission);
  }
}
