/** The dialog that gives an article another title. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** @fires title-chosen - detail: the article's id and its new title */
@customElement('galley-rename')
export class GalleyRename extends LightElement {
  @state() private article: ArticleSummary | null = null;

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('Rename'),
      content: html`<label class="field">
        ${t('Title')}
        <input
          name="title"
          maxlength="500"
          required
          pattern=".*\\S.*"
          title=${t('A title has at least one letter.')}
          lang=${this.article?.language ?? ''}
          dir="auto"
        />
      </label>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button class="button primary">${t('Rename')}</button>`,
      submit: this.#submit,
    });
  }

  /** Asks for another title of the article, with the present one selected. */
  async open(article: ArticleSummary): Promise<void> {
    this.article = article;
    await this.#dialog.open();
    const field = this.querySelector('input');
    if (field === null) return;
    field.value = article.title; // each time, since a dialog left by Esc keeps what was typed
    field.select();
  }

  #submit(): void {
    const title = this.querySelector('input')?.value.trim();
    if (this.article === null || title === undefined || title === this.article.title) return;
    const detail = { id: this.article.id, title };
    this.dispatchEvent(new CustomEvent('title-chosen', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-rename': GalleyRename;
  }
  interface HTMLElementEventMap {
    'title-chosen': CustomEvent<{ id: string; title: string }>;
  }
}
