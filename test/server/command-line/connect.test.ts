/** The way to a server that has the store, and can't be asked. */
import { connect as connectTo, createServer } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../server/command-line/connect.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The way to a process that does this with who comes. */
async function wayTo(server: Server): Promise<ReturnType<typeof connect>> {
  const path = join(await temporaryFolder(), 'socket');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  const running = { name: 'process 7', connect: () => connectTo(path) };
  const startOwn = () => Promise.reject(new Error('A server was started beside another.'));
  return connect({ find: () => Promise.resolve(running), startOwn, patienceMs: 100 });
}

test('K2 a server that says nothing, or hangs up, is named, with the reason', async () => {
  await expect(wayTo(createServer())).rejects.toThrow(
    "The store is in use by process 7, which can't be asked (no answer for 0.1 seconds).",
  );
  const hangingUp = createServer((socket) => socket.destroy());
  await expect(wayTo(hangingUp)).rejects.toThrow(
    /^The store is in use by process 7, which can't be asked \(.+\)\.$/,
  );
});
