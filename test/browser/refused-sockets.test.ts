/** Behind a proxy that carries requests and refuses WebSockets. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';

const browser = testBrowser();

/** Answers each upgrade as told, and carries everything else to the server. Gives its address. */
async function proxyBefore(target: string, onUpgrade: (socket: Duplex) => void): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const onward = request(new URL(url ?? '/', target), { method, headers }, (come) => {
      answer.writeHead(come.statusCode ?? 502, come.headers);
      come.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  proxy.on('upgrade', (_request, socket) => onUpgrade(socket.on('error', () => {})));
  await new Promise<void>((listens) => proxy.listen(0, '127.0.0.1', listens));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

test.each<[string, (socket: Duplex) => void]>([
  ['refuses', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
  ['drops', (socket) => socket.destroy()],
  ['never answers', () => {}],
])('E34 a proxy that %s WebSockets is said within ten seconds', async (_how, onUpgrade) => {
  const server = await builtServer();
  onTestFinished(() => server.close());
  const article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
  const url = await proxyBefore(server.url, onUpgrade);
  const page = await browser.newPerson({ url }, OWNER_TOKEN, { allows: [/WebSocket/] });
  await page.goto(`${url}/articles/${article.id}`);
  const sentence = page.getByRole('status').filter({ hasText: 'lets no WebSockets through' });
  await sentence.waitFor({ timeout: 10_000 });
  expect(await page.getByText('Connecting…').count()).toBe(0);
});
