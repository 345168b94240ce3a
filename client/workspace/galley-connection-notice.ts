/** The notice that the server ended the connection, for a while or for good, with the words that could not be saved. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { closingWords, TROUBLE_WORDS } from './connection/text-connection-state.ts';
import type { ConnectionState, Trouble } from './connection/text-connection-state.ts';
import { forgetWords, keptWords } from './connection/kept-words.ts';
import type { KeptWords } from './connection/kept-words.ts';
import { copyKept } from './editor/kept-article.ts';
import { leaveToSignIn } from '../ui/session/return-address.ts';
import './galley-connection-notice.css';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';
import { formatDate } from '../ui/language/formats.ts';

/** Shows nothing while all is well. It looks for the words kept on this device by itself, also when the page was closed since. */
@customElement('galley-connection-notice')
export class GalleyConnectionNotice extends LightElement {
  @property({ attribute: false }) connection: ConnectionState = { state: 'connecting' };
  @property({ attribute: false }) trouble: Trouble | null = null;
  /** Id of the article. */
  @property() article = '';
  /** Id of the person who is here. */
  @property() member = '';
  /** Words of earlier visits, or of this one after the room was closed; the latest first. */
  @state() private kept: ReturnType<typeof keptWords> = [];
  @state() private copied = false;
  /** The words themselves are shown, to be copied by hand. */
  @state() private shown = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isClosed = changed.has('connection') && this.connection.state === 'closed';
    if (isClosed || changed.has('article') || changed.has('member')) {
      this.kept = keptWords(localStorage, this);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const isClosed = this.connection.state === 'closed';
    if (!isClosed && this.trouble !== null) {
      return html`<div class="notice" role="status"><p>${TROUBLE_WORDS[this.trouble]}</p></div>`;
    }
    const words = this.#words;
    if (!isClosed && words === null) return nothing;
    return html`<div class="notice" role="alert">
      <p>
        ${this.connection.state === 'closed' ? closingWords(this.connection.close).text : nothing}
        ${words === null ? nothing : keptSentence(words, this.kept.length - 1)}
        ${this.connection.state === 'closed' && this.connection.unsaved ? UNKEPT : nothing}
      </p>
      ${this.shown && words !== null ? shownWords(words) : nothing}
      <div class="actions">
        ${words === null ? nothing : this.#keptActions(isClosed)} ${this.#way()}
      </div>
    </div>`;
  }

  /** Those that are offered; the others come once these are forgotten. */
  get #words(): KeptWords | null {
    return this.kept[0]?.[1] ?? null;
  }

  #keptActions(isClosed: boolean): TemplateResult {
    return html`<button class="button" @click=${this.#copy}>
        ${this.copied ? t('Copied') : t('Copy my words')}
      </button>
      ${
        isClosed
          ? nothing
          : html`<button class="button plain" @click=${this.#drop}>${t('Forget them')}</button>`
      }`;
  }

  #way(): TemplateResult | typeof nothing {
    if (this.connection.state !== 'closed') return nothing;
    switch (closingWords(this.connection.close).action) {
      case 'sign-in':
        return html`<button class="button primary" @click=${leaveToSignIn}>
          ${t('Sign in')}
        </button>`;
      case 'library':
        return html`<a class="button primary" href="/">${t('Back to the library')}</a>`;
      default:
        return html`<button class="button primary" @click=${() => location.reload()}>
          ${t('Reload')}
        </button>`;
    }
  }

  async #copy(): Promise<void> {
    const words = this.#words;
    if (words === null) return;
    this.copied = await copyKept(words);
    this.shown = !this.copied;
  }

  #drop(): void {
    const [key] = this.kept[0] ?? [];
    if (key !== undefined) forgetWords(localStorage, key);
    this.kept = this.kept.slice(1);
    [this.copied, this.shown] = [false, false];
  }
}

const UNKEPT = t(
  'What you wrote last could neither be saved nor kept on this device: copy it from the text before you leave this page.',
);

function keptSentence({ kept }: KeptWords, more: number): string {
  const when = formatDate(kept, { dateStyle: 'medium', timeStyle: 'short' });
  const said = t(
    'Your text of {when}, with words that could not be saved, is kept on this device.',
    {
      when,
    },
  );
  return more === 0
    ? said
    : `${said} ${t('Older ones: {count}; forget this one to see the next.', { count: more })}`;
}

function shownWords({ text }: KeptWords): TemplateResult {
  return html`<textarea class="kept" aria-label=${t('Your words')} rows="8" readonly .value=${text}>
  </textarea>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-connection-notice': GalleyConnectionNotice;
  }
}
