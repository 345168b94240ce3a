/** The annotated copy of an article that is chosen in a list, where no button of its own stands. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './galley-export-dialog.css';
import '../ui/export/galley-export-choices.ts';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-export-dialog';

interface Exported {
  readonly id: string;
  readonly title: string;
}

@customElement(TAG)
export class GalleyExportDialog extends LightElement {
  @state() private article: Exported = { id: '', title: '' };

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="export-title" @copy-taken=${this.#close}>
      <h2 id="export-title">Export “<bdi>${this.article.title}</bdi>”</h2>
      <galley-export-choices article=${this.article.id}></galley-export-choices>
      <div class="actions">
        <button class="button plain" @click=${this.#close}>Close</button>
      </div>
    </dialog>`;
  }

  async open(article: Exported): Promise<void> {
    this.article = article;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
    await this.querySelector('galley-export-choices')?.begin();
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-dialog': GalleyExportDialog;
  }
}
