/** The dialog with what a text was before most of its words went, and the way back. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { earlierTextRoutes } from '../../shared/wire/routes/earlier-texts.ts';
import type { EarlierTextAnswer } from '../../shared/wire/routes/earlier-texts.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { toastOutcome } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { going, moment } from '../ui/words/moment.ts';
import { n, t } from '../ui/language/translate.ts';

/** Draws its content only while it is open, so that each opening asks the server again. */
@customElement('galley-earlier-texts')
export class GalleyEarlierTexts extends LightElement {
  /** Id of the article; empty while it is closed. */
  @state() private article = '';

  readonly #dialog = new Dialog(this);
  readonly #list = new PagedList<EarlierTextAnswer>(this, {
    ask: () => call(earlierTextRoutes.list, { id: this.article }),
    id: ({ id }) => id,
  });

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: t('Earlier text'),
      content: this.article === '' ? nothing : this.#content(),
      buttons: this.#dialog.closeButton(t('Done'), 'primary'),
      closed: this.#closed,
    });
  }

  /** Opens it for somebody who may edit the text. */
  async open(article: string): Promise<void> {
    this.article = article;
    void this.#list.load();
    await this.#dialog.open();
  }

  #content(): TemplateResult {
    return html`
      <p class="quiet">
        ${t('Where most of a text goes at once, it is kept here for 30 days as it was. Who brings it back puts it in the place of what is there now, which is kept in its turn.')}
      </p>
      ${listed(this.#list, {
        label: t('Earlier texts'),
        empty: t('Nothing was kept: no one has taken most of this text away.'),
        row: (text) => this.#row(text),
      })}
    `;
  }

  #row(text: EarlierTextAnswer): TemplateResult {
    const { at, by, words, removed, goes } = text;
    return html`
      <div class="facts">
        <span>${removedWords(words, removed)}</span>
        <small>
          ${t('taken out {when} by {name}', { when: moment(at), name: html`<bdi>${by ?? t('a former member')}</bdi>` })}
          · ${going(goes)}
        </small>
      </div>
      <button
        class="button"
        aria-label=${n('Bring back the text of one word', 'Bring back the text of {count} words', words)}
        @click=${() => void this.#bringBack(text)}
      >
        ${t('Bring back')}
      </button>
    `;
  }

  async #bringBack({ id }: EarlierTextAnswer): Promise<void> {
    const answer = await call(earlierTextRoutes.restore, { id: this.article, text: id });
    // First, since what is said while it is open is said in it.
    if (answer.ok) this.#dialog.close();
    toastOutcome(answer, t('The earlier text is back.'));
    if (!answer.ok) await this.#list.refresh();
  }

  #closed(): void {
    this.article = '';
    this.#list.clear();
  }
}

function removedWords(words: number, removed: number): string {
  return removed === words
    ? n('All of its one word', 'All of its {count} words', words)
    : n('{removed} of its one word', '{removed} of its {count} words', words, { removed });
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-earlier-texts': GalleyEarlierTexts;
  }
}
