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
      return html`<h2>No articles yet</h2>
        <p>They appear here as soon as an editor brings them in.</p>`;
    return html`<h2>No articles yet</h2>
      <ol>
        <li>
          ${icon(PenLine)}
          <p>
            <button class="link" @click=${() => this.#fire('article-wanted')}>Write one</button>:
            begin with a title, or paste a text.
          </p>
        </li>
        <li>
          ${icon(FileDown)}
          <p>
            <button class="link" @click=${() => this.#fire('files-wanted')}>Import files</button>
            of Word, text, Markdown or HTML: drop them anywhere on this page.
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
    <a href="/settings/invitations">Invite the others</a>: each gets a link, and sees the text and
    its notes live.
  </p>
</li>`;

const SHARE = html`<li>
  ${icon(UserPlus)}
  <p>Then share the article by a link: whoever has it sees the text and its notes live.</p>
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
