/** The formats of an annotated copy, and what is to be in it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Download } from 'lucide';
import { COPY_FORMATS } from '../../shared/article/copy-formats.ts';
import type { CopyFormat } from '../../shared/article/copy-formats.ts';
import type { LayerAnswer } from '../../shared/wire/answers.ts';
import '../style/galley-export-choices.css';
import { exportAddress } from './export-address.ts';
import { icon } from './icon.ts';
import { LightElement } from './light-element.ts';

export const TAG = 'galley-export-choices';

/** @fires copy-taken - the person began a download */
@customElement(TAG)
export class GalleyExportChoices extends LightElement {
  @property() article = '';
  /** The layers that the person may read; without them the copy has all of these. */
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];

  @state() private settled = true;
  @state() private pseudonyms = false;
  @state() private left: ReadonlySet<string> = new Set();

  override render(): TemplateResult {
    return html`
      <ul role="list">
        ${COPY_FORMATS.map((format) => this.#format(format))}
      </ul>
      <label>
        <input type="checkbox" .checked=${this.settled} @change=${this.#switchSettled} />
        Resolved threads too
      </label>
      <label>
        <input type="checkbox" .checked=${this.pseudonyms} @change=${this.#switchNames} />
        Pseudonyms instead of names
      </label>
      ${
        this.layers.length === 0
          ? nothing
          : html`<fieldset>
              <legend>Layers</legend>
              ${this.layers.map((layer) => this.#layer(layer))}
            </fieldset>`
      }
    `;
  }

  #format({ name, label, about }: CopyFormat): TemplateResult {
    const address = exportAddress(this.article, name, {
      settled: this.settled,
      names: this.pseudonyms ? 'pseudonyms' : 'real',
      layers: this.#chosenLayers(),
    });
    return html`<li>
      <a href=${address} download @click=${this.#taken}>
        ${icon(Download)}
        <span>${label}<small>${about}</small></span>
      </a>
    </li>`;
  }

  #layer({ id, name }: LayerAnswer): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${!this.left.has(id)}
        @change=${(event: Event) => this.#switchLayer(id, event)}
      />
      ${name}
    </label>`;
  }

  /** Null as long as none is left out, so that layers which came since are in the copy as well. */
  #chosenLayers(): readonly string[] | null {
    if (this.left.size === 0) return null;
    return this.layers.map(({ id }) => id).filter((id) => !this.left.has(id));
  }

  #switchSettled(event: Event): void {
    this.settled = isChecked(event);
  }

  #switchNames(event: Event): void {
    this.pseudonyms = isChecked(event);
  }

  #switchLayer(id: string, event: Event): void {
    const left = new Set(this.left);
    if (isChecked(event)) left.delete(id);
    else left.add(id);
    this.left = left;
  }

  #taken(): void {
    this.dispatchEvent(new CustomEvent('copy-taken', { bubbles: true, composed: true }));
  }
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked; // listeners stand on checkboxes only
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-choices': GalleyExportChoices;
  }
  interface HTMLElementEventMap {
    'copy-taken': CustomEvent<void>;
  }
}
