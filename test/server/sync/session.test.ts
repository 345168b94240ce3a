/** How far behind the reader of a socket may be. */
import { expect, test } from 'vitest';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Holdings } from '../../../server/sync/holdings.ts';
import { SocketSession } from '../../../server/sync/session.ts';
import { nothingWatched } from '../../../server/watch/watch.ts';
import { EDITOR } from '../../hostile/memory-socket.ts';

const MIB = 1 << 20;

/** A socket whose other side reads nothing. */
function deafSession(holdings = new Holdings()) {
  const sent: (() => void)[] = [];
  const heard = new Map<string, (data: Buffer, isBinary: boolean) => void>();
  const stream = {
    writableLength: 0,
    bytesRead: 0,
    write: ({ byteLength }: Uint8Array, done?: () => void) => {
      stream.writableLength += byteLength;
      if (done) sent.push(done);
    },
    cork() {},
    uncork() {},
  };
  const socket = {
    OPEN: 1,
    readyState: 1,
    closed: 0,
    close: (code: number) => void (socket.closed = code),
    isPaused: false,
    isDeaf: false,
    ping() {
      if (!socket.isDeaf) stream.bytesRead += 6;
      heard.get('pong')?.(Buffer.alloc(0), true);
    },
    on: (event: string, hear: () => void) => void heard.set(event, hear),
    pause() {},
    resume() {},
    terminate() {},
  };
  const session = new SocketSession(socket as unknown as WebSocket, stream as unknown as Duplex, {
    watch: nothingWatched,
    holdings,
  });
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
  const hear = (event: string): void => heard.get(event)?.(Buffer.alloc(10), true);
  return { session, stream, socket, closedAfter, sent, hear };
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

test('LM9 one person’s slow readers have so many bytes together, until these are read', () => {
  const holdings = new Holdings();
  const answer = [new Uint8Array(8 * MIB)];
  const readers = Array.from({ length: 9 }, () => deafSession(holdings));
  for (const { session } of readers) session.writeParts(answer);
  expect(readers.map(({ socket }) => socket.closed)).toEqual([...Array(8).fill(0), 1013]);
  for (const done of readers[0]?.sent ?? []) done();
  const later = deafSession(holdings);
  later.session.writeParts(answer);
  expect(later.socket.closed).toBe(0);
});

test('LM9 who has read all is answered, however many others have not', () => {
  const holdings = new Holdings();
  for (let person = 0; person < 8; person += 1)
    expect(holdings.answersOf(`slow ${person}`).take(64 * MIB)).toBe(true);
  expect(holdings.answersOf('slow 0').take(1)).toBe(false);
  const honest = holdings.answersOf('honest');
  for (let answer = 0; answer < 3; answer += 1) {
    expect(honest.take(5 * MIB)).toBe(true);
    honest.give(5 * MIB);
  }
});

test('LM9 one person has two hundred sockets, and another one theirs', () => {
  const holdings = new Holdings();
  const own = Array.from({ length: 200 }, () => holdings.enter('one'));
  expect(new Set(own)).toEqual(new Set([true]));
  expect([holdings.enter('one'), holdings.enter('other')]).toEqual([false, true]);
  holdings.leave('one');
  expect(holdings.enter('one')).toBe(true);
});

test('LM9 a socket more than a person may have is closed, and its place goes to the next', () => {
  const holdings = new Holdings();
  for (let open = 1; open < 200; open += 1) holdings.enter(EDITOR.id);
  const [last, refused] = [deafSession(holdings), deafSession(holdings)];
  expect([last.socket.closed, refused.socket.closed]).toEqual([0, 1013]);
  refused.hear('close');
  expect(deafSession(holdings).socket.closed).toBe(1013);
  last.hear('close');
  expect(deafSession(holdings).socket.closed).toBe(0);
});

test('LM10 a message that was begun and does not go on ends its socket', () => {
  const { stream, closedAfter } = deafSession();
  stream.bytesRead = 900_000;
  expect(closedAfter(1)).toBeNull(); // it has just come
  expect(closedAfter(100)).toBe(10);
});

test('LM10 one that goes on slowly does not, nor does one that is whole', () => {
  const { session, stream, socket, hear } = deafSession();
  const pass = (seconds: number, bytes: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      stream.bytesRead += bytes;
      stream.writableLength = 0; // it reads what keeps it alive
      session.tick();
    }
  };
  pass(100, 3000);
  expect(socket.closed).toBe(0);
  hear('message');
  pass(100, 0);
  expect(socket.closed).toBe(0);
});

test('W30 a socket whose other side is gone is closed after a minute and a half', () => {
  const { session, stream, socket } = deafSession();
  const pass = (seconds: number): number | null => {
    for (let second = 1; second <= seconds; second += 1) {
      stream.writableLength = 0; // the system takes what is written, for a while
      session.tick();
      if (socket.closed !== 0) return second;
    }
    return null;
  };
  expect(pass(600)).toBeNull(); // it answers pings
  socket.isDeaf = true;
  expect(pass(200)).toBeLessThanOrEqual(91);
});
