/** A host for controllers that are tried without an element. */
import type { ReactiveControllerHost } from 'lit';

/** Draws nothing, and is always up to date. */
export const HOST: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
