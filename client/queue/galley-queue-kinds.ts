/** How much of each kind is waiting, as buttons that show only that kind. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { AtSign } from 'lucide';
import { QUEUED_KINDS } from '../../shared/annotation/kinds.ts';
import type { QueueAnswer } from '../../shared/wire/routes/queue.ts';
import { WHOLE_QUEUE } from './queue-filter.ts';
import type { QueueFilter } from './queue-filter.ts';
import './galley-queue-kinds.css';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { formatNumber, t, told } from '../ui/language/translate.ts';

/** @fires queue-filtered - detail: the filter as it is to be */
@customElement('galley-queue-kinds')
export class GalleyQueueKinds extends LightElement {
  @property({ attribute: false }) filter: QueueFilter = WHOLE_QUEUE;
  @property({ attribute: false }) counts: QueueAnswer['counts'] | null = null;

  override render(): TemplateResult {
    return html`<div class="kinds" role="group" aria-label=${t('Kind')}>
      ${this.#choice('all', t('All'))}
      ${QUEUED_KINDS.map(([kind, group]) => this.#choice(kind, told(group)))}
      <button
        class="button plain mentions"
        aria-pressed=${this.filter.mentionsMe}
        @click=${() => this.#show({ mentionsMe: !this.filter.mentionsMe })}
      >
        ${icon(AtSign)} ${t('Mentions me')}
      </button>
      ${
        this.filter.article === null
          ? nothing
          : html`<button class="button plain" @click=${() => this.#show({ article: null })}>
              ${t('One article only: show all')}
            </button>`
      }
    </div>`;
  }

  #choice(kind: QueueFilter['kind'], label: string): TemplateResult {
    return html`<button
      class="button plain"
      aria-pressed=${this.filter.kind === kind}
      @click=${() => this.#show({ kind })}
    >
      ${label}
      ${this.counts === null ? nothing : html`<span class="count">${formatNumber(this.counts[kind])}</span>`}
    </button>`;
  }

  #show(change: Partial<QueueFilter>): void {
    const detail: QueueFilter = { ...this.filter, ...change };
    this.dispatchEvent(
      new CustomEvent('queue-filtered', { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-queue-kinds': GalleyQueueKinds;
  }
  interface HTMLElementEventMap {
    'queue-filtered': CustomEvent<QueueFilter>;
  }
}
