/** Takes files that are dropped anywhere on the page. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { FileDown } from 'lucide';
import './galley-drop-zone.css';
import { icon } from '../ui/icon.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/**
 * Invisible until files are dragged over the window.
 * @fires files-dropped - detail: the files
 */
@customElement('galley-drop-zone')
export class GalleyDropZone extends LightElement {
  @property() label = t('Drop files here');

  @state() private over = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.#drag);
    window.addEventListener('dragleave', this.#leave);
    window.addEventListener('drop', this.#drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.#drag);
    window.removeEventListener('dragleave', this.#leave);
    window.removeEventListener('drop', this.#drop);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.over) return nothing;
    return html`<div class="target">
      <p>${icon(FileDown)} ${this.label}</p>
    </div>`;
  }

  readonly #drag = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // says that a drop is welcome here
    this.over = true;
  };

  readonly #leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.over = false; // not merely to another element of the page
  };

  readonly #drop = (event: DragEvent): void => {
    this.over = false;
    if (!carriesFiles(event)) return;
    event.preventDefault(); // else the browser leaves the page for the file
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    this.dispatchEvent(
      new CustomEvent('files-dropped', { detail: files, bubbles: true, composed: true }),
    );
  };
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-drop-zone': GalleyDropZone;
  }
  interface HTMLElementEventMap {
    'files-dropped': CustomEvent<File[]>;
  }
}
