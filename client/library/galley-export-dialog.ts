/** The annotated copy of an article that is chosen in a list, where no button of its own stands. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/export/galley-export-choices.ts';
import { LightElement } from '../ui/light-element.ts';
import './galley-export-dialog.css';

interface Exported {
  readonly id: string;
  readonly title: string;
}

/** Closes by itself once a copy is taken. */
@customElement('galley-export-dialog')
export class GalleyExportDialog extends LightElement {
  @state() private article: Exported = { id: '', title: '' };

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: html`Export “<bdi>${this.article.title}</bdi>”`,
      content: html`<galley-export-choices
        article=${this.article.id}
        @copy-taken=${() => this.#dialog.close()}
      ></galley-export-choices>`,
      buttons: this.#dialog.closeButton('Close'),
    });
  }

  /** Offers the copies of the article. */
  async open(article: Exported): Promise<void> {
    this.article = article;
    await this.#dialog.open();
    await this.querySelector('galley-export-choices')?.begin();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-dialog': GalleyExportDialog;
  }
}
