/** The base of all our elements: they render into the document itself, not into a shadow root. */
import { LitElement } from 'lit';

/**
 * Light DOM, since y-prosemirror loses text under a shadow root, and since `aria-details` of highlighted words
 * can name a thread only within one tree.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
