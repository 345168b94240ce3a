/** The formats of an annotated copy, and what is to be in it. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Download } from 'lucide';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import type { CopyFormat } from '../../../shared/article/formats.ts';
import { isCopiedUnnamed } from '../../../shared/article/article.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import { call } from '../../api/call.ts';
import './galley-export-choices.css';
import { sentences } from '../words/explanation.ts';
import { exportAddress } from './export-address.ts';
import { icon } from '../icon.ts';
import { LightElement } from '../light-element.ts';

/** @fires copy-taken - the person began a download */
@customElement('galley-export-choices')
export class GalleyExportChoices extends LightElement {
  @property() article = '';

  /** The layers that the person may read; null until they have come. */
  @state() private layers: readonly LayerAnswer[] | null = null;
  @state() private failure = '';
  @state() private settled = true;
  @state() private pseudonyms = false;
  /** Ids of shared layers that are not ticked. */
  @state() private left: ReadonlySet<string> = new Set();
  /** Ids of private layers that are ticked. */
  @state() private own: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('article')) this.layers = null;
  }

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
        this.layers === null || this.layers.length === 0
          ? nothing
          : html`<fieldset>
              <legend>Layers</legend>
              ${this.layers.map((layer) => this.#layer(layer))}
            </fieldset>`
      }
      ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
    `;
  }

  /**
   * To be called at each opening: asks which layers there are by now, and unticks private ones, since a tick from before is
   * easily overlooked.
   */
  async begin(): Promise<void> {
    const { article } = this;
    this.own = new Set();
    this.failure = '';
    const answer = await call(layerRoutes.list, { id: article });
    if (article !== this.article) return;
    if (answer.ok) this.layers = answer.value.items;
    else this.failure = sentences(answer.problem);
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

  #layer(layer: LayerAnswer): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${this.#isTicked(layer)}
        @change=${(event: Event) => this.#switchLayer(layer, event)}
      />
      ${layer.name}
    </label>`;
  }

  #isTicked(layer: LayerAnswer): boolean {
    return isCopiedUnnamed(layer) ? !this.left.has(layer.id) : this.own.has(layer.id);
  }

  /** Named even where all are ticked: one that came since was not seen here. Null where none was offered yet. */
  #chosenLayers(): readonly string[] | null {
    return this.layers && this.layers.filter((layer) => this.#isTicked(layer)).map(({ id }) => id);
  }

  #switchSettled(event: Event): void {
    this.settled = isChecked(event);
  }

  #switchNames(event: Event): void {
    this.pseudonyms = isChecked(event);
  }

  #switchLayer(layer: LayerAnswer, event: Event): void {
    const isTicked = isChecked(event);
    if (isCopiedUnnamed(layer)) this.left = switched(this.left, layer.id, !isTicked);
    else this.own = switched(this.own, layer.id, isTicked);
  }

  #taken(): void {
    this.dispatchEvent(new CustomEvent('copy-taken', { bubbles: true, composed: true }));
  }
}

function switched(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  return new Set(isIn ? [...ids, id] : [...ids].filter((other) => other !== id));
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
