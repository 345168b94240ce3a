/** The page of an article: fetches what the workspace needs, and shows it, or why it can't. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { unreachable } from '../../shared/unreachable.ts';
import { ArticleSession } from './article-session.ts';
import { TEXT_LINES } from './galley-paper.ts';
import './galley-article-workspace.ts';
import './workspace-page.css';
import '../ui/galley-header.ts';
import '../ui/galley-problem.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** The page's element, for `main.ts`. */
export const TAG = 'galley-workspace-page';

/** Takes the article from the address. */
@customElement(TAG)
export class WorkspacePage extends LightElement {
  protected readonly session = new ArticleSession(
    this,
    decodeURIComponent(location.pathname.split('/')[2] ?? ''),
  );

  override render(): TemplateResult {
    const { current } = this.session;
    switch (current.state) {
      case 'loading':
        return SKELETON;
      case 'failed':
        return html`<galley-header></galley-header>
          <main>
            <galley-problem
              .problem=${current.problem}
              .guest=${current.guest}
              @retry-asked=${this.#load}
            ></galley-problem>
          </main>`;
      case 'ready':
        return html`<galley-article-workspace
          .session=${current}
          @rights-changed=${this.#load}
          @article-changed=${this.#load}
        ></galley-article-workspace>`;
      default:
        return unreachable(current);
    }
  }

  #load(): void {
    void this.session.load();
  }
}

const SKELETON = html`<galley-header></galley-header>
  <main aria-busy="true">
    <div class="bar-place"></div>
    <div class="columns"><div class="paper">${TEXT_LINES}</div></div>
    <p class="visually-hidden" role="status">${t('The article is being fetched.')}</p>
  </main>`;

declare global {
  interface HTMLElementTagNameMap {
    'galley-workspace-page': WorkspacePage;
  }
}
