/** The dialog that says in which language an article is, and in which direction it is written. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { directionOf } from '../../shared/article/language.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import './galley-language.css';
import { languageChoices } from '../ui/words/language-names.ts';
import { LightElement } from '../ui/light-element.ts';

export const TAG = 'galley-language';

export interface LanguageChosen {
  /** Of the article. */
  readonly id: string;
  readonly language: string;
  readonly direction: Direction;
}

const DIRECTIONS: readonly (readonly [Direction, string])[] = [
  ['ltr', 'Left to right'],
  ['rtl', 'Right to left'],
];

/** @fires language-chosen - detail: the article's id, language and direction */
@customElement(TAG)
export class GalleyLanguage extends LightElement {
  @state() private choice: LanguageChosen = { id: '', language: 'und', direction: 'ltr' };

  override render(): TemplateResult {
    const { language, direction } = this.choice;
    return html`<dialog aria-labelledby="language-title">
      <form method="dialog" @submit=${this.#submit}>
        <h2 id="language-title">Language and direction</h2>
        <label class="field">
          Language
          <select @change=${this.#chooseLanguage}>
            <option value="und" .selected=${language === 'und'}>Not known</option>
            ${languageChoices(language).map(
              ([tag, name]) =>
                html`<option value=${tag} .selected=${tag === language}>${name}</option>`,
            )}
          </select>
        </label>
        <fieldset>
          <legend>Direction</legend>
          ${DIRECTIONS.map(
            ([value, name]) =>
              html`<label>
                <input
                  type="radio"
                  name="direction"
                  .checked=${value === direction}
                  @change=${() => this.#change({ direction: value })}
                />
                ${name}
              </label>`,
          )}
        </fieldset>
        <div class="actions">
          <button class="button plain" type="button" @click=${this.#close}>Cancel</button>
          <button class="button primary">Save</button>
        </div>
      </form>
    </dialog>`;
  }

  async open({ id, language, direction }: ArticleSummary): Promise<void> {
    this.choice = { id, language, direction };
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  /** The direction follows the language; who wants another one says so after. */
  #chooseLanguage(event: Event & { currentTarget: HTMLSelectElement }): void {
    const language = event.currentTarget.value;
    this.#change({ language, direction: directionOf(language) });
  }

  #change(change: Partial<LanguageChosen>): void {
    this.choice = { ...this.choice, ...change };
  }

  #submit(): void {
    const detail = this.choice;
    this.dispatchEvent(
      new CustomEvent('language-chosen', { detail, bubbles: true, composed: true }),
    );
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-language': GalleyLanguage;
  }
  interface HTMLElementEventMap {
    'language-chosen': CustomEvent<LanguageChosen>;
  }
}
