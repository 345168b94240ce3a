/** The library: all articles that one may read, and the ways in for new ones. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Plus, Trash2, Upload } from 'lucide';
import { importFormatByEnding } from '../../shared/article/formats.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import { call } from '../api/call.ts';
import { LibraryController, WHOLE_LIBRARY } from './library-controller.ts';
import type { LibraryFilter } from './library-controller.ts';
import { keepOrder, keptOrder } from './kept-order.ts';
import { LIBRARY_KEYS } from './library-keys.ts';
import { NOTHING_SELECTED, pressed, stillListed } from './selection.ts';
import type { Selection } from './selection.ts';
import { FILE_ENDINGS, LibraryImports } from './library-imports.ts';
import type { ImportChoice } from './library-imports.ts';
import { SessionController } from '../ui/session/session-controller.ts';
import { signedIn } from '../ui/signed-in.ts';
import { sentences, shutsOut } from '../ui/words/explanation.ts';
import './galley-article-actions.ts';
import './galley-article-row.ts';
import type { ArticleActionChosen, ArticleTicked } from './galley-article-row.ts';
import './galley-clean-up.ts';
import './galley-drop-zone.ts';
import './galley-first-steps.ts';
import '../ui/galley-header.ts';
import './galley-imports.ts';
import './galley-library-filter.ts';
import './galley-library-selection.ts';
import type { BulkAction } from './galley-library-selection.ts';
import '../ui/galley-problem.ts';
import { toast } from '../ui/galley-toast.ts';
import { icon } from '../ui/icon.ts';
import type { KeyGroup } from '../ui/keys/chosen-key.ts';
import { KeysController } from '../ui/keys/keys-controller.ts';
import { LightElement } from '../ui/light-element.ts';
import { listProblem, moreButton } from '../ui/list/listed.ts';
import { found } from '../ui/search/found.ts';
import { SearchList } from '../ui/search/search-list.ts';
import './library-page.css';
import { n, t, tIn } from '../ui/language/translate.ts';

/** `/`, for every member; what one may not do is not offered. */
@customElement('library-page')
export class LibraryPage extends LightElement {
  /** A blank article is on its way. */
  @state() private making = false;
  @state() private selection: Selection = NOTHING_SELECTED;
  /** How many of the ticked articles are done with, while something is done with all of them. */
  @state() private done: number | null = null;

  private readonly session = new SessionController(this, () => void this.library.list.load());
  private readonly library = new LibraryController(this);
  /** Follows the words of the filter into texts and threads. */
  private readonly search = new SearchList(this);
  private readonly imports = new LibraryImports(this, {
    choose: (file, others) => this.#choose(file, others),
    send: (file, cleanUp) => call(articleRoutes.import, { cleanUp: `${cleanUp}` }, file),
  });
  protected readonly keys = new KeysController(this, LIBRARY_KEYS, () => this.#search());

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t('Library')} · Galley`;
    this.library.filter = { ...WHOLE_LIBRARY, sort: keptOrder(localStorage) };
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  protected override willUpdate(): void {
    this.selection = stillListed(this.selection, this.#order);
    this.library.me = this.session.member?.name ?? '';
  }

  override render(): TemplateResult {
    return html`
      <galley-header
        page="library"
        .member=${this.session.member}
        .keyGroups=${KEY_GROUPS}
      ></galley-header>
      <main @article-action-chosen=${this.#act} @article-ticked=${this.#tick}>
        ${signedIn(this.session, () => this.#content())}
      </main>
    `;
  }

  #content(): TemplateResult {
    return html`
      <div class="heading">
        <h1>${t('Library')}</h1>
        <a class="button plain" href="/trash">${icon(Trash2)} ${t('Trash')}</a>
        ${this.session.may('import article') ? this.#waysIn() : nothing}
      </div>
      ${this.library.empty ? nothing : this.#narrowing()}
      <galley-imports
        .items=${this.imports.items}
        @dismissed=${() => this.imports.clear()}
      ></galley-imports>
      ${this.#list()} ${this.#selected()} ${this.#found()} ${this.#dialogs()}
    `;
  }

  #waysIn(): TemplateResult {
    return html`
      <button class="button" aria-disabled=${this.making} @click=${this.#begin}>
        ${icon(Plus)} ${t('New article')}
      </button>
      <button class="button primary" @click=${this.#openFiles}>
        ${icon(Upload)} ${t('Import')}
      </button>
      <input
        type="file"
        hidden
        multiple
        aria-label=${t('Files to import')}
        accept=${FILE_ENDINGS.join(',')}
        @change=${this.#chooseFiles}
      />
    `;
  }

  #narrowing(): TemplateResult {
    return html`<galley-library-filter
      .filter=${this.library.filter}
      .archived=${this.library.archived}
      @library-narrowed=${this.#narrow}
    ></galley-library-filter>`;
  }

  #list(): TemplateResult | typeof nothing {
    const { list } = this.library;
    const { items, problem } = list;
    if (problem !== null && (items === null || shutsOut(problem))) {
      return html`<galley-problem
        .problem=${problem}
        @retry-asked=${() => void list.load()}
      ></galley-problem>`;
    }
    if (items === null) return nothing;
    return html`
      ${listProblem(list)} ${items.length === 0 ? this.#empty() : this.#rows(items)}
      <div class="more">${moreButton(list, t('Load more'))}</div>
    `;
  }

  #rows(items: readonly ArticleSummary[]): TemplateResult {
    return html`<ul role="list" aria-label=${t('Articles')} aria-busy=${this.library.list.loading}>
      ${repeat(
        items,
        ({ id }) => id,
        (article) =>
          html`<li>
            <galley-article-row
              .article=${article}
              .actor=${this.session.actor}
              .tickable=${this.session.may('export article')}
              .ticked=${this.selection.ids.has(article.id)}
            ></galley-article-row>
          </li>`,
      )}
    </ul>`;
  }

  #selected(): TemplateResult {
    const { items, next } = this.library.list;
    const articles = (items ?? []).filter(({ id }) => this.selection.ids.has(id));
    return html`<galley-library-selection
      .articles=${articles}
      .actor=${this.session.actor}
      .hasOthers=${next !== null || articles.length < (items ?? []).length}
      .done=${this.done}
      @bulk-chosen=${({ detail }: CustomEvent<BulkAction>) => void this.#actOnAll(articles, detail)}
      @all-wanted=${() => void this.#selectAll()}
      @selection-dropped=${this.#selectNothing}
    ></galley-library-selection>`;
  }

  /** What of the articles has the words that are sought, beside titles, which the list above has. */
  #found(): TemplateResult | typeof nothing {
    const { list, words } = this.search;
    const items = (list.items ?? []).filter((item) => item.in !== 'titles');
    if (items.length === 0 || words.trim() === '') return nothing;
    return html`<section class="in-words" aria-labelledby="in-words">
      <h2 id="in-words">${t('In texts and threads')}</h2>
      <ul role="list" aria-labelledby="in-words" aria-busy=${list.loading}>
        ${items.map((item) => html`<li><a href=${item.url}>${found(item)}</a></li>`)}
      </ul>
      <div class="more">
        <button
          class="button"
          @click=${() => void this.querySelector('galley-palette')?.open(words)}
        >
          ${t('Show all results')}
        </button>
      </div>
    </section>`;
  }

  #empty(): TemplateResult {
    if (!this.library.empty) {
      return html`<div class="empty">
        <h2>
          ${this.library.filter.status === 'archived' ? t('Nothing is in the archive') : t('No article matches')}
        </h2>
        ${this.#lookInArchive()}
        <button class="button" @click=${this.#showAll}>${t('Show all articles')}</button>
      </div>`;
    }
    return html`<div class="empty">
      <galley-first-steps
        .actor=${this.session.actor}
        @article-wanted=${this.#begin}
        @files-wanted=${this.#openFiles}
      ></galley-first-steps>
    </div>`;
  }

  #lookInArchive(): TemplateResult | typeof nothing {
    const { archived, filter } = this.library;
    if (filter.status === 'archived' || archived === 0) return nothing;

    return html`<button class="button" @click=${() => this.library.narrow({ status: 'archived' })}>
      ${n('Look in the archive: {count} article', 'Look in the archive: {count} articles', archived)}
    </button>`;
  }

  #dialogs(): TemplateResult {
    return html`
      <galley-article-actions
        .library=${this.library}
        .actor=${this.session.actor}
      ></galley-article-actions>
      ${
        this.session.may('import article')
          ? html`
              <galley-clean-up></galley-clean-up>
              <galley-drop-zone
                label=${t('Drop Word, text, Markdown or HTML files to import them')}
                @files-dropped=${this.#takeDropped}
              ></galley-drop-zone>
            `
          : nothing
      }
    `;
  }

  #search(): boolean {
    const filter = this.querySelector('galley-library-filter');
    filter?.focus();
    return filter !== null;
  }

  #showAll(): void {
    this.library.narrow({ query: '', status: WHOLE_LIBRARY.status });
    this.search.seek('');
  }

  #narrow({ detail }: CustomEvent<Partial<LibraryFilter>>): void {
    this.library.narrow(detail);
    if (detail.sort !== undefined) keepOrder(localStorage, detail.sort);
    if (detail.query !== undefined) this.search.seek(detail.query);
  }

  /** A blank one; its first words are written where it is then. */
  async #begin(): Promise<void> {
    if (this.making) return;
    this.making = true;
    const made = await call(articleRoutes.import, {}, {});
    this.making = false;
    if (made.ok) enter(made.value.id);
    else toast(sentences(made.problem));
  }

  #takeDropped({ detail }: CustomEvent<File[]>): void {
    void this.#import(detail);
  }

  #openFiles(): void {
    this.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #chooseFiles(event: Event & { currentTarget: HTMLInputElement }): void {
    const input = event.currentTarget;
    void this.#import([...(input.files ?? [])]);
    input.value = ''; // so that the same file can be chosen again
  }

  async #import(files: readonly File[]): Promise<void> {
    const made = await this.imports.add(files);
    if (made.length === 0) return;
    await this.library.list.load();
    const [first] = made;
    if (first === undefined) return;
    if (made.length > 1)
      toast(n('{count} article imported.', '{count} articles imported.', made.length));
    else {
      const open = { label: tIn('verb', 'Open'), run: () => enter(first.id) };
      toast(t('“{title}” imported.', { title: first.title }), { action: open });
    }
  }

  /** A page is shown as it would be cleaned up; where nothing would go, or nobody can say, there is nothing to choose. */
  async #choose(file: File, others: number): Promise<ImportChoice> {
    const all = { take: 'all', isForAll: false } as const;
    if (importFormatByEnding(file.name)?.name !== 'html') return all;
    const preview = await call(articleRoutes.previewCleanUp, {}, file);
    if (!preview.ok) return all;
    const { words, pictures } = preview.value.goes;
    const dialog = words + pictures === 0 ? null : this.querySelector('galley-clean-up');
    return (await dialog?.ask({ name: file.name, preview: preview.value, others })) ?? all;
  }

  #tick({ detail }: CustomEvent<ArticleTicked>): void {
    this.selection = pressed(this.selection, detail.id, this.#order, detail.isRange);
  }

  readonly #selectNothing = (): void => {
    this.selection = NOTHING_SELECTED;
  };

  async #selectAll(): Promise<void> {
    await this.library.loadAll();
    this.selection = { ids: new Set(this.#order), last: null };
    await this.updateComplete;
    this.querySelector('galley-library-selection')?.focus(); // the button that was pressed is gone
  }

  async #actOnAll(articles: readonly ArticleSummary[], action: BulkAction): Promise<void> {
    const actions = this.querySelector('galley-article-actions');
    const isDone = await actions?.performAll(articles, action, (done) => (this.done = done));
    this.done = null;
    if (isDone === true) this.selection = NOTHING_SELECTED;
  }

  /** Esc takes the ticks away, where no menu or dialog is open. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.selection.ids.size === 0 || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.matches('[type=search], select')) return; // their own
    if (document.querySelector(':popover-open, dialog[open]') === null) this.#selectNothing();
  };

  get #order(): readonly string[] {
    return (this.library.list.items ?? []).map(({ id }) => id);
  }

  #act({ detail }: CustomEvent<ArticleActionChosen>): void {
    void this.querySelector('galley-article-actions')?.perform(detail);
  }
}

const KEY_GROUPS: readonly KeyGroup[] = [{ name: t('Library'), keymap: LIBRARY_KEYS }];

function enter(id: string): void {
  location.assign(`/articles/${id}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'library-page': LibraryPage;
  }
}
