/** Asks for a picture: its address, what it shows, and its caption. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { safeImageSource } from '../../../shared/article/addresses.ts';
import { announce } from '../layers/annotation-events.ts';
import { Dialog } from '../../ui/dialog/dialog.ts';
import { wordsIn } from '../../ui/form/form-fields.ts';
import type { FormSubmit } from '../../ui/form/form-fields.ts';
import './galley-toolbar-dialog.css';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';

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

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('Add a figure'),
      content: html`<label class="field">
          ${t('Address of the picture')}
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
          ${t('What it shows, for those who can’t see it')}
          <input name="alt" />
        </label>
        <label class="field">
          ${t('Caption')}
          <input name="caption" />
        </label>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'), '')}
        <button class="button primary">${t('Add figure')}</button>`,
      submit: this.#submit,
      closed: this.#closed,
    });
  }

  /** Opens with empty fields. */
  open(): Promise<void> {
    this.problem = '';
    this.querySelector('form')?.reset();
    return this.#dialog.open();
  }

  #submit(event: FormSubmit): void {
    event.preventDefault(); // it stays open until the address is one
    const form = event.currentTarget;
    const src = safeImageSource(wordsIn(form, 'src'));
    if (src === null) {
      this.problem = t('Give the web address of a picture, like {example}.', {
        example: 'https://example.org/picture.jpg',
      });
      return;
    }
    const detail: Figure = { src, alt: wordsIn(form, 'alt'), caption: wordsIn(form, 'caption') };
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
