/** A line between browsers and a server on which everything takes its time, as between people who are far from each other. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server's address by way of the line. */
export interface SlowLine {
  readonly url: string;
  close(): void;
}

/** Opens a line to a server; each byte takes between `ms` and twice as long each way, in order. */
export async function slowLine(server: string, ms: number): Promise<SlowLine> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    let passed = Promise.resolve();
    const later = (act: () => void): void => {
      const at = Date.now() + ms * (1 + Math.random());
      // One after another: of timers that end together any may be the first.
      passed = passed.then(() => delay(Math.max(0, at - Date.now()))).then(act);
    };
    from.on('data', (bytes) => later(() => to.writable && to.write(bytes)));
    from.on('close', () => later(() => to.destroy()));
    from.on('error', () => undefined);
  };
  const line = createServer((socket) => {
    const other = connect(Number(port), hostname);
    for (const one of [socket, other]) sockets.add(one.setNoDelay(true));
    pass(socket, other);
    pass(other, socket);
  });
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      line.close();
    },
  };
}
