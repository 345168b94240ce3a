/** The trash: what was deleted and can be brought back. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { trashRoutes } from '../../shared/wire/routes/trash.ts';
import type { TrashItem } from '../../shared/wire/routes/trash.ts';
import { call } from '../api/call.ts';
import { bringBack } from '../ui/bring-back.ts';
import '../ui/galley-header.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { performInRow } from '../ui/list/row-action.ts';
import { SessionController } from '../ui/session/session-controller.ts';
import { signedIn } from '../ui/signed-in.ts';
import { going, moment } from '../ui/words/moment.ts';
import './trash-page.css';
import { t } from '../ui/language/translate.ts';

/** `/trash`, for every member: there is in it what one may bring back. */
@customElement('trash-page')
export class TrashPage extends LightElement {
  private readonly session = new SessionController(this, () => void this.list.load());
  private readonly list = new PagedList<TrashItem>(this, {
    ask: (cursor) => call(trashRoutes.list, { cursor }),
    id: ({ id }) => id,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t('Trash')} · Galley`;
  }

  override render(): TemplateResult {
    return html`
      <galley-header .member=${this.session.member}></galley-header>
      <main>${signedIn(this.session, () => this.#content())}</main>
    `;
  }

  #content(): TemplateResult {
    return html`
      <p class="back"><a href="/">${t('Library')}</a></p>
      <h1 tabindex="-1">${t('Trash')}</h1>
      <p class="says">
        ${t('Deleted articles and layers are here for 30 days, with all that is in them. Only those who may delete them see them.')}
      </p>
      ${listed(this.list, {
        label: t('Trash'),
        empty: t('The trash is empty.'),
        row: (item) => this.#row(item),
      })}
    `;
  }

  #row(item: TrashItem): TemplateResult {
    const { name, what, article, deleted, by, goes } = item;
    return html`
      <div class="facts">
        <bdi class="name">${name}</bdi>
        <small>
          ${
            what === 'article'
              ? t('Article')
              : t('Layer of “{title}”', { title: html`<bdi>${article.title}</bdi>` })
          }
          ·
          ${t('deleted {when} by {name}', { when: moment(deleted), name: html`<bdi>${by ?? t('a former member')}</bdi>` })}
          · ${going(goes)}
        </small>
      </div>
      <button
        class="button"
        aria-label=${t('Restore {name}', { name })}
        @click=${() => void this.#restore(item)}
      >
        ${t('Restore')}
      </button>
      <div class="acts">
        <button
          class="button danger"
          aria-label=${t('Delete for good: {name}', { name })}
          @click=${() => void this.#deleteForGood(item)}
        >
          ${t('Delete for good')}
        </button>
      </div>
    `;
  }

  async #restore(item: TrashItem): Promise<void> {
    await bringBack(item);
    await this.list.refresh();
    await this.#keepFocus();
  }

  async #deleteForGood({ id, name, what }: TrashItem): Promise<void> {
    await performInRow(this.list, {
      question: {
        title: t('Delete “{name}” for good?', { name }),
        text:
          what === 'article'
            ? t(
                'It goes at once, with its text, its layers and all their notes. Nobody can bring it back after that.',
              )
            : t('It goes at once, with all its notes. Nobody can bring it back after that.'),
        action: t('Delete for good'),
      },
      send: () => call(trashRoutes.delete, { id }),
      done: t('“{name}” is gone for good.', { name }),
    });
    await this.#keepFocus();
  }

  /** The button that had the focus may have gone with its row. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    if (document.activeElement === document.body) this.querySelector('h1')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'trash-page': TrashPage;
  }
}
