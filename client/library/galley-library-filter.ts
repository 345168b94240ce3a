/** Narrows the library by words and by status. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Search } from 'lucide';
import { ARTICLE_STATUSES } from '../../shared/article/article.ts';
import type { LibraryFilter } from './library-controller.ts';
import './galley-library-filter.css';
import { STATUS_NAMES } from './galley-article-row.ts';
import { icon } from '../ui/icon.ts';
import { ariaKeys } from '../ui/keys/key-names.ts';
import { LIBRARY_KEYS } from './library-keys.ts';
import { LightElement } from '../ui/light-element.ts';

/** @fires library-narrowed - detail: what changed of the filter */
@customElement('galley-library-filter')
export class GalleyLibraryFilter extends LightElement {
  @property({ attribute: false }) filter: LibraryFilter = { query: '', status: '' };

  override render(): TemplateResult {
    return html`<search>
      <label class="words">
        ${icon(Search)}<span class="visually-hidden">${LIBRARY_KEYS.search.words}</span>
        <input
          type="search"
          placeholder="Search"
          aria-keyshortcuts=${ariaKeys(LIBRARY_KEYS.search)}
          dir="auto"
          .value=${live(this.filter.query)}
          @input=${this.#search}
        />
      </label>
      <div class="statuses" role="group" aria-label="Status">
        ${(['', ...ARTICLE_STATUSES] as const).map((status) => this.#status(status))}
      </div>
    </search>`;
  }

  /** Goes to the search field, ready to write other words. */
  override focus(): void {
    this.querySelector('input')?.select();
  }

  #status(status: LibraryFilter['status']): TemplateResult {
    return html`<button
      class="button plain"
      aria-pressed=${status === this.filter.status}
      @click=${() => this.#narrow({ status })}
    >
      ${status === '' ? 'All' : STATUS_NAMES[status]}
    </button>`;
  }

  #search(event: InputEvent & { currentTarget: HTMLInputElement }): void {
    this.#narrow({ query: event.currentTarget.value });
  }

  #narrow(detail: Partial<LibraryFilter>): void {
    this.dispatchEvent(
      new CustomEvent('library-narrowed', { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-library-filter': GalleyLibraryFilter;
  }
  interface HTMLElementEventMap {
    'library-narrowed': CustomEvent<Partial<LibraryFilter>>;
  }
}
