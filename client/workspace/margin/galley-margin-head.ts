/** The bar over the margin: which threads are shown, how many lost their words, and how many lie out of sight. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { AtSign, ChevronDown, ChevronUp, List } from 'lucide';
import { announce, FILTERS } from '../layers/annotation-events.ts';
import type { Filter } from '../layers/annotation-events.ts';
import '../layers/galley-layers.ts';
import { WorkspaceReader } from '../workspace-state.ts';
import { icon } from '../../ui/icon.ts';
import { ariaKeys, keyName } from '../../ui/keys/key-names.ts';
import { LIST_KEY } from './margin-keys.ts';
import { LightElement } from '../../ui/light-element.ts';
import { formatNumber, n, t, tIn } from '../../ui/language/translate.ts';

const FILTER_NAMES: Readonly<Record<Filter, TemplateResult>> = {
  open: html`${tIn('which threads', 'Open')}`,
  all: html`${tIn('which threads', 'All')}`,
  mine: html`${tIn('which threads', 'Mine')}`,
  mentions: html`${icon(AtSign)}<span class="visually-hidden">${t('Mentions me')}</span>`,
};

/** A way from the threads that are drawn to those above or below them. */
export type Beyond = 'earlier' | 'later';

/**
 * Is drawn as the margin's first child.
 * @fires filter-chosen; and what the layers' panel announces
 * @fires tray-wanted - the threads that lost their words shall be shown
 * @fires beyond-wanted - the nearest thread out of sight shall be shown
 */
@customElement('galley-margin-head')
export class GalleyMarginHead extends LightElement {
  /** Number of threads that lost their words. */
  @property({ attribute: false }) lost = 0;
  /** Number of threads above those that are drawn. */
  @property({ attribute: false }) earlier = 0;
  /** Number of threads below them. */
  @property({ attribute: false }) later = 0;

  readonly #workspace = new WorkspaceReader(this, 'session', 'people', 'notes');

  override render(): TemplateResult {
    return html`<div class="filters" role="group" aria-label=${t('Which threads')}>
        ${FILTERS.filter((filter) => this.#isOffered(filter)).map((filter) => this.#filter(filter))}
      </div>
      ${this.#beyond('earlier', this.earlier)} ${this.#beyond('later', this.later)}
      ${this.lost > 0 ? this.#lostCount() : nothing} ${this.#all()} ${this.#layers()}`;
  }

  /** What nobody is in need of takes no room. */
  #isOffered(filter: Filter): boolean {
    const { notes } = this.#workspace.state;
    return filter !== 'mentions' || notes.isMentioned || notes.filter === filter;
  }

  #filter(filter: Filter): TemplateResult {
    return html`<button
      class="button plain"
      aria-pressed=${filter === this.#workspace.state.notes.filter}
      title=${filter === 'mentions' ? t('Mentions me') : nothing}
      @click=${() => announce(this, 'filter-chosen', { filter })}
    >
      ${FILTER_NAMES[filter]}
    </button>`;
  }

  #beyond(where: Beyond, count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    const name =
      where === 'earlier'
        ? n('{count} earlier thread', '{count} earlier threads', count)
        : n('{count} later thread', '{count} later threads', count);
    return html`<button
      class="button plain beyond"
      aria-label=${name}
      title=${name}
      @click=${() => this.dispatchEvent(new CustomEvent('beyond-wanted', { detail: where }))}
    >
      ${icon(where === 'earlier' ? ChevronUp : ChevronDown)} ${formatNumber(count)}
    </button>`;
  }

  #lostCount(): TemplateResult {
    return html`<button
      class="button plain lost-count"
      aria-label=${t('{count} lost: show the notes without a place', { count: this.lost })}
      @click=${() => this.dispatchEvent(new CustomEvent('tray-wanted'))}
    >
      ${t('{count} lost', { count: this.lost })}
    </button>`;
  }

  #all(): TemplateResult {
    return html`<button
      class="button plain icon all"
      aria-label=${t('All threads')}
      title=${`${t('All threads')} (${keyName(LIST_KEY)})`}
      aria-keyshortcuts=${ariaKeys(LIST_KEY)}
      @click=${() => announce(this, 'all-threads-wanted', {})}
    >
      ${icon(List)}
    </button>`;
  }

  #layers(): TemplateResult {
    const { session, people, notes } = this.#workspace.state;
    return html`<galley-layers
      .article=${session.article.id}
      .layers=${notes.layers}
      .shown=${notes.layersShown}
      .threads=${notes.all}
      .people=${people}
      .me=${session.member}
    ></galley-layers>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-margin-head': GalleyMarginHead;
  }
  interface HTMLElementEventMap {
    'beyond-wanted': CustomEvent<Beyond>;
    'tray-wanted': CustomEvent<null>;
  }
}
