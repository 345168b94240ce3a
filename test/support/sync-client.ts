/** The stock y-websocket client for tests, and a raw socket that speaks the protocol byte by byte. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { TestServer } from './server.ts';

/** What any y-websocket client does; `destroy` closes its socket for good. */
export interface StockClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** How the server ended the connection for good, where it did. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly synced: Promise<void>;
  destroy(): void;
}

/** Connects to a room with an API token. `disableBc`, since two providers in one process would else sync without any server. */
export function stockClient(
  server: TestServer,
  room: string,
  token: string,
  params: Record<string, string> = {},
  doc = new Y.Doc(),
): StockClient {
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, room, doc, {
    params: { token, ...params },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket, // the same but for browser-only events
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    provider.on('closed', (event: { code: number; reason: string }) => resolve(event)),
  );
  const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  return {
    doc,
    provider,
    closed,
    synced,
    destroy() {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** A socket as it is, without any protocol; frames are kept from the first one on. */
export interface RawSocket {
  readonly socket: WebSocket;
  /** All frames that came so far. */
  readonly frames: Uint8Array[];
  readonly closed: Promise<{ code: number; reason: string }>;
  send(frame: Uint8Array | string): void;
}

/** Opens a socket; `status` is the HTTP status where the upgrade was refused. */
export function rawSocket(
  server: TestServer,
  path: string,
  options: { token?: string; headers?: Record<string, string> } = {},
): Promise<RawSocket | { readonly status: number }> {
  const query =
    options.token === undefined ? '' : `${path.includes('?') ? '&' : '?'}token=${options.token}`;
  const address = `${server.url.replace('http', 'ws')}/sync/${path}${query}`;
  const socket = new WebSocket(address, { headers: options.headers ?? {} });
  const frames: Uint8Array[] = [];
  socket.on('message', (data: Buffer) => void frames.push(Uint8Array.from(data)));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) =>
      resolve({ status: response.statusCode ?? 0 }),
    );
    socket.on('error', reject);
    socket.on('open', () =>
      resolve({ socket, frames, closed, send: (frame) => socket.send(frame) }),
    );
  });
}

/** Waits for a condition, not for a time. Throws where it isn't met in time; `what` names it. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 5000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
