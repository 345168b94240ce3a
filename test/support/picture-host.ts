/** Another host that sends a picture, and counts who asked for it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pictureBytes } from './pictures.ts';

/** Close it. */
export interface PictureHost {
  /** With its port. */
  readonly host: string;
  readonly address: string;
  /** How often it was asked, and whether a page was named that asked. */
  readonly asked: readonly { readonly referrer: string | null }[];
  close(): void;
}

/** `shares` says whether it lets other pages have its pictures. */
export async function pictureHost(shares: boolean): Promise<PictureHost> {
  const asked: { referrer: string | null }[] = [];
  const server = createServer((request, response) => {
    asked.push({ referrer: request.headers.referer ?? null });
    if (shares) response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'image/png').end(pictureBytes());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const host = `127.0.0.1:${port}`;
  return { host, address: `http://${host}/a.png`, asked, close: () => server.close() };
}
