/** Narrows the library by words and by status, and orders it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Search } from 'lucide';
import { LIBRARY_ORDERS } from '../../shared/wire/routes/articles.ts';
import type { LibraryOrder } from '../../shared/wire/routes/articles.ts';
import { WHOLE_LIBRARY } from './library-controller.ts';
import type { LibraryFilter } from './library-controller.ts';
import './galley-library-filter.css';
import { STATUS_NAMES } from './galley-article-row.ts';
import { icon } from '../ui/icon.ts';
import { ariaKeys } from '../ui/keys/key-names.ts';
import { LIBRARY_KEYS } from './library-keys.ts';
import { LightElement } from '../ui/light-element.ts';
import { formatNumber, t, tIn } from '../ui/language/translate.ts';

/** @fires library-narrowed - detail: what changed of the filter */
@customElement('galley-library-filter')
export class GalleyLibraryFilter extends LightElement {
  @property({ attribute: false }) filter: LibraryFilter = WHOLE_LIBRARY;
  /** How many are in the archive under the same words. */
  @property({ attribute: false }) archived = 0;

  override render(): TemplateResult {
    return html`<search>
      <label class="words">
        ${icon(Search)}<span class="visually-hidden">${LIBRARY_KEYS.search.words}</span>
        <input
          type="search"
          placeholder=${t('Search')}
          aria-keyshortcuts=${ariaKeys(LIBRARY_KEYS.search)}
          dir="auto"
          .value=${live(this.filter.query)}
          @input=${this.#search}
        />
      </label>
      <div class="statuses" role="group" aria-label=${t('Status')}>
        ${CURRENT.map((status) => this.#status(status))}
        <span class="apart">${this.#status('archived')}</span>
      </div>
      <label class="order">
        ${t('Sort by')}
        <select @change=${this.#order}>
          ${LIBRARY_ORDERS.map(
            (order) =>
              html`<option value=${order} ?selected=${order === this.filter.sort}>
                ${ORDER_NAMES[order]}
              </option>`,
          )}
        </select>
      </label>
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
      ${NAMES[status]}${
        status === 'archived' && this.archived > 0
          ? html` <span class="badge">${formatNumber(this.archived)}</span>`
          : nothing
      }
    </button>`;
  }

  #order(event: Event & { currentTarget: HTMLSelectElement }): void {
    const { value } = event.currentTarget;
    const sort = LIBRARY_ORDERS.find((order) => order === value);
    if (sort !== undefined) this.#narrow({ sort });
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

const CURRENT = ['current', 'draft', 'published'] as const;

/** What is put away stands apart. */
const NAMES: Readonly<Record<LibraryFilter['status'], string>> = {
  ...STATUS_NAMES,
  current: t('In work'),
  archived: tIn('place', 'Archive'),
};

const ORDER_NAMES: Readonly<Record<LibraryOrder, string>> = {
  modified: t('Last edit'),
  title: t('Title'),
  open: t('Open threads'),
};

declare global {
  interface HTMLElementTagNameMap {
    'galley-library-filter': GalleyLibraryFilter;
  }
  interface HTMLElementEventMap {
    'library-narrowed': CustomEvent<Partial<LibraryFilter>>;
  }
}
