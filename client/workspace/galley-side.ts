/** The notes beside the text, or over its foot where there is no room beside it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { MessageSquare, X } from 'lucide';
import './galley-side.css';
import { announce } from './layers/annotation-events.ts';
import './margin/galley-all-threads.ts';
import './margin/galley-margin.ts';
import './margin/galley-printed-notes.ts';
import { WorkspaceReader } from './workspace-state.ts';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { formatNumber, t } from '../ui/language/translate.ts';

/**
 * The margin, and two buttons that open and close it where it lies over the text.
 * @fires side-opened - the notes shall be shown
 * @fires text-focus-wanted - the notes shall be closed; and all that the margin announces
 */
@customElement('galley-side')
export class GalleySide extends LightElement {
  readonly #workspace = new WorkspaceReader(
    this,
    'notes',
    'isNarrow',
    'isSideOpen',
    'isAdderShown',
  );

  override render(): TemplateResult {
    const { isNarrow, isSideOpen } = this.#workspace.state;
    return html`<div class="side" ?data-open=${isSideOpen}>
        <div class="side-head">
          <h2>${t('Notes')}</h2>
          <button
            class="button plain icon"
            aria-label=${t('Close the notes')}
            @click=${() => announce(this, 'text-focus-wanted', {})}
          >
            ${icon(X)}
          </button>
        </div>
        <galley-margin class=${isNarrow ? 'narrow' : ''}></galley-margin>
      </div>
      ${this.#opener()}
      <galley-all-threads></galley-all-threads>
      <galley-printed-notes></galley-printed-notes>`;
  }

  /** Gives way to the adder, which stands at the foot of a touch screen too. */
  #opener(): TemplateResult {
    const { notes, isSideOpen, isAdderShown } = this.#workspace.state;
    const open = [...notes.openCounts.values()].reduce((sum, count) => sum + count, 0);
    return html`<button
      class="button primary open-side"
      aria-expanded=${isSideOpen}
      ?hidden=${isSideOpen || isAdderShown}
      @click=${() => this.dispatchEvent(new CustomEvent('side-opened', { bubbles: true }))}
    >
      ${icon(MessageSquare)} ${t('Notes')}${open > 0 ? ` (${formatNumber(open)})` : ''}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-side': GalleySide;
  }
  interface HTMLElementEventMap {
    'side-opened': CustomEvent<null>;
  }
}
