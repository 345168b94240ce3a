/** Asks before something that can't be taken back. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LightElement } from '../light-element.ts';
import { Dialog } from './dialog.ts';
import './galley-confirm.css';
import { t } from '../language/translate.ts';

/** What is asked, and with which button the person agrees. */
export interface Question {
  /** Names the thing itself, e.g. "Delete “The harbour”?". */
  readonly title: string;
  /** What follows from it, in a sentence. */
  readonly text: string;
  /** The verb on the button. */
  readonly action: string;
}

/** Asks in a dialog; true where the person agreed, false where they cancelled or pressed Esc. */
export async function confirmed(question: Question): Promise<boolean> {
  const element = document.createElement('galley-confirm');
  element.question = question;
  document.body.append(element);
  const isAgreed = await element.ask();
  element.remove();
  return isAgreed;
}

/** The dialog of `confirmed`, for one question. */
@customElement('galley-confirm')
export class GalleyConfirm extends LightElement {
  @property({ attribute: false }) question: Question = { title: '', text: '', action: '' };

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const { title, text, action } = this.question;
    return this.#dialog.draw({
      heading: title,
      content: html`<p id="confirm-text">${text}</p>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button class="button danger" @click=${this.#agree}>${action}</button>`,
      alert: 'confirm-text',
      size: 'small',
    });
  }

  /** Opens the dialog; true where the person agreed. */
  async ask(): Promise<boolean> {
    return (await this.#dialog.answer()) === AGREED;
  }

  #agree(): void {
    this.#dialog.close(AGREED);
  }
}

const AGREED = 'agreed';

declare global {
  interface HTMLElementTagNameMap {
    'galley-confirm': GalleyConfirm;
  }
}
