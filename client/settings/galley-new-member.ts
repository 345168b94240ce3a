/** The form that adds a member without an invitation. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer, NewMember } from '../../shared/wire/routes/members.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { roleIn, roleOptions } from '../ui/form/role-options.ts';
import { rowForm } from '../ui/form/row-form.ts';
import { Submission } from '../ui/form/submission.ts';
import { LightElement } from '../ui/light-element.ts';
import './galley-new-member.css';
import { t } from '../ui/language/translate.ts';

/** @fires member-added - detail: the new member */
@customElement('galley-new-member')
export class GalleyNewMember extends LightElement {
  readonly #adding = new Submission(this, {
    send: (form) => {
      const member = memberIn(form);
      return member === null ? null : call(memberRoutes.add, {}, member);
    },
    done: (member, form) => {
      form.reset();
      this.#announce(member);
    },
  });

  override render(): TemplateResult {
    const fields = html`<label class="field">
        ${t('Name')} <input name="name" required maxlength="200" dir="auto" />
      </label>
      <label class="field">${t('Email (optional)')} <input name="email" type="email" /></label>
      <label class="field">
        ${t('Role')}
        <select name="role">
          ${roleOptions('commenter')}
        </select>
      </label>`;
    return rowForm(this.#adding, {
      label: t('New member'),
      fields,
      button: t('Add member'),
      rank: 'minor',
    });
  }

  #announce(detail: MemberAnswer): void {
    this.dispatchEvent(new CustomEvent('member-added', { detail, bubbles: true, composed: true }));
  }
}

/** The member that the form describes; null where it has no role, which no browser's form does. */
function memberIn(form: HTMLFormElement): NewMember | null {
  const role = roleIn(wordsIn(form, 'role'));
  const email = wordsIn(form, 'email');
  if (role === null) return null;
  return { name: wordsIn(form, 'name'), role, ...(email === '' ? {} : { email }) };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-new-member': GalleyNewMember;
  }
  interface HTMLElementEventMap {
    'member-added': CustomEvent<MemberAnswer>;
  }
}
