/** Says how much is new since the person was here last, and leads to it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ArrowDown, Check } from 'lucide';
import { announce } from '../layers/annotation-events.ts';
import './galley-since.css';
import { WorkspaceReader } from '../workspace-state.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';

/**
 * Takes no room where nothing is new.
 * @fires thread-wanted, threads-seen
 */
@customElement('galley-since')
export class GalleySince extends LightElement {
  readonly #workspace = new WorkspaceReader(this, 'notes');

  override render(): TemplateResult | typeof nothing {
    const { unread } = this.#workspace.state.notes;
    if (unread.size === 0) return nothing;
    return html`<p>
      <span class="count">${t('{count} new since your last visit', { count: unread.size })}</span>
      <button class="button plain" @click=${this.#goOn}>${icon(ArrowDown)} ${t('Next new')}</button>
      <button
        class="button plain icon"
        aria-label=${t('Mark all as read')}
        title=${t('Mark all as read')}
        @click=${() => announce(this, 'threads-seen', { ids: [...unread] })}
      >
        ${icon(Check)}
      </button>
    </p>`;
  }

  /** In the order of the text. */
  #goOn(): void {
    const [id] = this.#workspace.state.notes.unread;
    if (id !== undefined) announce(this, 'thread-wanted', { id });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-since': GalleySince;
  }
}
