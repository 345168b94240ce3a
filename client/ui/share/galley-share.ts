/** The dialog for sharing an article: links for guests, and members with a higher role there. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Actor } from '../../../shared/policy/actor.ts';
import { READER } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/may.ts';
import { Dialog } from '../dialog/dialog.ts';
import { LightElement } from '../light-element.ts';
import './galley-article-members.ts';
import './galley-links.ts';
import './galley-share.css';
import { t } from '../language/translate.ts';

interface Shared {
  readonly id: string;
  readonly title: string;
}

/** Draws its content only while it is open, so that each opening asks the server again. */
@customElement('galley-share')
export class GalleyShare extends LightElement {
  /** What the dialog is about; null while it is closed. */
  @state() private article: Shared | null = null;
  @state() private actor: Actor = READER;

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const { article } = this;
    return this.#dialog.draw({
      heading: html`${t('Share “{title}”', { title: html`<bdi>${article?.title}</bdi>` })}`,
      content: article === null ? nothing : this.#content(article.id),
      buttons: this.#dialog.closeButton(t('Done'), 'primary'),
      closed: this.#closed,
      size: 'large',
    });
  }

  /** Opens it for somebody who acts as `actor` in this article. */
  open(article: Shared, actor: Actor): Promise<void> {
    this.article = article;
    this.actor = actor;
    return this.#dialog.open();
  }

  #content(id: string): TemplateResult {
    const { actor } = this;
    return html`
      <p class="who-sees">
        ${t('All members of the workspace can read this article. Layers for members and guests and for everyone are seen by whoever comes by a link; layers for editors and moderators by no guest; private notes by their writer alone.')}
      </p>
      <section aria-labelledby="share-links">
        <h3 id="share-links">${t('Links')}</h3>
        <galley-links .article=${id} .actor=${actor}></galley-links>
      </section>
      ${
        may('manage article members', actor).ok
          ? html`<section aria-labelledby="share-members">
              <h3 id="share-members">${t('Members with a higher role here')}</h3>
              <galley-article-members .article=${id}></galley-article-members>
            </section>`
          : nothing
      }
    `;
  }

  #closed(): void {
    this.article = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-share': GalleyShare;
  }
}
