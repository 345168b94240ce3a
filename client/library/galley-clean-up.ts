/** The dialog that offers to take out of a page what is around its text, and shows what that would be. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CleanUpAnswer } from '../../shared/wire/routes/articles.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { LightElement } from '../ui/light-element.ts';
import type { ImportChoice } from './library-imports.ts';
import './galley-clean-up.css';
import { n, t } from '../ui/language/translate.ts';
import { formatList } from '../ui/language/formats.ts';

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
      heading: t('Clean up this page?'),
      content: this.offer === null ? nothing : this.#content(this.offer),
      buttons: html`${this.#dialog.closeButton(t('Don’t import'))}
        <button type="button" class="button" @click=${() => this.#dialog.close('all')}>
          ${t('Import everything')}
        </button>
        <button type="button" class="button primary" @click=${() => this.#dialog.close('clean')}>
          ${t('Clean up and import')}
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
        ${t('{file} seems to have more in it than its text, such as menus and links to other pages.', { file: html`<strong dir="auto">${name}</strong>` })}
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
  return n(
    'Do the same with {count} more file, without asking',
    'Do the same with {count} more files, without asking',
    others,
  );
}

function passages(what: 'go' | 'stay', part: Part, isOpen: boolean): TemplateResult {
  const said = counted(part);
  const summary =
    what === 'go' ? t('{what} would go', { what: said }) : t('{what} would stay', { what: said });
  return html`<details ?open=${isOpen}>
    <summary>${summary}</summary>
    <div
      role="region"
      tabindex="0"
      aria-label=${what === 'go' ? t('What would go') : t('What would stay')}
    >
      ${part.passages.map((passage) => html`<p dir="auto">${passage}</p>`)}
    </div>
  </details>`;
}

function counted({ words, pictures }: Part): string {
  const said = [n('{count} word', '{count} words', words)];
  if (pictures > 0) said.push(n('{count} picture', '{count} pictures', pictures));
  return formatList(said).join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-clean-up': GalleyCleanUp;
  }
}
