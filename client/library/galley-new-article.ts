/** The dialog that makes an article from pasted text. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { IMPORT_FORMATS } from '../../shared/article/formats.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type { NewArticle } from '../../shared/wire/routes/articles.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import type { CreatedArticle } from './library-imports.ts';
import './galley-new-article.css';
import { sentences } from '../ui/words/explanation.ts';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-new-article';

const TEXT_FORMATS = IMPORT_FORMATS.filter(({ isBinary }) => !isBinary);

/** @fires article-made - detail: the new article */
@customElement(TAG)
export class GalleyNewArticle extends LightElement {
  @state() private sending = false;
  @state() private problem: Problem | null = null;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="new-article-title">
      <form @submit=${this.#submit} @keydown=${this.#keydown}>
        <h2 id="new-article-title">New article</h2>
        <label class="field">Title <input name="title" maxlength="500" dir="auto" /></label>
        <label class="field">
          Text
          <textarea name="content" rows="10" dir="auto" required></textarea>
        </label>
        <label class="field">
          The text is
          <select name="format">
            ${TEXT_FORMATS.map(({ name, label }) => html`<option value=${name}>${label}</option>`)}
          </select>
        </label>
        ${
          this.problem === null
            ? nothing
            : html`<p class="problem" role="alert">${sentences(this.problem)}</p>`
        }
        <div class="actions">
          <button class="button plain" type="button" @click=${this.#cancel}>Cancel</button>
          <button class="button primary" ?disabled=${this.sending}>Create</button>
        </div>
      </form>
    </dialog>`;
  }

  open(): void {
    this.problem = null;
    this.querySelector('dialog')?.showModal();
  }

  async #submit(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const title = textOf(fields, 'title').trim();
    const article: NewArticle = {
      ...(title === '' ? {} : { title }),
      content: textOf(fields, 'content'),
      format: textOf(fields, 'format'),
    };
    this.sending = true;
    const answer = await call(articleRoutes.import, {}, article);
    this.sending = false;
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    form.reset();
    this.#cancel();
    this.dispatchEvent(
      new CustomEvent('article-made', { detail: answer.value, bubbles: true, composed: true }),
    );
  }

  #keydown(event: KeyboardEvent & { currentTarget: HTMLFormElement }): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
  }

  #cancel(): void {
    this.querySelector('dialog')?.close();
  }
}

/** A text field's value; files don't come in this form. */
function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-new-article': GalleyNewArticle;
  }
  interface HTMLElementEventMap {
    'article-made': CustomEvent<CreatedArticle>;
  }
}
