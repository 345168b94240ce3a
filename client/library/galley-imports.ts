/** How far the files are that are being imported, what is to be known of those that came in, and why those failed that did. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { X } from 'lucide';
import type { Import } from './library-imports.ts';
import './galley-imports.css';
import { sentences, serverWords } from '../ui/words/explanation.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { t, tIn } from '../ui/language/translate.ts';

/**
 * Nothing to see as long as nothing is under way, nothing failed and nothing was guessed or left out.
 * @fires dismissed - the person has read it
 */
@customElement('galley-imports')
export class GalleyImports extends LightElement {
  @property({ attribute: false }) items: readonly Import[] = [];

  override render(): TemplateResult | typeof nothing {
    const failures = this.items.filter((item) => item.state === 'failed');
    const warned = this.items.flatMap((item) =>
      item.state === 'done' && item.article.warnings.length > 0 ? [item] : [],
    );
    const under = this.items.filter(({ state }) => state === 'waiting' || state === 'sending');
    const over = this.items.length - under.length;
    const busy = under.length > 0;
    if (!busy && failures.length === 0 && warned.length === 0) return nothing;
    return html`<section aria-label=${tIn('noun', 'Import')}>
      ${busy ? this.#progress(over) : nothing}
      ${warned.map(
        ({ name, article }) =>
          html`<p class="warning" role="status">
            ${t('{file} came in.', { file: html`<strong dir="auto">${name}</strong>` })}
            ${article.warnings.map((warning) => serverWords(warning)).join(' ')}
          </p>`,
      )}
      ${failures.map(
        (item) =>
          html`<p class="failure" role="alert">
            <strong>${item.name}</strong> ${sentences(item.problem)}
          </p>`,
      )}
      ${
        busy
          ? nothing
          : html`<button
              class="button plain icon"
              aria-label=${t('Dismiss')}
              @click=${this.#dismiss}
            >
              ${icon(X)}
            </button>`
      }
    </section>`;
  }

  #progress(over: number): TemplateResult {
    const total = this.items.length;
    const name = this.items.find(({ state }) => state === 'sending')?.name ?? '';
    return html`
      <p role="status">
        ${t('Importing {at} of {total}: {file}', { at: Math.min(over + 1, total), total, file: name })}
      </p>
      <progress aria-label=${tIn('noun', 'Import')} max=${total} .value=${over}></progress>
    `;
  }

  #dismiss(): void {
    this.dispatchEvent(new CustomEvent('dismissed', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-imports': GalleyImports;
  }
  interface HTMLElementEventMap {
    dismissed: CustomEvent<void>;
  }
}
