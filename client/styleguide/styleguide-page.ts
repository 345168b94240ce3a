/** The page of all samples, light or dark, from left to right or from right to left, and as narrow as one likes. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { followMenuKeys } from '../ui/keys/menu-keys.ts';
import { LightElement } from '../ui/light-element.ts';
import '../ui/style/base.css';
import '../ui/style/tones.css';
import '../workspace/editor/galley-editor.css';
import { SECTIONS } from './samples.ts';
import type { Section } from './samples.ts';
import './styleguide-page.css';

const THEMES = ['light', 'dark'] as const;
const DIRECTIONS = ['ltr', 'rtl'] as const;
const WIDTHS = ['any', '42rem', '20rem'] as const;

/** Of the development server alone. */
@customElement('styleguide-page')
export class StyleguidePage extends LightElement {
  @state() private theme: (typeof THEMES)[number] = 'light';
  @state() private direction: (typeof DIRECTIONS)[number] = 'ltr';
  @state() private width: (typeof WIDTHS)[number] = 'any';

  override connectedCallback(): void {
    super.connectedCallback();
    followMenuKeys();
  }

  override render(): TemplateResult {
    const root = document.documentElement;
    [root.dataset['theme'], root.dir] = [this.theme, this.direction];
    return html`<div class="choices">
        <h1>Style guide</h1>
        ${this.#choice('Theme', THEMES, this.theme, (theme) => (this.theme = theme))}
        ${this.#choice('Direction', DIRECTIONS, this.direction, (dir) => (this.direction = dir))}
        ${this.#choice('Width', WIDTHS, this.width, (width) => (this.width = width))}
      </div>
      <main data-width=${this.width}>${SECTIONS.map((section) => this.#section(section))}</main>`;
  }

  #choice<Value extends string>(
    name: string,
    values: readonly Value[],
    chosen: Value,
    choose: (value: Value) => void,
  ): TemplateResult {
    return html`<div role="group" aria-label=${name}>
      ${values.map(
        (value) =>
          html`<button
            class="button plain"
            aria-pressed=${value === chosen}
            @click=${() => choose(value)}
          >
            ${value}
          </button>`,
      )}
    </div>`;
  }

  #section({ of, samples }: Section): TemplateResult {
    return html`<section>
      <h2>${of}</h2>
      <div class="samples">
        ${samples.map(
          ({ name, draw }) =>
            html`<figure>
              <figcaption>${name}</figcaption>
              ${draw()}
            </figure>`,
        )}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'styleguide-page': StyleguidePage;
  }
}
