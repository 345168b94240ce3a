/** One article in the library's index, with what may be done to it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Ellipsis } from 'lucide';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import type { ArticleStatus } from '../../shared/article/article.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import './galley-article-row.css';
import { actionsFor } from './article-actions.ts';
import type { ArticleAction } from './article-actions.ts';
import { icon } from '../ui/icon.ts';
import { languageName } from '../ui/words/language-names.ts';
import { LightElement } from '../ui/light-element.ts';
import { moment } from '../ui/words/moment.ts';
import { n, t, tIn } from '../ui/language/translate.ts';

/** What was chosen in an article's menu. */
export interface ArticleActionChosen {
  readonly article: ArticleSummary;
  readonly action: ArticleAction;
}

/** The tick of an article was pressed. */
export interface ArticleTicked {
  readonly id: string;
  /** With all between it and the one before, as by Shift. */
  readonly isRange: boolean;
}

/**
 * @fires article-action-chosen - detail: the article and what is to be done
 * @fires article-ticked - detail: which one
 */
@customElement('galley-article-row')
export class GalleyArticleRow extends LightElement {
  @property({ attribute: false }) article: ArticleSummary | null = null;
  @property({ attribute: false }) actor: Actor = READER;
  /** Whether it can be ticked: where one may do nothing with several there is nothing to tick. */
  @property({ attribute: false }) tickable = false;
  @property({ attribute: false }) ticked = false;

  /** The menu is drawn only while it is open: a library may have hundreds of rows. */
  @state() private menuOpen = false;

  override render(): TemplateResult | typeof nothing {
    const { article } = this;
    if (article === null) return nothing;
    return html`
      ${this.tickable ? this.#tick(article) : nothing}
      <a class="title" href="/articles/${article.id}">
        <bdi lang=${article.language} dir=${article.direction}>${article.title}</bdi>
      </a>
      <span class="status"
        ><span class="badge ${TONES[article.status]}">${STATUS_NAMES[article.status]}</span></span
      >
      <span class="open">${openThreads(article.open)}</span>
      <span class="language">${languageName(article.language)}</span>
      <span class="modified"
        >${moment(article.modified)}${
          article.editor === null
            ? nothing
            : html` <span class="by"
                >${t('by {name}', { name: html`<bdi>${article.editor}</bdi>` })}</span
              >`
        }</span
      >
      ${this.#menu(article)}
    `;
  }

  #tick(article: ArticleSummary): TemplateResult {
    return html`<label class="tick">
      <input
        type="checkbox"
        aria-label=${t('Select {title}', { title: article.title })}
        .checked=${live(this.ticked)}
        @click=${({ shiftKey }: MouseEvent) => this.#pressed(article.id, shiftKey)}
      />
    </label>`;
  }

  #pressed(id: string, isRange: boolean): void {
    const detail: ArticleTicked = { id, isRange };
    this.dispatchEvent(
      new CustomEvent('article-ticked', { detail, bubbles: true, composed: true }),
    );
  }

  #menu(article: ArticleSummary): TemplateResult {
    const id = `menu-${article.id}`;
    return html`
      <button
        class="button plain icon"
        popovertarget=${id}
        aria-label=${t('Actions for {title}', { title: article.title })}
      >
        ${icon(Ellipsis)}
      </button>
      <div class="menu" id=${id} popover @beforetoggle=${this.#toggle}>
        ${this.menuOpen ? this.#entries(article) : nothing}
      </div>
    `;
  }

  #entries(article: ArticleSummary): TemplateResult {
    return html`
      <a href="/articles/${article.id}">${tIn('verb', 'Open')}</a>
      ${
        article.status === 'published'
          ? html`<a href="/read/${article.slug}">${t('View published page')}</a>`
          : nothing
      }
      ${actionsFor(article, this.actor).map(
        ([action, label]) =>
          html`<button class=${action} @click=${() => this.#choose(article, action)}>
            ${label}
          </button>`,
      )}
    `;
  }

  #toggle(event: ToggleEvent): void {
    this.menuOpen = event.newState === 'open';
  }

  #choose(article: ArticleSummary, action: ArticleAction): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
    const detail: ArticleActionChosen = { article, action };
    this.dispatchEvent(
      new CustomEvent('article-action-chosen', { detail, bubbles: true, composed: true }),
    );
  }
}

/** What the library calls the statuses of articles. */
export const STATUS_NAMES: Readonly<Record<ArticleStatus, string>> = {
  draft: tIn('status of an article', 'Draft'),
  published: tIn('status of an article', 'Published'),
  archived: tIn('status of an article', 'Archived'),
};

const TONES: Readonly<Record<ArticleStatus, string>> = {
  draft: 'quiet',
  published: 'good',
  archived: 'quiet',
};

function openThreads(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<span aria-hidden="true">${t('{count} open', { count })}</span
    ><span class="visually-hidden"
      >${n('{count} open thread', '{count} open threads', count)}</span
    >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-article-row': GalleyArticleRow;
  }
  interface HTMLElementEventMap {
    'article-action-chosen': CustomEvent<ArticleActionChosen>;
    'article-ticked': CustomEvent<ArticleTicked>;
  }
}
