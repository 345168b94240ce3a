/** Requests that don't come in: how long they may take, and what is said then. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyDeadline } from '../../../server/http/deadlines.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test('LM10 a body has half a minute, an upload what a slow line takes for it', () => {
  expect(bodyDeadline({}, 400_000)).toBe(30_000);
  expect(bodyDeadline({ upload: 'picture' }, 10 << 20)).toBeGreaterThan(500_000);
  expect(bodyDeadline({ upload: 'article' }, 1e15)).toBe(600_000);
  expect(bodyDeadline({ upload: 'article' }, Number.NaN)).toBe(600_000);
  expect(bodyDeadline({}, Number.NaN)).toBe(30_000);
});

/** Sends this much and waits for the connection's end; gives what came back. */
async function send(words: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (data: Buffer) => void (answer += data.toString()));
  socket.on('error', () => {});
  socket.write(words);
  await once(socket, 'close');
  return answer;
}

test(
  'LM10 half a body is answered and its connection closed, and so is half a head',
  { timeout: 90_000 },
  async () => {
    const began = performance.now();
    const head = 'Host: localhost\r\nContent-Type: application/json\r\n';
    const [body, half] = await Promise.all([
      send(`POST /api/session HTTP/1.1\r\n${head}Content-Length: 9000\r\n\r\n{"token":"`),
      send('POST /api/session HTTP/1.1\r\nHost: local'),
    ]);
    expect(body).toMatch(/^HTTP\/1\.1 408 [\s\S]*This took too long to come in/);
    expect(half).toMatch(/^HTTP\/1\.1 408 |^$/);
    expect(performance.now() - began).toBeLessThan(60_000);
  },
);

test('LM11 who has no account sends sixteen kilobytes at most', async () => {
  const long = await server.ask('POST', '/api/session', { token: 'x'.repeat(20_000) }, '');
  expect([long.status, long.json.type]).toEqual([413, '/problems/too-large']);
});
