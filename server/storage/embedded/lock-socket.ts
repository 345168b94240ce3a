/** A Unix socket in a folder: who listens on it is alive, which the kernel knows across containers and forgets at a kill. */
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** A longer path is cut in silence, and the socket is then somewhere else: 107 bytes fit on Linux, 103 on macOS. */
const MAX_PATH_BYTES = 103;

/** Listens at the path at once, for this user alone; where that can't be done the server has an `error` event still to come. */
export function listenAt(path: string): Server {
  const server = withShortPath(path, (short) => createServer().listen(short));
  if (server.listening) chmodSync(path, 0o600);
  return server.unref();
}

/** A connection with whoever listens at the path. */
export function connectTo(path: string): Socket {
  return withShortPath(path, (short) => connect(short));
}

/**
 * Whether a process listens at the path, be it stopped or in another container. What isn't certain counts as yes. A socket
 * that is dead stays so, since only the process that made it could listen on it.
 */
export function isAlive(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connectTo(path);
    socket.once('connect', () => (socket.destroy(), answer(true)));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      answer(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    );
  });
}

/** Both calls look the path up before they return, so a link is needed no longer than that. */
function withShortPath<T>(path: string, use: (short: string) => T): T {
  if (fits(path)) return use(path);
  const folder = makeTemporary(path);
  try {
    const link = join(folder, 'to');
    symlinkSync(resolve(dirname(path)), link);
    const short = join(link, basename(path));
    if (!fits(short)) throw tooLong(path);
    return use(short);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeTemporary(path: string): string {
  try {
    return mkdtempSync(join(tmpdir(), 'galley-'));
  } catch (error) {
    throw tooLong(path, error);
  }
}

function tooLong(path: string, cause?: unknown): Error {
  return new Error(
    `The path ${path} is too long for a socket, and no shorter one can be made in ${tmpdir()}: put the store into a folder with a shorter path.`,
    { cause },
  );
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_PATH_BYTES;
}
