/** The choice of the interface's language, kept on this device, and in the account of who has one. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { INTERFACE_LANGUAGES } from '../../../shared/wire/interface-languages.ts';
import { accountRoutes } from '../../../shared/wire/routes/account.ts';
import { call } from '../../api/call.ts';
import type { DeviceStorage } from '../device-storage.ts';
import { LightElement } from '../light-element.ts';
import './galley-language-choice.css';
import { keepLanguage, keptLanguage, LANGUAGES, PSEUDO_LANGUAGE } from './languages.ts';
import { t } from './translate.ts';

/** Another language is another page: it is loaded anew once one is chosen. */
@customElement('galley-language-choice')
export class GalleyLanguageChoice extends LightElement {
  /** Where the choice is kept. */
  @property({ attribute: false }) storage: DeviceStorage = localStorage;
  /** Whether somebody with an account chooses: it keeps the choice as well, for mail and for other devices. */
  @property({ attribute: false }) hasAccount = false;

  override render(): TemplateResult {
    const kept = keptLanguage(this.storage);
    const offered = kept === PSEUDO_LANGUAGE ? [...LANGUAGES, PSEUDO_LANGUAGE] : LANGUAGES;
    return html`<label>
      <span>${t('Language')}</span>
      <select @change=${this.#choose}>
        <option value="" ?selected=${kept === null}>${t('As in the browser')}</option>
        ${offered.map(
          ({ tag, name }) =>
            html`<option value=${tag} lang=${tag} ?selected=${tag === kept?.tag}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  async #choose({
    currentTarget,
  }: Event & { readonly currentTarget: HTMLSelectElement }): Promise<void> {
    const { value } = currentTarget;
    keepLanguage(this.storage, value === '' ? null : value);
    const language = INTERFACE_LANGUAGES.find((tag) => tag === value) ?? null;
    // Where that fails the page speaks it all the same.
    if (this.hasAccount) await call(accountRoutes.change, {}, { language });
    location.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-language-choice': GalleyLanguageChoice;
  }
}
