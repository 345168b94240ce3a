/** What the server would not take: why, and the person's words to be kept. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { wordsOf } from '../../../shared/annotation/commands/command-table.ts';
import { announce } from '../layers/annotation-events.ts';
import type { Refusal } from '../layers/command-sender.ts';
import './galley-refusals.css';
import { sentences } from '../../ui/words/explanation.ts';
import { copy } from './copy.ts';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';

/**
 * Stays until the person has dealt with it, over reloads too.
 * @fires refusal-dismissed
 */
@customElement('galley-refusals')
export class GalleyRefusals extends LightElement {
  @property({ attribute: false }) refusals: readonly Refusal[] = [];

  override render(): TemplateResult {
    return html`<div role="alert">${this.refusals.map((refusal) => this.#refusal(refusal))}</div>`;
  }

  #refusal({ id, command, problem }: Refusal): TemplateResult {
    const words = wordsOf(command);
    return html`<section>
      <p>${t('This could not be saved.')} ${sentences(problem)}</p>
      ${
        words === ''
          ? nothing
          : html`<textarea
              readonly
              rows="2"
              dir="auto"
              aria-label=${t('Your words')}
              .value=${words}
            ></textarea>`
      }
      <div class="actions">
        ${
          words === ''
            ? nothing
            : html`<button class="button" @click=${() => void copy(words)}>
                ${t('Copy your words')}
              </button>`
        }
        <button class="button plain" @click=${() => announce(this, 'refusal-dismissed', { id })}>
          ${t('Dismiss')}
        </button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-refusals': GalleyRefusals;
  }
}
