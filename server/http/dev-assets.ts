/** The client's files straight from their sources, with live reload; for development only. */
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { Assets } from './assets.ts';

/** Runs Vite inside our own server; its reload socket shares our port. */
export async function devAssets(server: Server): Promise<Assets> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    async shell(path) {
      const source = await readFile('client/index.html', 'utf8');
      return vite.transformIndexHtml(path, source);
    },
    reader: { script: '/reader/main.ts', styles: ['/reader/reader.css'] },
    files: vite.middlewares,
    strict: false,
    close: () => vite.close(),
  };
}
