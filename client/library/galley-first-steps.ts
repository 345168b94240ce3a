/** What a library without articles says: the three ways to begin. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FileDown, PenLine, UserPlus } from 'lucide';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import './galley-first-steps.css';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/**
 * Offers what the person may do.
 * @fires article-wanted - a blank one shall be begun
 * @fires files-wanted - files shall be chosen for import
 */
@customElement('galley-first-steps')
export class GalleyFirstSteps extends LightElement {
  @property({ attribute: false }) actor: Actor = READER;

  override render(): TemplateResult {
    const { actor } = this;
    if (!may('import article', actor).ok)
      return html`<h2>${t('No articles yet')}</h2>
        <p>${t('They appear here as soon as an editor brings them in.')}</p>`;
    return html`<h2>${t('No articles yet')}</h2>
      <ol>
        <li>
          ${icon(PenLine)}
          <p>
            ${t('{write}: begin with a title, or paste a text.', {
              write: html`<button class="link" @click=${() => this.#fire('article-wanted')}>
                ${t('Write one')}
              </button>`,
            })}
          </p>
        </li>
        <li>
          ${icon(FileDown)}
          <p>
            ${t('{import} of Word, text, Markdown or HTML: drop them anywhere on this page.', {
              import: html`<button class="link" @click=${() => this.#fire('files-wanted')}>
                ${t('Import files')}
              </button>`,
            })}
          </p>
        </li>
        ${may('manage members', actor).ok ? INVITE : may('share article', actor).ok ? SHARE : nothing}
      </ol>`;
  }

  #fire(name: string): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

const INVITE = html`<li>
  ${icon(UserPlus)}
  <p>
    ${t('{invite}: each gets a link, and sees the text and its notes live.', {
      invite: html`<a href="/settings/invitations">${t('Invite the others')}</a>`,
    })}
  </p>
</li>`;

const SHARE = html`<li>
  ${icon(UserPlus)}
  <p>${t('Then share the article by a link: whoever has it sees the text and its notes live.')}</p>
</li>`;

declare global {
  interface HTMLElementTagNameMap {
    'galley-first-steps': GalleyFirstSteps;
  }
  interface HTMLElementEventMap {
    'article-wanted': CustomEvent<null>;
    'files-wanted': CustomEvent<null>;
  }
}
