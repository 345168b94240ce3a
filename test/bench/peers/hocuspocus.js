/** Hocuspocus as its guide sets it up: SQLite, and all else as it comes. */
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const { PORT, DATABASE } = process.env;

await new Server({
  port: Number(PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: DATABASE })],
}).listen();
