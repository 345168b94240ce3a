/** The dialog that lists the keys of a page. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyName, keyWords } from '../keys/key-names.ts';
import type { Keymap } from '../keys/keymap.ts';
import { LightElement } from '../light-element.ts';
import { Dialog } from './dialog.ts';
import './galley-keys.css';
import { t } from '../language/translate.ts';

/** Lists the shortcuts of a keymap in its order, each with what it does. */
@customElement('galley-keys')
export class GalleyKeys extends LightElement {
  @property({ attribute: false }) keymap: Keymap = {};

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('Keys'),
      content: html`<dl>
        ${Object.values(this.keymap).map(
          (shortcut) =>
            html`<div>
              <dt><kbd>${keyName(shortcut)}</kbd></dt>
              <dd>${keyWords(shortcut)}</dd>
            </div>`,
        )}
      </dl>`,
      buttons: this.#dialog.closeButton(t('Close'), ''),
      size: 'small',
    });
  }

  /** Opens the dialog. */
  open(): Promise<void> {
    return this.#dialog.open();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-keys': GalleyKeys;
  }
}
