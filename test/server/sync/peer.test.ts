/** How far behind a socket may be. */
import { expect, test } from 'vitest';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Peer } from '../../../server/sync/peer.ts';
import { EDITOR } from '../../hostile/memory-socket.ts';

const MIB = 1 << 20;

/** A socket whose other side reads nothing. */
function deafPeer() {
  const stream = {
    writableLength: 0,
    write: ({ byteLength }: Uint8Array) => void (stream.writableLength += byteLength),
    cork() {},
    uncork() {},
  };
  const socket = { OPEN: 1, readyState: 1, closed: 0, close: (code: number) => void (socket.closed = code), terminate() {} }; // prettier-ignore
  const rights = { write: false, acknowledge: false };
  const peer = new Peer(socket as unknown as WebSocket, stream as unknown as Duplex, EDITOR, 'c', rights); // prettier-ignore
  /** After how many seconds it was closed, null where it wasn't. */
  const closedAfter = (seconds: number): number | null => {
    for (let second = 1; second <= seconds; second += 1) {
      peer.tick();
      if (socket.closed !== 0) return second;
    }
    return null;
  };
  return { peer, stream, socket, closedAfter };
}

test('G9 who reads nothing of what others write is closed after ten seconds', () => {
  const { peer, closedAfter } = deafPeer();
  peer.write(new Uint8Array(100));
  expect(closedAfter(100)).toBe(10);
});

test('G9 who asked for a long answer has as long as a slow line takes for it', () => {
  const { peer, stream, socket, closedAfter } = deafPeer();
  peer.writeParts([new Uint8Array(4 * MIB), new Uint8Array(6 * MIB)]);
  peer.write(new Uint8Array(10)); // more than 8 MiB are on their way, as it asked for
  expect(socket.closed).toBe(0);
  expect(closedAfter(60)).toBe(null);
  stream.writableLength = 0; // it has all
  peer.tick();
  peer.write(new Uint8Array(100));
  expect(closedAfter(100)).toBe(10);
});

test('G9 who asks for a long answer and reads none of it is closed too, however often it asks', () => {
  const { peer, socket, closedAfter } = deafPeer();
  for (let at = 0; at < 3; at += 1) peer.writeParts([new Uint8Array(5 * MIB)]);
  expect(socket.closed).toBe(0);
  peer.writeParts([new Uint8Array(5 * MIB)]);
  expect(socket.closed).toBe(1013);
  const other = deafPeer();
  other.peer.writeParts([new Uint8Array(5 * MIB)]);
  expect(other.closedAfter(100)).toBe(63);
  expect(closedAfter(1)).toBe(1);
});
