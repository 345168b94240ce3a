/** Does something again every so often, but only while somebody looks. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Calls `refresh` every `everyMs` while the tab is visible, and at once when the tab becomes visible or the
 * network comes back. Rests while the host is not connected.
 */
export class RefreshController implements ReactiveController {
  readonly #everyMs: number;
  readonly #refresh: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, everyMs: number, refresh: () => void) {
    this.#everyMs = everyMs;
    this.#refresh = refresh;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#whenSeen);
    window.addEventListener('online', this.#whenSeen);
    this.#timer = setInterval(this.#whenSeen, this.#everyMs);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#whenSeen);
    window.removeEventListener('online', this.#whenSeen);
    clearInterval(this.#timer);
  }

  readonly #whenSeen = (): void => {
    if (document.visibilityState === 'visible') this.#refresh();
  };
}
