/** The dialog that offers to take out of a page what is around its text, and shows what that would be. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CleanUpAnswer } from '../../shared/wire/routes/articles.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { LightElement } from '../ui/light-element.ts';
import type { ImportChoice } from './library-imports.ts';
import './galley-clean-up.css';

type Part = CleanUpAnswer['stays'];

/** A file that could be cleaned up. */
export interface CleanUpOffer {
  readonly name: string;
  readonly preview: CleanUpAnswer;
  /** How many files wait behind it. */
  readonly others: number;
}

/** Nothing to see until it asks. */
@customElement('galley-clean-up')
export class GalleyCleanUp extends LightElement {
  readonly #dialog = new Dialog(this);
  @state() private offer: CleanUpOffer | null = null;

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: 'Clean up this page?',
      content: this.offer === null ? nothing : this.#content(this.offer),
      buttons: html`${this.#dialog.closeButton('Don’t import')}
        <button type="button" class="button" @click=${() => this.#dialog.close('all')}>
          Import everything
        </button>
        <button type="button" class="button primary" @click=${() => this.#dialog.close('clean')}>
          Clean up and import
        </button>`,
      size: 'large',
    });
  }

  /** Asks about one file. Closed without an answer, the file is left alone. */
  async ask(offer: CleanUpOffer): Promise<ImportChoice> {
    this.offer = offer;
    const answer = await this.#dialog.answer();
    const isForAll = this.querySelector<HTMLInputElement>('input[name=all]')?.checked === true;
    this.offer = null;
    return { take: answer === 'all' || answer === 'clean' ? answer : 'nothing', isForAll };
  }

  #content({ name, preview: { stays, goes }, others }: CleanUpOffer): TemplateResult {
    return html`
      <p>
        <strong dir="auto">${name}</strong> seems to have more in it than its text, such as menus
        and links to other pages.
      </p>
      ${passages('go', goes, true)} ${passages('stay', stays, false)}
      ${
        others === 0
          ? nothing
          : html`<label class="choice">
              <input type="checkbox" name="all" /> ${sameFor(others)}
            </label>`
      }
    `;
  }
}

function sameFor(others: number): string {
  return `Do the same with ${others} more ${others === 1 ? 'file' : 'files'}, without asking`;
}

function passages(what: 'go' | 'stay', part: Part, isOpen: boolean): TemplateResult {
  return html`<details ?open=${isOpen}>
    <summary>${counted(part)} would ${what}</summary>
    <div role="region" tabindex="0" aria-label="What would ${what}">
      ${part.passages.map((passage) => html`<p dir="auto">${passage}</p>`)}
    </div>
  </details>`;
}

function counted({ words, pictures }: Part): string {
  const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;
  return pictures === 0
    ? count(words, 'word')
    : `${count(words, 'word')} and ${count(pictures, 'picture')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-clean-up': GalleyCleanUp;
  }
}
