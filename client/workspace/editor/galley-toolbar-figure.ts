/** Asks for a picture: its address, what it shows, and its caption. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { announce } from '../layers/annotation-events.ts';
import './galley-toolbar-dialog.css';
import { LightElement } from '../../ui/light-element.ts';

/** What is needed for a figure; the caption may be empty. */
export interface Figure {
  readonly src: string;
  readonly alt: string;
  readonly caption: string;
}

/**
 * @fires figure-chosen - the picture, its address checked
 * @fires text-focus-wanted - the dialog was closed
 */
@customElement('galley-toolbar-figure')
export class GalleyToolbarFigure extends LightElement {
  @state() private problem = '';

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="figure-title" @close=${this.#closed}>
      <form method="dialog" @submit=${this.#submit}>
        <h2 id="figure-title">Add a figure</h2>
        <label class="field">
          Address of the picture
          <input
            name="src"
            inputmode="url"
            autocomplete="off"
            placeholder="https://"
            aria-invalid=${this.problem === '' ? 'false' : 'true'}
            aria-describedby="figure-problem"
          />
        </label>
        <p class="problem" id="figure-problem" role="alert">${this.problem}</p>
        <label class="field">
          What it shows, for those who can’t see it
          <input name="alt" />
        </label>
        <label class="field">
          Caption
          <input name="caption" />
        </label>
        <div class="actions">
          <button type="button" class="button" @click=${() => this.#dialog.close()}>Cancel</button>
          <button class="button primary">Add figure</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens with empty fields. */
  open(): void {
    this.problem = '';
    this.querySelector('form')?.reset();
    this.#dialog.showModal();
  }

  get #dialog(): HTMLDialogElement {
    const dialog = this.querySelector('dialog');
    if (dialog === null) throw new Error('The figure dialog is asked for before it is drawn.');
    return dialog;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const field = (name: keyof Figure) =>
      this.querySelector<HTMLInputElement>(`[name=${name}]`)?.value.trim() ?? '';
    const src = safeImageSource(field('src'));
    if (src === null) {
      this.problem = 'Give the web address of a picture, like https://example.org/picture.jpg.';
      return;
    }
    const detail: Figure = { src, alt: field('alt'), caption: field('caption') };
    this.dispatchEvent(new CustomEvent('figure-chosen', { detail, bubbles: true, composed: true }));
    this.#dialog.close();
  }

  #closed(): void {
    announce(this, 'text-focus-wanted', {});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-toolbar-figure': GalleyToolbarFigure;
  }
  interface HTMLElementEventMap {
    'figure-chosen': CustomEvent<Figure>;
  }
}
