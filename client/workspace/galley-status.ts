/**
 * What readers see of the article: its status, and with it the ways to publish it, to see the page and to pass it on, and to bring
 * back what the text was.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChevronDown } from 'lucide';
import type { ArticleStatus } from '../../shared/article/article.ts';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type { ArticleAnswer } from '../../shared/wire/routes/articles.ts';
import { call } from '../api/call.ts';
import { toast, toastOutcome } from '../ui/galley-toast.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import './galley-earlier-texts.ts';
import './galley-status.css';
import { t, tIn } from '../ui/language/translate.ts';

const WORDS: Readonly<Record<ArticleStatus, string>> = {
  draft: tIn('status of an article', 'Draft'),
  published: tIn('status of an article', 'Published'),
  archived: tIn('status of an article', 'Archived'),
};

/** @fires article-changed - the status is another one */
@customElement('galley-status')
export class GalleyStatus extends LightElement {
  @property({ attribute: false }) article: ArticleAnswer | null = null;
  @property({ attribute: false }) actor: Actor = READER;

  override render(): TemplateResult | typeof nothing {
    if (this.article === null) return nothing;
    const { status } = this.article;
    const tone = status === 'published' ? 'badge good' : 'badge';
    const entries = this.#entries(this.article);
    if (entries === null) return html`<span class="${tone} told">${WORDS[status]}</span>`;
    return html`<button class="${tone} opener" popovertarget="status-menu">
        <span class="label">${WORDS[status]}</span> ${icon(ChevronDown)}
      </button>
      <div class="menu" id="status-menu" popover>${entries}</div>
      <galley-earlier-texts></galley-earlier-texts>`;
  }

  /** Null where there is nothing to choose. */
  #entries(article: ArticleAnswer): TemplateResult | null {
    const ofPage = this.#pageEntries(article);
    if (!may('edit text', this.actor).ok) return ofPage;
    return html`${ofPage ?? nothing}
      <button @click=${this.#openEarlierTexts}>${t('Bring back earlier text…')}</button>`;
  }

  #pageEntries({ status, readUrl }: ArticleAnswer): TemplateResult | null {
    const mayChange = may('change article', this.actor).ok && status !== 'archived';
    if (status !== 'published')
      return mayChange
        ? html`<button @click=${() => void this.#setStatus('published')}>${t('Publish')}</button>`
        : null;
    return html`<a href=${readUrl} target="_blank" @click=${this.#close}>${t('See the page')}</a>
      <button @click=${() => void this.#copy(readUrl)}>${t('Copy link')}</button>
      ${
        mayChange
          ? html`<button @click=${() => void this.#setStatus('draft')}>${t('Unpublish')}</button>`
          : nothing
      }`;
  }

  async #setStatus(status: ArticleStatus): Promise<void> {
    this.#close();
    if (this.article === null) return;
    const answer = await call(articleRoutes.change, { id: this.article.id }, { status });
    toastOutcome(
      answer,
      status === 'published'
        ? t('Published: readers see it now.')
        : t('Readers don’t see it any more.'),
    );
    if (answer.ok)
      this.dispatchEvent(new CustomEvent('article-changed', { bubbles: true, composed: true }));
  }

  #openEarlierTexts(): void {
    this.#close();
    if (this.article !== null)
      void this.querySelector('galley-earlier-texts')?.open(this.article.id);
  }

  async #copy(readUrl: string): Promise<void> {
    this.#close();
    const address = new URL(readUrl, location.href).href;
    const copied = await navigator.clipboard.writeText(address).then(
      () => true,
      () => false, // no permission, or no https
    );
    toast(
      copied ? t('The link to the page is copied.') : t('The page is at {address}', { address }),
    );
  }

  #close(): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-status': GalleyStatus;
  }
  interface HTMLElementEventMap {
    'article-changed': CustomEvent<void>;
  }
}
