/** The form in which somebody gives their name, and the address and password with which they will sign in. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { LightElement } from '../ui/light-element.ts';
import { newPasswordField } from '../ui/form/password-field.ts';
import { t } from '../ui/language/translate.ts';

/** What was written in the form. */
export interface PersonDescribed {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** @fires person-described - detail: name, e-mail and password */
@customElement('galley-person-form')
export class GalleyPersonForm extends LightElement {
  /** What the fields have in them at first. */
  @property() name = '';
  @property() email = '';
  /** The verb on the button. */
  @property() action = t('Save');
  @property({ type: Boolean }) busy = false;
  /** Why it was not taken; empty where nothing is wrong. */
  @property() problem = '';

  override render(): TemplateResult {
    return html`<form @submit=${this.#submit} aria-busy=${this.busy}>
      <label class="field">
        ${t('Name')}
        <input
          name="name"
          required
          maxlength="200"
          dir="auto"
          autocomplete="name"
          .value=${this.name}
        />
      </label>
      <label class="field">
        ${t('E-mail')}
        <input
          name="email"
          type="email"
          required
          maxlength="254"
          autocomplete="username"
          .value=${this.email}
        />
      </label>
      ${newPasswordField(t('Password'))}
      <p class="problem" role="alert">${this.problem}</p>
      <button class="button primary" aria-disabled=${this.busy}>${this.action}</button>
    </form>`;
  }

  #submit(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
    event.preventDefault();
    if (this.busy) return;
    const form = event.currentTarget;
    const detail: PersonDescribed = {
      name: wordsIn(form, 'name'),
      email: wordsIn(form, 'email'),
      password: typedIn(form, 'password'),
    };
    this.dispatchEvent(
      new CustomEvent('person-described', { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-person-form': GalleyPersonForm;
  }
  interface HTMLElementEventMap {
    'person-described': CustomEvent<PersonDescribed>;
  }
}
