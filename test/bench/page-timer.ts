/** Measures in the page itself: from a key, or a message of a peer, to the frame that shows what it changed. */

/** One change of the text, in ms since the event. */
export interface Shown {
  /** The next animation frame after the change. */
  readonly frame: number;
  /** That frame laid out and handed over for painting. */
  readonly painted: number;
}

export interface PageTimer {
  readonly keys: Shown[];
  readonly remote: Shown[];
  /** Time from each frame to the next since `watchFrames`, ms. */
  readonly frames: number[];
  /** Not before it is needed: a page that asks for each frame has more to do at each key. */
  watchFrames(): void;
  /** Begins anew. */
  clear(): void;
}

declare global {
  // Only as a `var` is it a property of the page's `globalThis`.
  var pageTimer: PageTimer;
}

/** Runs in the page before its own scripts; refers to nothing outside, since it is sent as text. */
export function installPageTimer(): void {
  const [keys, remote, frames]: [Shown[], Shown[], number[]] = [[], [], []];
  let keyAt = 0;
  let lastFrame = 0;

  const waitForFrame = (list: Shown[], start: number): void => {
    requestAnimationFrame(() => {
      const frame = performance.now() - start;
      const { port1, port2 } = new MessageChannel();
      // A task of its own comes behind the layout and painting of the frame.
      port1.addEventListener('message', () =>
        list.push({ frame, painted: performance.now() - start }),
      );
      port1.start();
      port2.postMessage(null);
    });
  };
  const watch = new MutationObserver(() => {
    if (keyAt > 0) waitForFrame(keys, keyAt);
    keyAt = 0;
  });
  const eachFrame = (now: number): void => {
    if (lastFrame > 0) frames.push(now - lastFrame);
    lastFrame = now;
    requestAnimationFrame(eachFrame);
  };
  addEventListener('keydown', (event) => (keyAt = event.timeStamp), true);
  addEventListener('DOMContentLoaded', () => {
    const seeking = setInterval(() => {
      const text = document.querySelector('.article-text');
      if (text === null) return;
      clearInterval(seeking);
      watch.observe(text, { subtree: true, childList: true, characterData: true });
    }, 20);
  });
  const onmessage = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    set(this: WebSocket, handle: (event: MessageEvent) => void) {
      onmessage?.set?.call(this, (event: MessageEvent) => {
        const start = performance.now();
        handle(event);
        if (watch.takeRecords().length > 0) waitForFrame(remote, start);
      });
    },
  });
  const clear = (): void => {
    for (const list of [keys, remote, frames]) list.length = 0;
    lastFrame = 0;
  };
  const watchFrames = (): void => void requestAnimationFrame(eachFrame);
  globalThis.pageTimer = { keys, remote, frames, watchFrames, clear };
}
