/** Each request leaves one line at debug level, without its address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../server/watch/log.ts';
import { watchRequests } from '../../../server/watch/request-log.ts';
import { nothingWatched } from '../../../server/watch/watch.ts';

test('O10 a request is logged by method, route, status and time, at debug level only', async () => {
  for (const level of ['debug', 'info']) {
    const lines: string[] = [];
    const log = createLog(level, { write: (line) => void lines.push(line) });
    const app = express();
    app.use(watchRequests(nothingWatched, log));
    app.get('/read/:slug', (_request, response) => void response.send('words'));
    const server = createServer(app).listen(0);
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await (await fetch(`http://127.0.0.1:${port}/read/a-headline?token=geheim`)).text();
    if (level === 'info') {
      expect(lines).toEqual([]);
      continue;
    }
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      method: 'GET',
      route: '/read/:slug',
      status: 200,
    });
    for (const secret of ['headline', 'geheim', 'words']) expect(lines[0]).not.toContain(secret);
  }
});
