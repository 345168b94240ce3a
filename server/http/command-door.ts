/** The door for commands on this machine: what comes by the store's own folder is asked by the owner, whatever address we listen on. */
import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Makes the server answer requests with `app`, and gives what takes connections from the store's folder. Whoever can make one can
 * read the store's files, so `secret`, which makes a request the owner's, is put in here and never leaves the process.
 */
export function openCommandDoor(
  server: Server,
  app: RequestListener,
  secret: string,
): (connection: Socket) => void {
  const byFolder = new WeakSet<Socket>();
  server.on('request', (request, response) => {
    if (byFolder.has(request.socket)) request.headers.authorization = `Bearer ${secret}`;
    app(request, response);
  });
  return (connection) => {
    byFolder.add(connection);
    // Of itself it has none; it is of this machine, as routes and the audit log ask.
    Object.defineProperty(connection, 'remoteAddress', { value: '127.0.0.1' });
    server.emit('connection', connection);
  };
}
