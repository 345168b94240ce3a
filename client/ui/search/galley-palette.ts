/** The palette: seeks in titles, texts and threads from every page, and leads to the place. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Search } from 'lucide';
import { MAX_QUESTION, SEARCH_KINDS } from '../../../shared/wire/routes/search.ts';
import type { SearchItem, SearchKind } from '../../../shared/wire/routes/search.ts';
import { Dialog } from '../dialog/dialog.ts';
import { icon } from '../icon.ts';
import { ariaKeys, keyName } from '../keys/key-names.ts';
import { KeysController } from '../keys/keys-controller.ts';
import { LightElement } from '../light-element.ts';
import { moreButton } from '../list/listed.ts';
import { sentences } from '../words/explanation.ts';
import { found } from './found.ts';
import './galley-palette.css';
import { SEARCH_KEYS } from './search-keys.ts';
import { SearchList } from './search-list.ts';
import { n, t } from '../language/translate.ts';

/** What each kind of places is called. */
const KIND_NAMES: Readonly<Record<SearchKind, string>> = {
  titles: t('Titles'),
  texts: t('Texts'),
  threads: t('Threads'),
};

const NAME = t('Search everything');

/** Draws the button that opens it as well. The options are links: they can be opened in another tab, too. */
@customElement('galley-palette')
export class GalleyPalette extends LightElement {
  /** The option that Enter follows, by its place in the list. */
  @state() private active = 0;

  @query('input') private input!: HTMLInputElement | null;

  readonly #dialog = new Dialog(this);
  readonly #search = new SearchList(this, () => this.#shown());
  protected readonly keys = new KeysController(this, SEARCH_KEYS, (command) =>
    this.#asked(command),
  );
  /** Enter was pressed before there was anything to follow. */
  #isHurried = false;

  override render(): TemplateResult {
    const name = `${NAME} (${keyName(SEARCH_KEYS.search)})`;
    return html`<button
        class="button plain icon"
        aria-label=${t('Search')}
        title=${name}
        aria-keyshortcuts=${ariaKeys(SEARCH_KEYS.search)}
        @click=${() => void this.open()}
      >
        ${icon(Search)}
      </button>
      ${this.#dialog.draw({
        heading: NAME,
        content: this.#content(),
        buttons: this.#dialog.closeButton(t('Close'), ''),
        size: 'large',
        closed: () => (this.#isHurried = false),
      })}`;
  }

  protected override updated(): void {
    this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Opens it, with words to seek where some are given, else with those of last time. */
  async open(words: string | null = null): Promise<void> {
    if (words !== null) this.#seek(words);
    await this.#dialog.open();
    this.input?.select();
  }

  #content(): TemplateResult {
    const items = this.#search.list.items ?? [];
    return html`
      <input
        type="text"
        role="combobox"
        aria-label=${NAME}
        aria-expanded=${items.length > 0}
        aria-controls="palette-results"
        aria-autocomplete="list"
        aria-activedescendant=${items.length > 0 ? optionId(this.active) : nothing}
        placeholder=${t('Words, or “a phrase” in quotes')}
        autocomplete="off"
        enterkeyhint="search"
        dir="auto"
        maxlength=${MAX_QUESTION}
        .value=${live(this.#search.words)}
        @input=${this.#typed}
        @keydown=${this.#key}
      />
      <div class="kinds" role="group" aria-label=${t('Search in')}>
        ${([null, ...SEARCH_KINDS] as const).map((kind) => this.#kind(kind))}
      </div>
      <p class="says" role="status">${this.#says()}</p>
      <div class="results" id="palette-results" role="listbox" aria-label=${t('Results')}>
        ${items.map((item, at) => this.#option(item, at))}
      </div>
      ${items.length === 0 ? nothing : html`<div class="more">${moreButton(this.#search.list, t('Show more'))}</div>`}
    `;
  }

  #kind(kind: SearchKind | null): TemplateResult {
    const name = kind === null ? t('All') : KIND_NAMES[kind];
    return html`<button
      type="button"
      class="button plain"
      aria-pressed=${kind === this.#search.kind}
      @click=${() => this.#search.narrow(kind)}
    >
      ${name}
    </button>`;
  }

  #option(item: SearchItem, at: number): TemplateResult {
    return html`<a
      id=${optionId(at)}
      role="option"
      tabindex="-1"
      aria-selected=${at === this.active}
      href=${item.url}
      @click=${() => this.#dialog.close()}
      >${found(item)}</a
    >`;
  }

  #says(): string {
    const { list, counts, words, isCurrent } = this.#search;
    if (list.problem !== null) return sentences(list.problem);
    if (words.trim() === '')
      return t('Titles, texts and threads of all articles that you may read.');
    if (!isCurrent || counts === null) return t('Searching…');
    const { all } = counts;
    if (all === 0) return t('No results');
    return n('{count} result', '{count} results', all);
  }

  #asked(command: keyof typeof SEARCH_KEYS): boolean {
    const isInText = document.activeElement?.closest('[contenteditable]') !== null;
    if (document.querySelector('dialog[open]') !== null) return false;
    if (command === 'search' && isInText) return false;
    void this.open();
    return true;
  }

  #typed(event: InputEvent & { currentTarget: HTMLInputElement }): void {
    this.#isHurried = false;
    this.#seek(event.currentTarget.value);
  }

  #seek(words: string): void {
    this.#search.seek(words);
    this.active = 0;
  }

  #shown(): void {
    this.active = Math.min(this.active, Math.max(0, (this.#search.list.items?.length ?? 0) - 1));
    if (this.#isHurried) void this.updateComplete.then(() => this.#follow());
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const many = this.#search.list.items?.length ?? 0;
    switch (event.key) {
      case 'ArrowDown':
        this.active = many === 0 ? 0 : (this.active + 1) % many;
        break;
      case 'ArrowUp':
        this.active = many === 0 ? 0 : (this.active + many - 1) % many;
        break;
      case 'Enter':
        if (this.#search.isCurrent) this.#follow();
        else this.#isHurried = true;
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #follow(): void {
    this.#isHurried = false;
    this.querySelector<HTMLAnchorElement>('[aria-selected=true]')?.click();
  }
}

function optionId(at: number): string {
  return `palette-option-${at}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-palette': GalleyPalette;
  }
}
