/** The page for an address that leads nowhere. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { problem } from '../../shared/wire/problems.ts';
import '../ui/galley-header.ts';
import '../ui/language/galley-language-choice.ts';
import '../ui/galley-problem.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** For every address that no other page has. */
@customElement('missing-page')
export class MissingPage extends LightElement {
  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t('Nothing here')} · Galley`;
  }

  override render(): TemplateResult {
    return html`
      <galley-header
        .end=${html`<galley-language-choice></galley-language-choice>`}
      ></galley-header>
      <main><galley-problem .problem=${problem('not-found')}></galley-problem></main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'missing-page': MissingPage;
  }
}
