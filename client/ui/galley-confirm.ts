/** Asks before something that can't be taken back. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './galley-confirm.css';
import { LightElement } from './light-element.ts';

export const TAG = 'galley-confirm';

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
  const element = document.createElement(TAG);
  element.question = question;
  document.body.append(element);
  await element.updateComplete;
  return element.ask();
}

@customElement(TAG)
export class GalleyConfirm extends LightElement {
  @property({ attribute: false }) question: Question | null = null;

  override render(): TemplateResult {
    return html`<dialog
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
    >
      <form method="dialog">
        <h2 id="confirm-title">${this.question?.title}</h2>
        <p id="confirm-text">${this.question?.text}</p>
        <div class="actions">
          <button class="button plain" value="">Cancel</button>
          <button class="button danger" value="agreed">${this.question?.action}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens the dialog and gives the answer; the element is gone afterwards. */
  async ask(): Promise<boolean> {
    const dialog = this.querySelector('dialog');
    if (dialog === null) return false;
    dialog.showModal();
    await new Promise((resolve) => {
      dialog.addEventListener('close', resolve, { once: true });
    });
    this.remove();
    return dialog.returnValue === 'agreed';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-confirm': GalleyConfirm;
  }
}
