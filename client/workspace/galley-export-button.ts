/** The button that opens the dialog for taking a copy of an article away. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Download } from 'lucide';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import '../ui/export/galley-export.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** Shows nothing until the article is known. */
@customElement('galley-export-button')
export class GalleyExportButton extends LightElement {
  @property({ attribute: false }) article: { readonly id: string; readonly title: string } | null =
    null;
  @property({ attribute: false }) actor: Actor = READER;

  override render(): TemplateResult | typeof nothing {
    if (this.article === null) return nothing;
    return html`<button class="button" @click=${this.#open}>
        ${icon(Download)} <span class="label">${t('Export')}</span>
      </button>
      <galley-export .bringsBack=${may('import article', this.actor).ok}></galley-export>`;
  }

  #open(): void {
    if (this.article !== null) void this.querySelector('galley-export')?.open(this.article);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-button': GalleyExportButton;
  }
}
