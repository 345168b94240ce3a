/** The dialog that says in which language an article is, and in which direction it is written. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { directionOf } from '../../shared/article/language.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { LightElement } from '../ui/light-element.ts';
import { languageChoices } from '../ui/words/language-names.ts';
import './galley-language.css';
import { t } from '../ui/language/translate.ts';

/** What was chosen for an article. */
export interface LanguageChosen {
  /** Of the article. */
  readonly id: string;
  readonly language: string;
  readonly direction: Direction;
}

const DIRECTIONS: readonly (readonly [Direction, string])[] = [
  ['ltr', t('Left to right')],
  ['rtl', t('Right to left')],
];

/** @fires language-chosen - detail: the article's id, language and direction */
@customElement('galley-language')
export class GalleyLanguage extends LightElement {
  @state() private choice: LanguageChosen = { id: '', language: 'und', direction: 'ltr' };

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('Language and direction'),
      content: html`${this.#languages()} ${this.#directions()}`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button class="button primary">${t('Save')}</button>`,
      submit: this.#submit,
    });
  }

  /** Asks for the language and direction of the article, with the present ones chosen. */
  open({ id, language, direction }: ArticleSummary): Promise<void> {
    this.choice = { id, language, direction };
    return this.#dialog.open();
  }

  #languages(): TemplateResult {
    const { language } = this.choice;
    return html`<label class="field">
      ${t('Language')}
      <select @change=${this.#chooseLanguage}>
        <option value="und" .selected=${language === 'und'}>${t('Not known')}</option>
        ${languageChoices(language).map(
          ([tag, name]) =>
            html`<option value=${tag} .selected=${tag === language}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #directions(): TemplateResult {
    return html`<fieldset>
      <legend>${t('Direction')}</legend>
      ${DIRECTIONS.map(
        ([direction, name]) =>
          html`<label>
            <input
              type="radio"
              name="direction"
              .checked=${direction === this.choice.direction}
              @change=${() => this.#change({ direction })}
            />
            ${name}
          </label>`,
      )}
    </fieldset>`;
  }

  /** The direction follows the language; another one can be chosen after that. */
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
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-language': GalleyLanguage;
  }
  interface HTMLElementEventMap {
    'language-chosen': CustomEvent<LanguageChosen>;
  }
}
