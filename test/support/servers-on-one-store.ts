/** Several servers of a test on one store in memory, with one carrier between them. */
import { onTestFinished } from 'vitest';
import { inProcessCarrier } from '../../server/carrier/in-process.ts';
import { memoryStore } from '../../server/storage/open.ts';
import { testServer } from './server.ts';
import type { TestServer } from './server.ts';

/**
 * Starts servers one by one; all end with the running test, the store last. Each commit takes `diskMs`, so that what the servers
 * store at the same time meets.
 */
export function serversOnOneStore(diskMs = 0): { readonly start: () => Promise<TestServer> } {
  const store = memoryStore(() => new Promise((resolve) => setTimeout(resolve, diskMs)));
  const carrier = inProcessCarrier();
  onTestFinished(() => store.close());
  const { catalogue, log, blobs } = store;
  const shared = {
    catalogue,
    log,
    blobs,
    transaction: store.transaction.bind(store),
    close: () => Promise.resolve(),
  };
  return {
    async start() {
      const server = await testServer({ carrier }, shared);
      onTestFinished(() => server.close());
      return server;
    },
  };
}
