/** The dialog that lists the keys of a page, and gives them others. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { RotateCcw } from 'lucide';
import { choose } from '../keys/chosen-key.ts';
import type { KeyGroup } from '../keys/chosen-key.ts';
import { keyName, keyWords } from '../keys/key-names.ts';
import type { Shortcut } from '../keys/keymap.ts';
import { forgetOwnKeys, ownKey, setOwnKey } from '../keys/own-keys.ts';
import { icon } from '../icon.ts';
import { LightElement } from '../light-element.ts';
import { Dialog } from './dialog.ts';
import './galley-keys.css';
import { t } from '../language/translate.ts';

/** Lists shortcuts by group, each with what it does. Its key is a button: pressed, it waits for another one. */
@customElement('galley-keys')
export class GalleyKeys extends LightElement {
  @property({ attribute: false }) groups: readonly KeyGroup[] = [];

  /** Name of the shortcut that waits for its key. */
  @state() private waiting: string | null = null;
  @state() private said = '';

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const all = this.groups.flatMap(({ keymap }) => Object.values(keymap));
    const hasOwn = all.some(isOwn);
    return this.#dialog.draw({
      heading: t('Keyboard shortcuts'),
      content: html`<p class="how" role="status">
          ${this.said || t('Press a key’s button, then the new keys.')}
        </p>
        ${this.groups.map(
          ({ name, keymap }) =>
            html`<h3>${name}</h3>
              <dl>${Object.values(keymap).map((shortcut) => this.#row(shortcut))}</dl>`,
        )}`,
      buttons: html`${
        hasOwn
          ? html`<button type="button" class="button plain" @click=${this.#resetAll}>
              ${t('Reset all')}
            </button>`
          : nothing
      }${this.#dialog.closeButton(t('Close'), '')}`,
      closed: () => this.#rest(''),
    });
  }

  /** Opens the dialog. */
  open(): Promise<void> {
    this.requestUpdate(); // another tab may have given other keys
    return this.#dialog.open();
  }

  #row(shortcut: Shortcut): TemplateResult {
    const { name, words } = shortcut;
    if (name === undefined)
      return html`<div>
        <dt><kbd>${keyName(shortcut)}</kbd></dt>
        <dd>${keyWords(shortcut)}</dd>
      </div>`;
    const isWaiting = this.waiting === name;
    return html`<div>
      <dt>
        <button
          type="button"
          class="key"
          aria-label=${
            isWaiting
              ? `${words}: ${t('Press keys…')}`
              : t('{action}: {key}, change', { action: words, key: keyName(shortcut) })
          }
          aria-pressed=${isWaiting}
          @click=${() => this.#wait(shortcut)}
          @keydown=${(event: KeyboardEvent) => this.#press(shortcut, event)}
          @blur=${() => this.#rest(this.said)}
        >
          <kbd>${isWaiting ? t('Press keys…') : keyName(shortcut)}</kbd>
        </button>
      </dt>
      <dd>${keyWords(shortcut)}</dd>
      ${
        isOwn(shortcut)
          ? html`<button
              type="button"
              class="button plain icon"
              aria-label=${t('Reset {action}', { action: words })}
              title=${t('Reset')}
              @click=${() => this.#reset(name, words)}
            >
              ${icon(RotateCcw)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #wait({ name, words }: Shortcut): void {
    this.waiting = name ?? null;
    this.said = t('Press the new keys for “{action}”. Esc leaves it as it is.', { action: words });
  }

  /** Every key is the new one, but for Esc, which leaves the old one, and Tab, which goes on. */
  #press(shortcut: Shortcut, event: KeyboardEvent): void {
    const { name, words } = shortcut;
    if (name === undefined || this.waiting !== name || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return this.#rest(t('Left as it was.'));
    const chosen = choose(shortcut, this.groups, event);
    if (chosen.state === 'refused') this.said = chosen.why;
    if (chosen.state !== 'chosen') return;
    const isOurs = chosen.key === shortcut.keys[0];
    setOwnKey(name, isOurs ? null : chosen.key);
    this.#rest(t('“{action}” is {key} now.', { action: words, key: keyName(shortcut) }));
  }

  #reset(name: string, words: string): void {
    setOwnKey(name, null);
    this.#rest(t('“{action}” has its own key again.', { action: words }));
    this.querySelector<HTMLElement>('.key')?.focus(); // the button is gone
  }

  #resetAll(): void {
    forgetOwnKeys();
    this.#rest(t('All keys are as they were at first.'));
    this.querySelector<HTMLElement>('.key')?.focus();
  }

  #rest(said: string): void {
    this.waiting = null;
    this.said = said;
  }
}

function isOwn({ name }: Shortcut): boolean {
  return name !== undefined && ownKey(name) !== null;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-keys': GalleyKeys;
  }
}
