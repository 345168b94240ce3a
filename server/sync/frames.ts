/** Frames of the y-websocket protocol: read whole, before anything is done; written once, for all that get them. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts';

/** One message of a client. */
export type Frame =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  /** A sync step 2 (the whole answer to our step 1) or an update: both carry changes. */
  | { readonly kind: 'changes'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'query awareness' };

/** The message in a frame, null where it is malformed. Every frame holds exactly one. */
export function readFrame(bytes: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readMessage(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch {
    return null; // cut off
  }
}

function readMessage(decoder: decoding.Decoder): Frame | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { kind: 'query awareness' };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder): Frame | null {
  const step = decoding.readVarUint(decoder);
  const content = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return { kind: 'step1', stateVector: content };
  if (step !== SYNC.step2 && step !== SYNC.update) return null;
  return { kind: 'changes', update: content, isAnswer: step === SYNC.step2 };
}

/** Whether an update has neither structs nor deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.byteLength === 2 && update[0] === 0 && update[1] === 0;
}

/** A sync message with its content: a state vector in step 1, an update in the others. */
export function syncFrame(step: keyof typeof SYNC, content: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC[step]);
    encoding.writeVarUint8Array(encoder, content);
  });
}

/** A presence message with its content. */
export function awarenessFrame(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}

/** A message that says that all changes below the state vector are stored. */
export function durableFrame(stateVector: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.durable);
    encoding.writeVarUint8Array(encoder, stateVector);
  });
}

/** A presence message about nobody, which keeps the stock client from taking a quiet room for a dead one. */
export const KEEP_ALIVE_FRAME: Uint8Array = awarenessFrame(Uint8Array.of(0));
