/** The button with which anybody who may read an article takes an annotated copy away. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Download } from 'lucide';
import type { LayerAnswer } from '../../shared/wire/answers.ts';
import './galley-export-choices.ts';
import { icon } from './icon.ts';
import { LightElement } from './light-element.ts';

export const TAG = 'galley-export-menu';

@customElement(TAG)
export class GalleyExportMenu extends LightElement {
  @property({ attribute: false }) article: { readonly id: string; readonly title: string } | null =
    null;
  /** The layers to choose from; none shows no choice. */
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.article === null) return nothing;
    const id = `export-${this.article.id}`;
    return html`
      <button class="button" popovertarget=${id}>${icon(Download)} Export</button>
      <div
        class="menu"
        id=${id}
        popover
        aria-label="Export"
        role="group"
        @copy-taken=${this.#close}
      >
        <galley-export-choices
          article=${this.article.id}
          .layers=${this.layers}
        ></galley-export-choices>
      </div>
    `;
  }

  #close(): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-menu': GalleyExportMenu;
  }
}
