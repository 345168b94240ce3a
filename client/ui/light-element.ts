/** The base of all our elements: they render into the document itself, not into a shadow root. */
import { LitElement } from 'lit';

/**
 * Light DOM, since a browser tells an editor under a shadow root too little of its selection, and since `aria-details` of highlighted words
 * can name a thread only within one tree.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
