/** The field for a password that is being chosen. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** As `PASSWORD_LENGTH` of the account requests says, which bring the parser with them. */
const LEAST_LENGTH = 10;
const MOST_LENGTH = 200;

export function newPasswordField(label: string): TemplateResult {
  return html`<div class="field">
    <label class="field">
      ${label}
      <input
        name="password"
        type="password"
        required
        minlength=${LEAST_LENGTH}
        maxlength=${MOST_LENGTH}
        autocomplete="new-password"
        spellcheck="false"
        aria-describedby="password-hint"
      />
    </label>
    <small id="password-hint">At least ${LEAST_LENGTH} characters; a few words are best.</small>
  </div>`;
}
