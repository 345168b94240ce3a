/** The dialog that gives an article another title. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import './galley-new-article.css';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-rename';

/** @fires title-chosen - detail: the article's id and its new title */
@customElement(TAG)
export class GalleyRename extends LightElement {
  @property({ attribute: false }) article: ArticleSummary | null = null;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="rename-title">
      <form method="dialog" @submit=${this.#submit}>
        <h2 id="rename-title">Rename</h2>
        <label class="field">
          Title
          <input
            name="title"
            maxlength="500"
            required
            pattern=".*\\S.*"
            title="A title has at least one letter."
            lang=${this.article?.language ?? ''}
            dir="auto"
          />
        </label>
        <div class="actions">
          <button class="button plain" type="button" @click=${this.#close}>Cancel</button>
          <button class="button primary">Rename</button>
        </div>
      </form>
    </dialog>`;
  }

  async open(article: ArticleSummary): Promise<void> {
    this.article = article;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
    const field = this.querySelector('input');
    if (field === null) return;
    field.value = article.title; // each time anew: a dialog left by Esc keeps what was typed
    field.select();
  }

  #submit(): void {
    const title = this.querySelector('input')?.value.trim();
    if (this.article === null || title === undefined || title === this.article.title) return;
    const detail = { id: this.article.id, title };
    this.dispatchEvent(new CustomEvent('title-chosen', { detail, bubbles: true, composed: true }));
  }

  #close(): void {
    this.querySelector('dialog')?.close();
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
