/** Notices that no socket opens although the server answers, as behind a proxy that lets no WebSocket through. */
import type { WebsocketProvider } from 'y-websocket';

/** An attempt takes well under a second, and comes again after 2.5 s at most. */
const PATIENCE_MS = 5000;

/** What of a provider tells whether its socket is open. */
export type WatchedProvider = Pick<WebsocketProvider, 'wsconnected' | 'shouldConnect'> & {
  on(name: 'status', listen: () => void): void;
};

/** What the watch asks, and what it reports. */
export interface SocketWatchParts {
  /** Whether the server answers requests. */
  readonly isReachable: () => Promise<boolean>;
  /** Called when no socket has been open for five seconds while the server answers; again only after one was open. */
  readonly refused: () => void;
}

/** Watches a provider from now on. Gives the function that ends this. */
export function watchSocket(
  provider: WatchedProvider,
  { isReachable, refused }: SocketWatchParts,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isTold = false;
  let isEnded = false;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const start = (): void => {
    if (!isEnded && !isTold) timer ??= setTimeout(() => void look(), PATIENCE_MS);
  };
  const look = async (): Promise<void> => {
    const isAnswering = await isReachable();
    timer = null;
    if (isEnded || provider.wsconnected) return;
    if (!isAnswering || !provider.shouldConnect) return start();
    isTold = true;
    refused();
  };
  provider.on('status', () => {
    if (!provider.wsconnected) return start();
    isTold = false;
    stop();
  });
  start();
  return () => {
    isEnded = true;
    stop();
  };
}
