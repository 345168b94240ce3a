/** Does what was chosen in an article's menu, in a dialog where one is needed. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unreachable } from '../../shared/unreachable.ts';
import type { ArticleStatus } from '../../shared/article/article.ts';
import { READER } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import type { ArticleSummary } from '../../shared/wire/routes/articles.ts';
import { toastTrashed } from '../ui/bring-back.ts';
import { confirmed } from '../ui/dialog/galley-confirm.ts';
import { toast, toastOutcome } from '../ui/galley-toast.ts';
import { sentences } from '../ui/words/explanation.ts';
import { LightElement } from '../ui/light-element.ts';
import '../ui/export/galley-export.ts';
import '../ui/share/galley-share.ts';
import type { ArticleActionChosen } from './galley-article-row.ts';
import { STATUS_NAMES } from './galley-article-row.ts';
import type { BulkAction } from './galley-library-selection.ts';
import './galley-language.ts';
import './galley-rename.ts';
import type { BulkOutcome, LibraryController } from './library-controller.ts';
import { n, t } from '../ui/language/translate.ts';

/** One for the whole list: `perform` opens the dialog for an article. The library sends each change, and its list shows it. */
@customElement('galley-article-actions')
export class GalleyArticleActions extends LightElement {
  @property({ attribute: false }) library: LibraryController | null = null;
  /** The person who acts. */
  @property({ attribute: false }) actor: Actor = READER;

  override render(): TemplateResult {
    return html`
      <galley-rename @title-chosen=${this.#rename}></galley-rename>
      <galley-language @language-chosen=${this.#setLanguage}></galley-language>
      <galley-share></galley-share>
      <galley-export></galley-export>
    `;
  }

  /** Resolves once it is done, or once its dialog is open. */
  async perform({ article, action }: ArticleActionChosen): Promise<void> {
    switch (action) {
      case 'rename':
        return this.querySelector('galley-rename')?.open(article);
      case 'language':
        return this.querySelector('galley-language')?.open(article);
      case 'share':
        return this.querySelector('galley-share')?.open(article, this.actor);
      case 'export':
        return this.querySelector('galley-export')?.open(article);
      case 'delete':
        return this.#delete(article);
      case 'publish':
        return this.#setStatus(article, 'published');
      case 'unpublish':
      case 'restore':
        return this.#setStatus(article, 'draft');
      case 'archive':
        return this.#setStatus(article, 'archived');
      default:
        return unreachable(action);
    }
  }

  /** Does one thing with several articles; `told` hears how many are done. True where it was agreed to. */
  async performAll(
    articles: readonly ArticleSummary[],
    action: BulkAction,
    told: (done: number) => void,
  ): Promise<boolean> {
    switch (action) {
      case 'archive':
        await this.#setAll(articles, 'archived', archivedWords, told);
        return true;
      case 'restore':
        await this.#setAll(articles, 'draft', takenOutWords, told);
        return true;
      case 'delete':
        return this.#deleteAll(articles, told);
      default:
        return unreachable(action);
    }
  }

  /** Those for which it is no change are left alone. */
  async #setAll(
    articles: readonly ArticleSummary[],
    status: ArticleStatus,
    say: (count: number) => string,
    told: (done: number) => void,
  ): Promise<void> {
    const { library } = this;
    if (library === null) return;
    const isOut = status === 'draft';
    const meant = articles.filter((article) => (article.status === 'archived') === isOut);
    const before = new Map(meant.map((article) => [article.id, article.status]));
    const outcome = await library.each(
      [...before.keys()],
      (id) => library.change(id, { status }),
      told,
    );
    const undo = async (): Promise<void> => {
      const back = (id: string) => library.change(id, { status: before.get(id) ?? 'draft' });
      const { problem } = await library.each(outcome.done, back, () => undefined);
      await library.list.refresh();
      if (problem !== null) toast(sentences(problem));
    };
    toastBulk(outcome, say, undo);
  }

  async #deleteAll(
    articles: readonly ArticleSummary[],
    told: (done: number) => void,
  ): Promise<boolean> {
    const { library } = this;
    const isAgreed = await confirmed({
      title: n('Delete {count} article?', 'Delete {count} articles?', articles.length),
      text: t(
        'They leave all lists and pages, and whoever has them open. For 30 days they can be brought back from the trash, with all their threads.',
      ),
      action: t('Delete'),
    });
    if (!isAgreed || library === null) return false;
    const ids = articles.map(({ id }) => id);
    const outcome = await library.each(ids, (id) => library.delete(id), told);
    const undo = async (): Promise<void> => {
      const back = await library.each(
        outcome.done,
        (id) => library.bringBack(id),
        () => undefined,
      );
      await library.list.refresh();
      toast(
        back.problem === null
          ? n('{count} article back.', '{count} articles back.', back.done.length)
          : sentences(back.problem),
      );
    };
    toastBulk(outcome, trashedWords, undo);
    return true;
  }

  async #setStatus({ id, title }: ArticleSummary, status: ArticleStatus): Promise<void> {
    const answer = await this.library?.change(id, { status });
    if (answer !== undefined)
      toastOutcome(answer, t('“{title}”: {status}.', { title, status: STATUS_NAMES[status] }));
  }

  async #rename({ detail }: HTMLElementEventMap['title-chosen']): Promise<void> {
    const { id, title } = detail;
    const answer = await this.library?.change(id, { title });
    if (answer !== undefined) toastOutcome(answer, t('Renamed.'));
  }

  async #setLanguage({ detail }: HTMLElementEventMap['language-chosen']): Promise<void> {
    const { id, ...change } = detail;
    const answer = await this.library?.change(id, change);
    if (answer !== undefined) toastOutcome(answer, t('Saved.'));
  }

  async #delete({ id, title }: ArticleSummary): Promise<void> {
    const isAgreed = await confirmed({
      title: t('Delete “{title}”?', { title }),
      text: t(
        'It leaves all lists and pages, and whoever has it open. For 30 days it can be brought back from the trash, with all its threads.',
      ),
      action: t('Delete'),
    });
    const answer = isAgreed ? await this.library?.delete(id) : undefined;
    if (answer === undefined) return;
    if (answer.ok) toastTrashed({ id, name: title }, () => void this.library?.list.refresh());
    else toastOutcome(answer, '');
  }
}

function toastBulk(
  { done, problem }: BulkOutcome,
  say: (count: number) => string,
  undo: () => Promise<void>,
): void {
  const said = done.length === 0 ? '' : say(done.length);
  const why = problem === null ? '' : sentences(problem);
  const action = { label: t('Undo'), run: () => void undo() };
  toast([said, why].filter(Boolean).join(' '), done.length === 0 ? {} : { action });
}

function archivedWords(count: number): string {
  return n('{count} article archived.', '{count} articles archived.', count);
}

function takenOutWords(count: number): string {
  return n(
    '{count} article taken out of the archive.',
    '{count} articles taken out of the archive.',
    count,
  );
}

function trashedWords(count: number): string {
  return n('{count} article in the trash.', '{count} articles in the trash.', count);
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-article-actions': GalleyArticleActions;
  }
}
