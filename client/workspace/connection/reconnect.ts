/** When a socket that the server closed for a while is opened again. */
import type { WebsocketProvider } from 'y-websocket';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { troubleOf } from './text-connection-state.ts';

/** A server that starts again should not find all of its clients at the door in the same moment. */
const SPREAD_MS = 3000;

/** How long to wait after a close, in ms; null leaves it to the provider. `chance` is a number from 0 up to 1. */
export function reconnectDelayMs(code: number | undefined, chance: number): number | null {
  if (code === CLOSE.rightsChanged.code) return 0;
  return troubleOf(code) === null ? null : Math.floor(chance * SPREAD_MS);
}

/**
 * Makes a provider wait for that time after each close. Gives the function that stops this, to be called when the provider
 * is destroyed.
 */
export function reconnectAfterClose(provider: WebsocketProvider, chance: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  provider.on('connection-close', (event) => {
    const delayMs = reconnectDelayMs(event?.code, chance());
    if (delayMs === null) return;
    provider.shouldConnect = false; // else it tries by itself, after the same time as all others
    timer = setTimeout(() => provider.connect(), delayMs);
  });
  return () => clearTimeout(timer);
}
