/** Asks how somebody goes: removed, or erased, and what becomes of their words then. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ErasedWords } from '../../shared/wire/routes/members.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import type { DialogParts } from '../ui/dialog/dialog.ts';
import { LightElement } from '../ui/light-element.ts';
import './galley-remove-member.css';
import { t } from '../ui/language/translate.ts';

/** What was agreed to; null where nothing was. */
export type Departure = 'remove' | { readonly erase: ErasedWords } | null;

/** Asks in a dialog. */
export async function askDeparture(name: string): Promise<Departure> {
  const element = document.createElement('galley-remove-member');
  element.name = name;
  document.body.append(element);
  const departure = await element.ask();
  element.remove();
  return departure;
}

/** The dialog of `askDeparture`, for one question. Erasing is the second step of it. */
@customElement('galley-remove-member')
export class GalleyRemoveMember extends LightElement {
  /** Whom it is about. */
  @property() name = '';
  @state() private step: 'remove' | 'erase' = 'remove';
  @state() private words: ErasedWords = 'stay';

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const parts = this.step === 'remove' ? this.#removing() : this.#erasing();
    return this.#dialog.draw({ ...parts, alert: 'departure-text', size: 'small' });
  }

  /** Opens the dialog, and waits for the answer. */
  async ask(): Promise<Departure> {
    const answer = await this.#dialog.answer();
    if (answer === 'remove') return answer;
    return answer === 'erase' ? { erase: this.words } : null;
  }

  #removing(): DialogParts {
    return {
      heading: t('Remove {name}?', { name: this.name }),
      content: html`<p id="departure-text">
        ${t('They are signed out everywhere at once, and their API tokens end. What they wrote stays.')}
      </p>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button class="button plain danger" @click=${this.#goOn}>${t('Erase…')}</button>
        <button class="button danger" @click=${() => this.#dialog.close('remove')}>
          ${t('Remove')}
        </button>`,
    };
  }

  #erasing(): DialogParts {
    return {
      heading: t('Erase {name}?', { name: this.name }),
      content: html`<p id="departure-text">
          ${t('They are removed, their private layers go for good, and the audit log forgets their name. This can’t be taken back.')}
        </p>
        <fieldset>
          <legend>${t('Their notes and replies')}</legend>
          ${this.#choice('stay', t('stay, under “Former member”'))}
          ${this.#choice('go', t('are deleted; a note that others answered stays, empty'))}
        </fieldset>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button class="button danger" @click=${() => this.#dialog.close('erase')}>
          ${t('Erase')}
        </button>`,
    };
  }

  #choice(words: ErasedWords, label: string): TemplateResult {
    return html`<label class="choice">
      <input
        type="radio"
        name="words"
        .checked=${this.words === words}
        @change=${() => (this.words = words)}
      />
      ${label}
    </label>`;
  }

  /** The button that was pressed is gone then. */
  async #goOn(): Promise<void> {
    this.step = 'erase';
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-remove-member': GalleyRemoveMember;
  }
}
