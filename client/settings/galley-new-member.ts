/** The form that adds a member. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { NewMember } from '../../shared/wire/routes/members.ts';
import './galley-new-member.css';
import { LightElement } from '../ui/light-element.ts';
import { roleIn, roleOptions } from '../ui/form/role-options.ts';

export const TAG = 'galley-new-member';

/** @fires member-described - detail: the member to add */
@customElement(TAG)
export class GalleyNewMember extends LightElement {
  override render(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <label class="field">Name <input name="name" required maxlength="200" dir="auto" /></label>
      <label class="field">Email (optional) <input name="email" type="email" /></label>
      <label class="field">
        Role
        <select name="role">
          ${roleOptions('commenter')}
        </select>
      </label>
      <button class="button">Add member</button>
    </form>`;
  }

  /** Empties the form, once the member is there. */
  reset(): void {
    this.querySelector('form')?.reset();
  }

  #submit(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [name, email] = [fields.get('name'), fields.get('email')];
    const role = roleIn(fields.get('role'));
    if (typeof name !== 'string' || role === null) return;
    const detail: NewMember = {
      name: name.trim(),
      role,
      ...(typeof email === 'string' && email !== '' ? { email } : {}),
    };
    this.dispatchEvent(
      new CustomEvent('member-described', { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-new-member': GalleyNewMember;
  }
  interface HTMLElementEventMap {
    'member-described': CustomEvent<NewMember>;
  }
}
