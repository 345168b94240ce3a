/** The button with which people take an annotated copy of an article away. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Download } from 'lucide';
import '../../ui/export/galley-export-choices.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';

/** Opens the choices for the copy; they close once it was taken. */
@customElement('galley-export-menu')
export class GalleyExportMenu extends LightElement {
  @property({ attribute: false }) article: { readonly id: string; readonly title: string } | null =
    null;

  override render(): TemplateResult | typeof nothing {
    if (this.article === null) return nothing;
    const id = `export-${this.article.id}`;
    return html`
      <button class="button" popovertarget=${id}>${icon(Download)} Export</button>
      <div
        class="menu"
        id=${id}
        popover
        aria-label="Export"
        role="group"
        @beforetoggle=${this.#toggle}
        @copy-taken=${this.#close}
      >
        <galley-export-choices article=${this.article.id}></galley-export-choices>
      </div>
    `;
  }

  #toggle({ newState }: ToggleEvent): void {
    if (newState === 'open') void this.querySelector('galley-export-choices')?.begin();
  }

  #close(): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-export-menu': GalleyExportMenu;
  }
}
