/** How far behind the reader of a socket may be. */
import { expect, test } from 'vitest';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { SocketSession } from '../../../server/sync/session.ts';
import { EDITOR } from '../../hostile/memory-socket.ts';

const MIB = 1 << 20;

/** A socket whose other side reads nothing. */
function deafSession() {
  const stream = {
    writableLength: 0,
    write: ({ byteLength }: Uint8Array) => void (stream.writableLength += byteLength),
    cork() {},
    uncork() {},
  };
  const socket = {
    OPEN: 1,
    readyState: 1,
    closed: 0,
    close: (code: number) => void (socket.closed = code),
    on() {},
    pause() {},
    resume() {},
    terminate() {},
  };
  const session = new SocketSession(socket as unknown as WebSocket, stream as unknown as Duplex);
  const rights = { write: false, isOutdated: false, acknowledge: false, news: false };
  const events = { opened() {}, received() {}, ended() {} };
  session.open({ actor: EDITOR, credential: 'c', rights }, 0, events);
  /** After how many seconds it was closed, null where it wasn't. */
  const closedAfter = (seconds: number): number | null => {
    for (let second = 1; second <= seconds; second += 1) {
      session.tick();
      if (socket.closed !== 0) return second;
    }
    return null;
  };
  return { session, stream, socket, closedAfter };
}

test('G9 who reads nothing of what others write is closed after ten seconds', () => {
  const { session, closedAfter } = deafSession();
  session.write(new Uint8Array(100));
  expect(closedAfter(100)).toBe(10);
});

test('G9 who asked for a long answer has as long as a slow line takes for it', () => {
  const { session, stream, socket, closedAfter } = deafSession();
  session.writeParts([new Uint8Array(4 * MIB), new Uint8Array(6 * MIB)]);
  session.write(new Uint8Array(10)); // more than 8 MiB are on their way, as it asked for
  expect(socket.closed).toBe(0);
  expect(closedAfter(60)).toBe(null);
  stream.writableLength = 0; // it has all
  session.tick();
  session.write(new Uint8Array(100));
  expect(closedAfter(100)).toBe(10);
});

test('G9 who asks for a long answer and reads none of it is closed too, however often it asks', () => {
  const { session, socket, closedAfter } = deafSession();
  for (let at = 0; at < 3; at += 1) session.writeParts([new Uint8Array(5 * MIB)]);
  expect(socket.closed).toBe(0);
  session.writeParts([new Uint8Array(5 * MIB)]);
  expect(socket.closed).toBe(1013);
  const other = deafSession();
  other.session.writeParts([new Uint8Array(5 * MIB)]);
  expect(other.closedAfter(100)).toBe(63);
  expect(closedAfter(1)).toBe(1);
});
