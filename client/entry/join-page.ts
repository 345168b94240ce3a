/** The page behind invitations and share links: it takes the secret from the fragment. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { secretIn, takeFragment } from './sign-in-token.ts';
import '../ui/galley-header.ts';
import '../ui/language/galley-language-choice.ts';
import './galley-join-article.ts';
import './galley-join-workspace.ts';
import { LightElement } from '../ui/light-element.ts';
import './entry-page.css';
import { t, tIn } from '../ui/language/translate.ts';

/** What the link is for; nothing where there was no secret in it. */
type Link =
  { readonly to: 'workspace' | 'article'; readonly secret: string } | { readonly to: 'nothing' };

/** `/join#invite=SECRET` and `/join#share=SECRET`. */
@customElement('join-page')
export class JoinPage extends LightElement {
  @state() private link: Link = { to: 'nothing' };

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${tIn('title of a page', 'Join')} · Galley`;
    this.#take();
    // A second link pasted into the same tab changes nothing but the fragment.
    window.addEventListener('hashchange', this.#take);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#take);
  }

  override render(): TemplateResult {
    return html`
      <galley-header
        .end=${html`<galley-language-choice></galley-language-choice>`}
      ></galley-header>
      <main class="entry">${this.#content()}</main>
    `;
  }

  #content(): TemplateResult {
    const { link } = this;
    switch (link.to) {
      case 'workspace':
        return html`<galley-join-workspace .secret=${link.secret}></galley-join-workspace>`;
      case 'article':
        return html`<galley-join-article .secret=${link.secret}></galley-join-article>`;
      case 'nothing':
        return html`<h1>${t('Open your link once more')}</h1>
          <p>
            ${t('This page opens by a link that somebody gave you. For your safety it isn’t kept in the address, so a reload doesn’t know it any more.')}
          </p>`;
    }
  }

  readonly #take = (): void => {
    if (location.hash === '') return;
    const fragment = takeFragment();
    const [invite, share] = [secretIn(fragment, 'invite'), secretIn(fragment, 'share')];
    if (invite) this.link = { to: 'workspace', secret: invite };
    else if (share) this.link = { to: 'article', secret: share };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'join-page': JoinPage;
  }
}
