/** Makes WebSocket frames (RFC 6455): once for all sockets that get them. */

const FINAL_BINARY = 0x82;

/**
 * The whole frame of one binary message, as a server sends it: not masked, not compressed, in one piece. `ws` makes the same
 * frame anew for every socket, and writes it apart from its header.
 */
export function websocketFrame(payload: Uint8Array): Buffer {
  const { byteLength } = payload;
  const headerLength = byteLength < 126 ? 2 : byteLength < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + byteLength);
  frame[0] = FINAL_BINARY;
  if (headerLength === 2) frame[1] = byteLength;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(byteLength, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(byteLength), 2);
  }
  frame.set(payload, headerLength);
  return frame;
}
