/** The client's files straight from their sources, with live reload, and the style guide; for development only. */
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { Assets } from './assets.ts';

/** No build has this page. */
const STYLE_GUIDE = '/styleguide';

/** Runs Vite inside our own server; its reload socket shares our port. */
export async function devAssets(server: Server): Promise<Assets> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server } },
  });
  const page = async (file: string, path: string): Promise<string> =>
    vite.transformIndexHtml(path, await readFile(`client/${file}`, 'utf8'));
  return {
    shell: (path) => page('index.html', path),
    reader: { script: '/reader/main.ts', styles: ['/reader/reader.css'] },
    files(request, response, next) {
      if (request.path !== STYLE_GUIDE) vite.middlewares(request, response, next);
      else
        page('styleguide/index.html', STYLE_GUIDE).then(
          (html) => response.type('html').send(html),
          next,
        );
    },
    strict: false,
    close: () => vite.close(),
  };
}
