/** The button that opens the dialog for sharing an article. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { UserPlus } from 'lucide';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import '../ui/share/galley-share.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** Shows nothing to a person who may not share it. */
@customElement('galley-share-button')
export class GalleyShareButton extends LightElement {
  @property({ attribute: false }) article: { readonly id: string; readonly title: string } | null =
    null;
  @property({ attribute: false }) actor: Actor = READER;

  override render(): TemplateResult | typeof nothing {
    if (this.article === null || !may('share article', this.actor).ok) return nothing;
    return html`<button class="button" @click=${this.#open}>
        ${icon(UserPlus)} <span class="label">${t('Share')}</span>
      </button>
      <galley-share></galley-share>`;
  }

  #open(): void {
    if (this.article !== null)
      void this.querySelector('galley-share')?.open(this.article, this.actor);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-share-button': GalleyShareButton;
  }
}
