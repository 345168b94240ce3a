/** The dialog that makes an article: blank, with a title alone, or from pasted text. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { IMPORT_FORMATS } from '../../shared/article/formats.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type { ArticleAnswer, NewArticle } from '../../shared/wire/routes/articles.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { Submission } from '../ui/form/submission.ts';
import { LightElement } from '../ui/light-element.ts';
import './galley-new-article.css';

const TEXT_FORMATS = IMPORT_FORMATS.filter(({ isBinary }) => !isBinary);

/** @fires article-made - detail: the new article */
@customElement('galley-new-article')
export class GalleyNewArticle extends LightElement {
  readonly #dialog = new Dialog(this);
  readonly #making = new Submission(this, {
    send: (form) => call(articleRoutes.import, {}, articleIn(form)),
    done: (article, form) => this.#made(article, form),
  });

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: 'New article',
      content: html`
        <label class="field">Title <input name="title" maxlength="500" dir="auto" /></label>
        <label class="field">
          Text
          <textarea
            name="content"
            rows="10"
            dir="auto"
            placeholder="Paste a text, or leave this empty and write it in Galley"
          ></textarea>
        </label>
        <label class="field">
          The text is
          <select name="format">
            ${TEXT_FORMATS.map(({ name, label }) => html`<option value=${name}>${label}</option>`)}
          </select>
        </label>
        <p class="problem" role="alert">${this.#making.problem}</p>
      `,
      buttons: html`${this.#dialog.closeButton('Cancel')}
        <button class="button primary" ?disabled=${this.#making.busy}>Create</button>`,
      submit: this.#making.submit,
      size: 'large',
    });
  }

  /** Opens it with what was typed before and not sent. */
  open(): Promise<void> {
    this.#making.clear();
    return this.#dialog.open();
  }

  #made(detail: ArticleAnswer, form: HTMLFormElement): void {
    form.reset();
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent('article-made', { detail, bubbles: true, composed: true }));
  }
}

/** The article that the form describes: blank without a text, and without a title the server finds one in the text. */
function articleIn(form: HTMLFormElement): NewArticle {
  const title = wordsIn(form, 'title');
  const content = typedIn(form, 'content');
  return {
    ...(title === '' ? {} : { title }),
    ...(content.trim() === '' ? {} : { content, format: typedIn(form, 'format') }),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-new-article': GalleyNewArticle;
  }
  interface HTMLElementEventMap {
    'article-made': CustomEvent<ArticleAnswer>;
  }
}
