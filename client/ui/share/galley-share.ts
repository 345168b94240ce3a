/** The dialog that says who comes to an article: members with a higher role there, and links for guests. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Actor } from '../../../shared/policy/actor.ts';
import { READER } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/decide.ts';
import './galley-share.css';
import './galley-article-members.ts';
import './galley-links.ts';
import { LightElement } from '../light-element.ts';

export const TAG = 'galley-share';

interface Shared {
  readonly id: string;
  readonly title: string;
}

@customElement(TAG)
export class GalleyShare extends LightElement {
  /** What the dialog is about; null while it is closed, so that each opening asks anew. */
  @state() private article: Shared | null = null;
  @state() private actor: Actor = READER;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="share-title" @close=${this.#closed}>
      ${this.article === null ? nothing : this.#content(this.article)}
    </dialog>`;
  }

  /** Opens it for who acts as `actor` in this article. */
  async open(article: Shared, actor: Actor): Promise<void> {
    this.article = article;
    this.actor = actor;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  #content({ id, title }: Shared): TemplateResult {
    const { actor } = this;
    return html`
      <h2 id="share-title">Share “<bdi>${title}</bdi>”</h2>
      <p class="who-sees">
        All members of the workspace can read this article. Layers for <b>members and guests</b> and
        <b>everyone</b> are seen by whoever comes by a link; layers for <b>editors</b> and
        <b>moderators</b> by no guest; <b>private</b> notes by their writer alone.
      </p>
      <section aria-labelledby="share-links">
        <h3 id="share-links">Links</h3>
        <galley-links .article=${id} .actor=${actor}></galley-links>
      </section>
      ${
        may('manage article members', actor).ok
          ? html`<section aria-labelledby="share-members">
              <h3 id="share-members">Members with a higher role here</h3>
              <galley-article-members .article=${id}></galley-article-members>
            </section>`
          : nothing
      }
      <div class="actions">
        <button class="button primary" @click=${this.#close}>Done</button>
      </div>
    `;
  }

  #close(): void {
    this.querySelector('dialog')?.close();
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
