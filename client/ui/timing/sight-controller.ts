/** Says when the window shows another part of the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { NextFrame } from './next-frame.ts';

/** Calls `changed` at most once a frame, when the page was scrolled or the window got another size. */
export class SightController implements ReactiveController {
  readonly #frame: NextFrame;

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#frame = new NextFrame(changed);
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of EVENTS) window.addEventListener(name, this.#frame.ask, { passive: true });
  }

  hostDisconnected(): void {
    for (const name of EVENTS) window.removeEventListener(name, this.#frame.ask);
  }
}

const EVENTS = ['scroll', 'resize'] as const;
