/** The dialog that brings a copy back which somebody worked on elsewhere: it says what is new in it before anything is done. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { RETURN_FORMATS } from '../../../shared/article/formats.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import { returnRoutes } from '../../../shared/wire/routes/returns.ts';
import type { ReturnAnswer } from '../../../shared/wire/routes/returns.ts';
import { call } from '../../api/call.ts';
import { Dialog } from '../dialog/dialog.ts';
import { LightElement } from '../light-element.ts';
import { toast } from '../galley-toast.ts';
import { sentences, serverWords } from '../words/explanation.ts';
import './galley-return.css';
import { n, t } from '../language/translate.ts';
import { formatList } from '../language/formats.ts';
import { withShownName } from '../words/layer-names.ts';

const ENDINGS = RETURN_FORMATS.flatMap(({ endings }) => endings).join(',');

/** Nothing to see until it is opened. */
@customElement('galley-return')
export class GalleyReturn extends LightElement {
  /** What the dialog is about; null while it is closed. */
  @state() private article: { readonly id: string; readonly title: string } | null = null;
  @state() private layers: readonly LayerAnswer[] = [];
  /** Id of the layer that what is new goes to; empty until they are known. */
  @state() private layer = '';
  @state() private file: File | null = null;
  /** What would be done with the file; null while that isn't known. */
  @state() private preview: ReturnAnswer | null = null;
  @state() private busy = false;
  @state() private failure = '';

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const { article, preview, busy } = this;
    return this.#dialog.draw({
      heading: t('Import onto this article'),
      content: article === null ? nothing : this.#content(),
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
        <button
          type="button"
          class="button primary"
          ?disabled=${busy || preview === null || changesIn(preview) === 0}
          @click=${this.#bringBack}
        >
          ${t('Import')}
        </button>`,
      closed: this.#closed,
    });
  }

  /** Asks for a file that is a copy of the article. */
  async open(article: { readonly id: string; readonly title: string }): Promise<void> {
    this.article = article;
    [this.file, this.preview, this.failure, this.busy] = [null, null, '', false];
    await this.#dialog.open();
    const found = await call(layerRoutes.list, { id: article.id });
    if (this.article !== article) return;
    if (!found.ok) this.failure = sentences(found.problem);
    else {
      this.layers = found.value.items
        .filter(({ purpose }) => purpose !== 'reports')
        .map(withShownName);
      this.layer = this.layers[0]?.id ?? '';
    }
  }

  #content(): TemplateResult {
    return html`
      <p>
        ${t('Choose a copy of “{title}” that somebody has worked on: a Word file with its comments and tracked changes, or another export. Or notes that another program has of it: from Hypothesis, or W3C Web Annotations. Nothing in the text changes: edits become suggestions.', { title: html`<bdi>${this.article?.title}</bdi>` })}
      </p>
      <label class="field">
        ${t('File')}
        <input type="file" accept=${ENDINGS} @change=${this.#choose} />
      </label>
      ${this.layers.length < 2 ? nothing : this.#layerChoice()}
      <div class="outcome" role="status">
        ${this.busy ? html`<p class="quiet">${t('Comparing…')}</p>` : nothing}
        ${this.preview === null || this.busy ? nothing : outcome(this.preview)}
      </div>
      ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
    `;
  }

  #layerChoice(): TemplateResult {
    return html`<label class="field">
      ${t('New comments and suggestions go to')}
      <select @change=${this.#chooseLayer}>
        ${this.layers.map(
          ({ id, name }) =>
            html`<option value=${id} .selected=${id === this.layer}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #chooseLayer({ target }: Event): void {
    this.layer = (target as HTMLSelectElement).value; // the listener stands on a select
  }

  async #choose({ target }: Event): Promise<void> {
    this.file = (target as HTMLInputElement).files?.[0] ?? null; // the listener stands on an input
    [this.preview, this.failure] = [null, ''];
    this.preview = await this.#send('true');
  }

  async #bringBack(): Promise<void> {
    const done = await this.#send('false');
    if (done === null) return;
    this.#dialog.close();
    const phrases = phrasesOf(done);
    toast(
      phrases.length === 0
        ? t('Imported: nothing new.')
        : t('Imported: {what}.', { what: formatList(phrases, 'unit').join('') }),
    );
  }

  /** Null where it failed, which is said then. */
  async #send(preview: 'true' | 'false'): Promise<ReturnAnswer | null> {
    const { article, file, layer } = this;
    if (article === null || file === null) return null;
    this.busy = true;
    const params = { id: article.id, preview, ...(layer === '' ? {} : { layer }) };
    const answer = await call(returnRoutes.bringBack, params, file);
    // Another file may have been chosen, or the dialog closed.
    if (this.file !== file) return null;
    this.busy = false;
    this.failure = answer.ok ? '' : sentences(answer.problem);
    return answer.ok ? answer.value : null;
  }

  #closed(): void {
    [this.article, this.file, this.preview] = [null, null, null];
  }
}

function changesIn(answer: ReturnAnswer): number {
  const { comments, highlights, replies, suggestions, resolved, reopened } = answer;
  return comments + highlights + replies + suggestions + resolved + reopened;
}

function outcome(answer: ReturnAnswer): TemplateResult {
  const { known, lost, passages, isDated, warnings, authors, placed, unplaced } = answer;
  const phrases = phrasesOf(answer);
  return html`
    ${
      phrases.length === 0
        ? html`<p>${t('Nothing in this copy is new.')}</p>`
        : html`<ul>
            ${phrases.map((phrase) => html`<li>${phrase}</li>`)}
          </ul>`
    }
    ${authors.length === 0 ? nothing : html`<p dir="auto">${t('By {names}, as the file says; nobody has verified it.', { names: formatList(authors) })}</p>`}
    ${placed === 0 ? nothing : html`<p class="quiet">${n('{count} note was found by the words that it quotes.', '{count} notes were found by the words that they quote.', placed)}</p>`}
    ${unplaced === 0 ? nothing : unfound(answer)}
    ${known === 0 ? nothing : html`<p class="quiet">${n('{count} thread or edit is here already.', '{count} threads and edits are here already.', known)}</p>`}
    ${lost === 0 ? nothing : html`<p>${n('{count} comment or suggestion has no words in the article and can’t be taken along.', '{count} comments and suggestions have no words in the article and can’t be taken along.', lost)}</p>`}
    ${passages === 0 ? nothing : html`<p>${n('{count} passage was rewritten so much that no suggestion can be made of it.', '{count} passages were rewritten so much that no suggestion can be made of them.', passages)}</p>`}
    ${
      isDated
        ? nothing
        : html`<p>
            ${t('The file doesn’t say which text it was made of, so it is compared with the article as it is: what was written here since would be proposed to be undone.')}
          </p>`
    }
    ${warnings.map((warning) => html`<p class="quiet">${serverWords(warning)}</p>`)}
  `;
}

/** What quotes no words of the article, or words that it has several times. */
function unfound({ unplaced, unplacedQuotes }: ReturnAnswer): TemplateResult {
  return html`<p>
      ${n('{count} note has no certain place here. It comes without one, for you to place by hand.', '{count} notes have no certain place here. They come without one, for you to place by hand.', unplaced)}
    </p>
    ${
      unplacedQuotes.length === 0
        ? nothing
        : html`<ul class="quotes">
            ${unplacedQuotes.map((quote) => html`<li dir="auto"><q>${quote}</q></li>`)}
          </ul>`
    }`;
}

function phrasesOf(answer: ReturnAnswer): string[] {
  const { comments, highlights, replies, suggestions, resolved, reopened } = answer;
  const all: readonly [number, (count: number) => string][] = [
    [comments, (count) => n('{count} new comment', '{count} new comments', count)],
    [highlights, (count) => n('{count} new highlight', '{count} new highlights', count)],
    [replies, (count) => n('{count} new reply', '{count} new replies', count)],
    [
      suggestions,
      (count) => n('{count} edit as a suggestion', '{count} edits as suggestions', count),
    ],
    [resolved, (count) => n('{count} thread resolved', '{count} threads resolved', count)],
    [reopened, (count) => n('{count} thread reopened', '{count} threads reopened', count)],
  ];
  return all.flatMap(([count, phrase]) => (count === 0 ? [] : phrase(count)));
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-return': GalleyReturn;
  }
}
