/** Where a socket comes in: checks where it comes from, finds out whose it is, and lets it into its room or says why not. */
import { ServerResponse } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { SCHEMA_VERSION } from '../../shared/article/schema.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { may } from '../../shared/policy/may.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS, SYNC_PATH } from '../../shared/wire/messages.ts';
import type { Authenticate, Identity } from '../accounts/authenticate.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import { isOwnOrigin } from '../accounts/credentials.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { DamagedRoomError } from '../storage/damage.ts';
import type { ActorInRoom } from '../watch/log.ts';
import type { Watch } from '../watch/watch.ts';
import { Holdings } from './holdings.ts';
import { enterRoom } from './messages.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { SocketSession } from './session.ts';
import type { Admission } from './session.ts';
import { TextRoom } from './text-room.ts';

/** What tells whose a socket is and where it may go. */
export interface UpgradeOptions {
  readonly authenticate: Authenticate;
  readonly catalogue: Catalogue;
  readonly rooms: Rooms;
  /** Public address of the server, null where it is the one that requests name. */
  readonly url: string | null;
  readonly watch: Watch;
  /** Called with what failed while somebody entered, and then with what `Entrance` says. */
  readonly failed: (error: unknown, about?: ActorInRoom) => void;
}

/** The addresses of requests have no host. */
const ANY_HOST = 'http://localhost';

/** Larger messages end the socket in `ws` itself, before they are whole: a frame of ours with the numbers around it is shorter. */
const MAX_PAYLOAD = LIMITS.maxFrameBytes + (64 << 10);

/** A socket that is still there this long after a stop began is dropped. */
const STOP_MS = 2000;

/** How `ws` closes a socket by itself when a message is too large; clients are to get our code for it. */
const WS_TOO_LARGE = 1009;

class OurSocket extends WebSocket {
  override close(code?: number, data?: string | Buffer): void {
    if (code === WS_TOO_LARGE) super.close(CLOSE.tooLarge.code, CLOSE.tooLarge.reason);
    else super.close(code, data);
  }
}

/** Answers upgrades under `/sync`; others are refused unless somebody else listens. Returns what ends that and drops all. */
export function acceptSockets(server: Server, options: UpgradeOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false,
    WebSocket: OurSocket,
  });
  const holdings = new Holdings();
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy()); // a reset that nobody hears would end the process
    const path = pathOf(request);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      serve(server, request, socket);
      return;
    }
    if (path?.startsWith(`${SYNC_PATH}/`) !== true) {
      if (server.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found');
      return;
    }
    if (!isOwnOrigin(request, options.url)) {
      refuse(socket, '403 Forbidden');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new SocketSession(webSocket, socket, { watch: options.watch, holdings });
      enter(session, request, path.slice(SYNC_PATH.length + 1), options).catch((error: unknown) => {
        options.failed(error);
        session.close(error instanceof DamagedRoomError ? CLOSE.damaged : CLOSE.storeFailed);
      });
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
    setTimeout(() => sockets.clients.forEach((client) => client.terminate()), STOP_MS).unref();
  };
}

/** Null where the address can't be read. */
function pathOf({ url = '/' }: IncomingMessage): string | null {
  return URL.canParse(url, ANY_HOST) ? new URL(url, ANY_HOST).pathname : null;
}

/** Answers a request that merely offers another protocol, as some clients do with each, by the one that it came in. */
function serve(server: Server, request: IncomingMessage, socket: Duplex): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  if (!(socket instanceof Socket) || length !== '0' || coding !== undefined) {
    refuse(socket, '400 Bad Request'); // its body can not be read any more
    return;
  }
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  server.emit('request', request, response);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.once('finish', () => socket.destroy());
}

async function enter(
  session: SocketSession,
  request: IncomingMessage,
  path: string,
  options: UpgradeOptions,
): Promise<void> {
  const { rooms } = options;
  let [rightsVersion, found] = [rooms.rightsVersion, await look(request, path, options)];
  // A right that was revoked meanwhile closed the sockets that were in their rooms, and this one isn't yet.
  while (rightsVersion !== rooms.rightsVersion)
    [rightsVersion, found] = [rooms.rightsVersion, await look(request, path, options)];
  if (rooms.isClosing) session.close(CLOSE.restarting);
  else if ('code' in found) session.close(found);
  else enterRoom({ ...options, ...found, session });
}

interface Admitted {
  readonly room: Room;
  readonly admission: Admission;
}

async function look(
  request: IncomingMessage,
  path: string,
  options: UpgradeOptions,
): Promise<Admitted | Close> {
  const identity = await options.authenticate(request);
  return identity ? admit(identity, decodePath(path), request, options) : CLOSE.notSignedIn;
}

/** The room and the rights in it, or why not. For somebody who may not see an article or layer there is none. */
async function admit(
  { actor: person, credential, ends }: Identity,
  [articleId = '', layerId, ...rest]: readonly string[],
  request: IncomingMessage,
  { catalogue, rooms }: UpgradeOptions,
): Promise<Admitted | Close> {
  const actor = await withEffectiveRole(person, articleId, catalogue);
  if (actor === null || rest.length > 0) return CLOSE.noSuchRoom;
  const reading = may('read article', actor);
  if (!reading.ok) return notAllowed(reading.rule);
  const query = new URL(request.url ?? '/', ANY_HOST).searchParams;
  const layer = layerId === undefined ? null : await catalogue.get('layers', layerId);
  const known = layer !== null && layer.article === articleId && mayReadLayer(layer, actor);
  if (layerId !== undefined && !known) return CLOSE.noSuchRoom;
  const room = known ? await rooms.layer(layer) : await rooms.text(articleId);
  if (room === null) return CLOSE.noSuchRoom;
  if (isEpochMismatch(query.get('epoch'), room.document.epoch)) return CLOSE.epochMismatch;
  const rights = {
    write:
      room instanceof TextRoom && may('edit text', actor).ok && knowsSchema(query.get('schema')),
    isOutdated: !knowsSchema(query.get('schema')),
    acknowledge: query.get('ack') === '1',
    news: query.get('news') === '1',
    ends,
  };
  return { room, admission: { actor, credential, rights } };
}

function isEpochMismatch(asked: string | null, epoch: number): boolean {
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
