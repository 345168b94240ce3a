/** The field for a password that is being chosen. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { PASSWORD_LENGTH } from '../../../shared/wire/routes/account.ts';

export function newPasswordField(label: string): TemplateResult {
  return html`<div class="field">
    <label class="field">
      ${label}
      <input
        name="password"
        type="password"
        required
        minlength=${PASSWORD_LENGTH.least}
        maxlength=${PASSWORD_LENGTH.most}
        autocomplete="new-password"
        spellcheck="false"
        aria-describedby="password-hint"
      />
    </label>
    <small id="password-hint"
      >At least ${PASSWORD_LENGTH.least} characters; a few words are best.</small
    >
  </div>`;
}
