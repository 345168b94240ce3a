/** What can be done with the articles that are ticked. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Archive, ArchiveRestore, Download, Trash2, X } from 'lucide';
import { COPY_FORMATS } from '../../shared/article/formats.ts';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import { MOST_COPIES } from '../../shared/wire/routes/copies.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import { actionsFor } from './article-actions.ts';
import type { ArticleAction } from './article-actions.ts';
import './galley-library-selection.css';
import { copiesAddress } from '../ui/export/export-address.ts';
import { icon } from '../ui/icon.ts';
import { t, tIn, told } from '../ui/language/translate.ts';
import { LightElement } from '../ui/light-element.ts';

/** What is done with several articles at once. */
export type BulkAction = Extract<ArticleAction, 'archive' | 'restore' | 'delete'>;

const LABELS = {
  archive: { words: tIn('verb', 'Archive'), picture: Archive },
  restore: { words: t('Take out of the archive'), picture: ArchiveRestore },
  delete: { words: t('Delete…'), picture: Trash2 },
} as const satisfies Record<BulkAction, unknown>;

/**
 * Is there while anything is ticked.
 * @fires bulk-chosen - detail: what is to be done
 * @fires all-wanted - all that match the filter shall be ticked
 * @fires selection-dropped - nothing shall be ticked any more
 */
@customElement('galley-library-selection')
export class GalleyLibrarySelection extends LightElement {
  @property({ attribute: false }) articles: readonly ArticleSummary[] = [];
  @property({ attribute: false }) actor: Actor = READER;
  /** Whether there are others under the same filter, shown or not. */
  @property({ attribute: false }) hasOthers = false;
  /** How many of them are done, while something is done with them; null else. */
  @property({ attribute: false }) done: number | null = null;

  override render(): TemplateResult {
    const { length } = this.articles;
    return html`<p class="count" role="status">${this.#count()}</p>
      ${
        length === 0
          ? nothing
          : html`<div class="bar" role="toolbar" aria-label=${t('Selected articles')}>
              <p aria-hidden="true">${this.#count()}</p>
              ${this.hasOthers ? this.#allButton() : nothing}
              <span class="actions"
                >${this.#export()}${this.#actions().map((action) => this.#button(action))}</span
              >
              <button
                class="button plain icon"
                aria-label=${t('Select nothing')}
                title=${`${t('Select nothing')} (Esc)`}
                @click=${() => this.#fire('selection-dropped', null)}
              >
                ${icon(X)}
              </button>
            </div>`
      }`;
  }

  /** Goes to the first thing that can be done. */
  override focus(): void {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.actions button')?.focus({ preventScroll: true }),
    );
  }

  #count(): string {
    const { length } = this.articles;
    if (this.done !== null) return t('{done} of {total} done', { done: this.done, total: length });
    return length === 0 ? '' : t('{count} selected', { count: length });
  }

  #allButton(): TemplateResult {
    return html`<button class="button plain" @click=${() => this.#fire('all-wanted', null)}>
      ${t('Select all')}
    </button>`;
  }

  /** A browser gets a file by a link: one for each format. */
  #export(): TemplateResult | typeof nothing {
    if (!may('export article', this.actor).ok) return nothing;
    const ids = this.articles.map(({ id }) => id);
    const isTooMany = ids.length > MOST_COPIES;
    return html`<button
        class="button"
        popovertarget="export-many"
        ?disabled=${isTooMany || this.done !== null}
        title=${isTooMany ? t('At most {most} articles at once', { most: MOST_COPIES }) : nothing}
      >
        ${icon(Download)} ${t('Export')}
      </button>
      <div class="menu" id="export-many" popover>
        ${COPY_FORMATS.map(
          ({ name, label, about }) =>
            html`<a href=${copiesAddress(ids, name)} download @click=${this.#closeMenu}>
              <span>${told(label)} <small>${told(about)}</small></span>
            </a>`,
        )}
      </div>`;
  }

  #closeMenu(): void {
    this.querySelector<HTMLElement>('#export-many')?.hidePopover();
  }

  /** Those that fit at least one of them. */
  #actions(): readonly BulkAction[] {
    const offered = new Set(
      this.articles.flatMap((article) => actionsFor(article, this.actor).map(([action]) => action)),
    );
    return (Object.keys(LABELS) as BulkAction[]).filter((action) => offered.has(action)); // a literal has no others
  }

  #button(action: BulkAction): TemplateResult {
    const { words, picture } = LABELS[action];
    return html`<button
      class=${action === 'delete' ? 'button danger' : 'button'}
      ?disabled=${this.done !== null}
      @click=${() => this.#fire('bulk-chosen', action)}
    >
      ${icon(picture)} ${words}
    </button>`;
  }

  #fire(name: string, detail: BulkAction | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-library-selection': GalleyLibrarySelection;
  }
  interface HTMLElementEventMap {
    'bulk-chosen': CustomEvent<BulkAction>;
    'all-wanted': CustomEvent<null>;
    'selection-dropped': CustomEvent<null>;
  }
}
