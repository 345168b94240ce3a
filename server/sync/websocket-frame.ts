/** Makes WebSocket frames (RFC 6455), once for all sockets that get them. */
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts';

const FINAL_BINARY = 0x82;

/**
 * The whole frame of one binary message, as a server sends it: not masked, not compressed, in one piece. `ws` would make the
 * same frame for every socket again, and write it apart from its header.
 */
export function websocketFrame(payload: Uint8Array): Buffer {
  const { frame, offset } = emptyFrame(payload.byteLength);
  frame.set(payload, offset);
  return frame;
}

/** The frame of a sync message, made in one go: there is one for every key that somebody presses. */
export function syncWebsocketFrame(step: keyof typeof SYNC, content: Uint8Array): Buffer {
  const { byteLength } = content;
  const { frame, offset } = syncFrameHead(step, byteLength, byteLength);
  frame.set(content, offset);
  return frame;
}

/** The frame of a sync message in two parts. The second is `content` itself, not copied: it may be large, and go to many sockets. */
export function syncFrameParts(step: keyof typeof SYNC, content: Uint8Array): Uint8Array[] {
  return [syncFrameHead(step, content.byteLength, 0).frame, content];
}

/** A buffer with all that stands before the content and, after that, space for `spaceBytes` of it; and where that begins. */
function syncFrameHead(step: keyof typeof SYNC, contentBytes: number, spaceBytes: number) {
  const payloadBytes = 2 + varUintBytes(contentBytes) + contentBytes;
  const { frame, offset } = emptyFrame(payloadBytes, payloadBytes - contentBytes + spaceBytes);
  frame[offset] = MESSAGE.sync;
  frame[offset + 1] = SYNC[step];
  let at = offset + 2;
  let rest = contentBytes;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) frame[at++] = (rest & 0x7f) | 0x80;
  frame[at++] = rest;
  return { frame, offset: at };
}

/** How many bytes a length takes as lib0 writes it: seven bits in each. */
function varUintBytes(length: number): number {
  let bytes = 1;
  for (let rest = length; rest > 0x7f; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

/** A frame with its head and space for `spaceBytes` of its payload, and where that begins. */
function emptyFrame(byteLength: number, spaceBytes = byteLength) {
  const offset = byteLength < 126 ? 2 : byteLength < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(offset + spaceBytes);
  frame[0] = FINAL_BINARY;
  if (offset === 2) frame[1] = byteLength;
  else if (offset === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(byteLength, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(byteLength), 2);
  }
  return { frame, offset };
}
