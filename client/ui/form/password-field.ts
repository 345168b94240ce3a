/** The field for a password that is being chosen. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { PASSWORD_LENGTH } from '../../../shared/wire/routes/account.ts';

/** A field `password` with its least length beside it; for one form of a page, since it has an id. */
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
