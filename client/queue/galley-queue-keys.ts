/** The dialog that tells the keys of the queue. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { QUEUE_KEYS } from './queue-keys.ts';
import './galley-queue-keys.css';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-queue-keys';

@customElement(TAG)
export class GalleyQueueKeys extends LightElement {
  override render(): TemplateResult {
    return html`<dialog aria-labelledby="queue-keys-title">
      <form method="dialog">
        <h2 id="queue-keys-title">Keys</h2>
        <dl>
          ${QUEUE_KEYS.map(
            ([key, , words]) =>
              html`<div>
                <dt><kbd>${key}</kbd></dt>
                <dd>${words}</dd>
              </div>`,
          )}
        </dl>
        <div class="actions"><button class="button">Close</button></div>
      </form>
    </dialog>`;
  }

  open(): void {
    this.querySelector('dialog')?.showModal();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-queue-keys': GalleyQueueKeys;
  }
}
