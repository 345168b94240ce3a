/** The field for a password that is being chosen. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { PASSWORD_LENGTH } from '../../../shared/wire/routes/account.ts';
import { n } from '../language/translate.ts';

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
      >${n('At least {count} character; a few words are best.', 'At least {count} characters; a few words are best.', PASSWORD_LENGTH.least)}</small
    >
  </div>`;
}
