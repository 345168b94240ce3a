/** The door of the sockets: what is refused there ends nobody but itself, and soon. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { rawSocket } from '../support/sync-client.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const WEBSOCKET = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];
const H2C = [
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAAQAAP',
];

async function open({ url } = server): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined); // it is cut on purpose
  await once(socket, 'connect');
  return socket;
}

/** All that is answered until the server closes. */
async function answerTo(line: string, headers: readonly string[]): Promise<string> {
  const socket = await open();
  socket.write([`${line} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n'));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

test.each([
  ['an address that can not be read', 'GET //', '404'],
  ['another path', 'GET /healthz', '404'],
  ['a path that only begins alike', 'GET /synchronous', '404'],
])('N21 an upgrade at %s is answered and ended', async (_what, line, status) => {
  expect(await answerTo(line, WEBSOCKET)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('N21 who resets the connection in the middle of an upgrade ends nobody else', async () => {
  for (const path of ['/elsewhere', '/sync/none', '//']) {
    const socket = await open();
    socket.write([`GET ${path} HTTP/1.1`, 'Host: localhost', ...WEBSOCKET, '', ''].join('\r\n'));
    socket.resetAndDestroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('N21 a request that merely offers another protocol is answered as it is', async () => {
  expect(await answerTo('GET /healthz', H2C)).toMatch(/^HTTP\/1.1 200 /);
  expect(await answerTo('GET /nowhere-at-all', H2C)).toMatch(/^HTTP\/1.1 404 /);
  const body = ['Content-Length: 2', ...H2C];
  expect(await answerTo('POST /api/session', body)).toMatch(/^HTTP\/1.1 400 /);
});

test('N21 a stop waits for nobody who was refused', async () => {
  const other = await testServer();
  const raw = await rawSocket(other, 'none', { token: 'wrong' });
  if ('status' in raw) throw new Error('refused before it was a socket');
  raw.socket.pause(); // it answers no close
  const begun = await open(other);
  begun.write('GET /sync/none HTTP/1.1\r\nHost: x\r\n');
  const since = performance.now();
  await other.close();
  expect(performance.now() - since).toBeLessThan(4000);
  begun.destroy();
  raw.socket.terminate();
});
