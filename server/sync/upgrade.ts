/** Where a socket comes in: checks where it comes from, finds out who it is, and lets it into its room or says why not. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { SCHEMA_VERSION } from '../../shared/article/schema.ts';
import { may, mayReadLayer } from '../../shared/policy/decide.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS, SYNC_PATH } from '../../shared/wire/messages.ts';
import type { Authenticate, Identity } from '../accounts/authenticate.ts';
import { standing } from '../accounts/standing.ts';
import { isOwnOrigin } from '../http/credentials.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { DamagedRoomError } from '../storage/damage.ts';
import type { Watch } from '../watch/watch.ts';
import { listen } from './messages.ts';
import { Peer } from './peer.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { TextRoom } from './text-room.ts';

export interface UpgradeOptions {
  readonly authenticate: Authenticate;
  readonly catalogue: Catalogue;
  readonly rooms: Rooms;
  /** Public address of the server, null where it is the one asked for. */
  readonly url: string | null;
  readonly watch: Watch;
  readonly failed: (error: unknown) => void;
}

/** Larger frames end the socket in `ws` itself; the limits that people are told are ours and lower. */
const MAX_PAYLOAD = 4 * LIMITS.maxFrameBytes;

/** Answers upgrades under `/sync`; others are left to whoever else listens. Gives the closer. */
export function acceptSockets(server: Server, options: UpgradeOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false,
  });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (!path.startsWith(`${SYNC_PATH}/`)) return;
    socket.on('error', () => socket.destroy()); // a reset that nobody hears would end the process
    if (!isOwnOrigin(request, options.url)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      enter(webSocket, socket, request, path.slice(SYNC_PATH.length + 1), options).catch(
        (error: unknown) => {
          options.failed(error);
          const { code, reason } =
            error instanceof DamagedRoomError ? CLOSE.damaged : CLOSE.storeFailed;
          webSocket.close(code, reason);
        },
      );
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
  };
}

async function enter(
  socket: WebSocket,
  stream: Duplex,
  request: IncomingMessage,
  path: string,
  options: UpgradeOptions,
): Promise<void> {
  // Frames that come while the rights are looked up wait; the socket's own buffer bounds them.
  socket.pause();
  socket.on('error', () => socket.terminate());
  let [rights, admitted] = [options.rooms.rights, await look(request, path, options)];
  // A right that was taken back meanwhile closed the sockets that were in their rooms, and this one isn't yet.
  while (rights !== options.rooms.rights) {
    // oxlint-disable-next-line no-await-in-loop -- each look is about the rights after the last change
    [rights, admitted] = [options.rooms.rights, await look(request, path, options)];
  }
  if ('code' in admitted) socket.close(admitted.code, admitted.reason);
  else if (socket.readyState === socket.OPEN)
    listen(socket, { ...options, room: admitted.room, peer: admitted.peer(socket, stream) });
  socket.resume();
}

interface Admitted {
  readonly room: Room;
  readonly peer: (socket: WebSocket, stream: Duplex) => Peer;
}

async function look(
  request: IncomingMessage,
  path: string,
  options: UpgradeOptions,
): Promise<Admitted | Close> {
  const identity = await options.authenticate(request);
  return identity ? admit(identity, decodePath(path), request, options) : CLOSE.notSignedIn;
}

/** The room and the rights in it, or why not. Who may not see an article or layer is told that there is none. */
async function admit(
  { actor: person, credential, ends }: Identity,
  [articleId = '', layerId, ...rest]: readonly string[],
  request: IncomingMessage,
  { catalogue, rooms, watch }: UpgradeOptions,
): Promise<Admitted | Close> {
  const actor = await standing(person, articleId, catalogue);
  if (actor === null || rest.length > 0) return CLOSE.noSuchRoom;
  const reading = may('read article', actor);
  if (!reading.ok) return notAllowed(reading.rule);
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const layer = layerId === undefined ? null : await catalogue.get('layers', layerId);
  const known = layer !== null && layer.article === articleId && mayReadLayer(layer, actor);
  if (layerId !== undefined && !known) return CLOSE.noSuchRoom;
  const room = known ? await rooms.layer(layer) : await rooms.text(articleId);
  if (room === null) return CLOSE.noSuchRoom;
  if (isOtherLife(query.get('epoch'), room.document.epoch)) return CLOSE.otherLife;
  const rights = {
    write:
      room instanceof TextRoom && may('edit text', actor).ok && knowsSchema(query.get('schema')),
    acknowledge: query.get('ack') === '1',
    ends,
  };
  return {
    room,
    peer: (socket, stream) => new Peer(socket, stream, actor, credential, rights, watch),
  };
}

function isOtherLife(asked: string | null, epoch: number): boolean {
  return asked !== null && Number(asked) !== epoch;
}

/** A client that names an older schema would delete what it doesn't know, so it may only read. */
function knowsSchema(asked: string | null): boolean {
  return asked === null || Number(asked) >= SCHEMA_VERSION;
}

function decodePath(path: string): string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return []; // not percent-encoded UTF-8: no such room
  }
}
