/** The articles of the library under a search and a status, and what is changed about them. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ArticleStatus } from '../../shared/article/article.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type {
  ArticleAnswer,
  ArticleQuery,
  ArticleSummary,
  LibraryAnswer,
  LibraryOrder,
} from '../../shared/wire/routes/articles.ts';
import { trashRoutes } from '../../shared/wire/routes/trash.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import { PagedList } from '../ui/list/paged-list.ts';

const SEARCH_DELAY_MS = 200;

/** What the library is narrowed to. */
export interface LibraryFilter {
  /** Words of the title, as typed. */
  readonly query: string;
  /** `current` for all that are not in the archive. */
  readonly status: ArticleStatus | 'current';
  readonly sort: LibraryOrder;
}

/** All that isn't in the archive, the last changed first. */
export const WHOLE_LIBRARY: LibraryFilter = { query: '', status: 'current', sort: 'modified' };

/** What can be changed of an article in the library. */
export type LibraryChange =
  | Pick<ArticleSummary, 'title'>
  | Pick<ArticleSummary, 'status'>
  | Pick<ArticleSummary, 'language' | 'direction'>;

/** What a page of the library is asked for with; without a cursor the first. */
export function libraryQuery(
  { query, status, sort }: LibraryFilter,
  cursor?: string,
): ArticleQuery {
  const order = sort === 'modified' ? undefined : sort;
  return { query: query.trim() || undefined, status, sort: order, cursor };
}

/** How far something came that was done with several articles: the ids with which it is done, and why it ended there. */
export interface BulkOutcome {
  readonly done: readonly string[];
  readonly problem: Problem | null;
}

/** Holds the list for the library page. */
export class LibraryController implements ReactiveController {
  readonly list: PagedList<ArticleSummary, LibraryAnswer>;
  /** What the list shall be narrowed to; it follows with the next answer. */
  filter: LibraryFilter = WHOLE_LIBRARY;
  /** How many are in the archive under the same words. */
  archived = 0;
  /** Name of the person who changes them. */
  me = '';
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The filter of the latest question, and the one that the list answers to. */
  #asked = this.filter;
  #shown = this.filter;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.list = new PagedList(host, {
      ask: (cursor) => this.#ask(cursor),
      id: ({ id }) => id,
      shown: ({ archived }) => {
        this.#shown = this.#asked;
        this.archived = archived;
      },
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** There is no article at all, rather than none that matches. */
  get empty(): boolean {
    const { query, status } = this.#shown;
    const isWhole = query.trim() === '' && status === 'current';
    return this.list.items?.length === 0 && isWhole && this.archived === 0;
  }

  /** Narrows the list; typing waits a moment for the next letter. */
  narrow(change: Partial<LibraryFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    const delay = change.query === undefined ? 0 : SEARCH_DELAY_MS;
    this.#timer = setTimeout(() => void this.list.load(), delay);
  }

  /** Changes an article, and shows the change. */
  async change(id: string, change: LibraryChange): Promise<Result<ArticleAnswer>> {
    const answer = await call(articleRoutes.change, { id }, change);
    if (answer.ok) {
      const { title, slug, status, language, direction, modified } = answer.value;
      const shown = { title, slug, status, language, direction, modified, editor: this.me };
      this.#countArchived(id, status);
      this.list.change((items) =>
        items.flatMap((item) => {
          if (item.id !== id) return item;
          return this.#isListed(status) ? { ...item, ...shown } : [];
        }),
      );
    }
    return answer;
  }

  /** Deletes an article, and takes it off the list; also one that is gone already. */
  async delete(id: string): Promise<Result<null>> {
    const answer = await call(articleRoutes.delete, { id });
    if (answer.ok || answer.problem.status === 404) {
      this.list.change((items) => items.filter((item) => item.id !== id));
    }
    return answer;
  }

  /** Asks for all pages there are, so that all can be ticked. */
  async loadAll(): Promise<void> {
    for (let before = -1; this.list.next !== null;) {
      const { length } = this.list.items ?? [];
      if (length === before || this.list.problem !== null) return;
      before = length;
      await this.list.loadMore();
    }
  }

  /** Does one thing with several articles, one after the other, until it fails; `told` hears how many are done. */
  async each(
    ids: readonly string[],
    act: (id: string) => Promise<Result<unknown>>,
    told: (done: number) => void,
  ): Promise<BulkOutcome> {
    const done: string[] = [];
    for (const id of ids) {
      told(done.length);
      const answer = await act(id);
      // Whoever has deleted it meanwhile has done so for all.
      if (!answer.ok && answer.problem.status !== 404) return { done, problem: answer.problem };
      done.push(id);
    }
    return { done, problem: null };
  }

  /** Brings an article back from the trash; the list shows it once it is asked again. */
  bringBack(id: string): Promise<Result<unknown>> {
    return call(trashRoutes.restore, { id });
  }

  /** Whether the list has articles of a status. */
  #isListed(status: ArticleStatus): boolean {
    const { status: shown } = this.#shown;
    return shown === 'current' ? status !== 'archived' : shown === status;
  }

  #countArchived(id: string, status: ArticleStatus): void {
    const before = this.list.items?.find((item) => item.id === id)?.status;
    if (before === undefined) return;
    this.archived += Number(status === 'archived') - Number(before === 'archived');
  }

  #ask(cursor: string | undefined): Promise<Result<LibraryAnswer>> {
    this.#asked = this.filter;
    return call(articleRoutes.list, libraryQuery(this.filter, cursor));
  }
}
