/** The articles of the library under a search and a status, and what is changed about them. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ArticleStatus } from '../../shared/article/article.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type {
  ArticleAnswer,
  ArticleQuery,
  ArticleSummary,
} from '../../shared/wire/routes/articles.ts';
import type { Page } from '../../shared/wire/list.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import { PagedList } from '../ui/list/paged-list.ts';

const SEARCH_DELAY_MS = 200;

/** What the library is narrowed to. */
export interface LibraryFilter {
  /** Words of the title, as typed. */
  readonly query: string;
  /** Empty for all. */
  readonly status: ArticleStatus | '';
}

/** What can be changed of an article in the library. */
export type LibraryChange =
  | Pick<ArticleSummary, 'title'>
  | Pick<ArticleSummary, 'status'>
  | Pick<ArticleSummary, 'language' | 'direction'>;

/** What a page of the library is asked for with; without a cursor the first. */
export function libraryQuery({ query, status }: LibraryFilter, cursor?: string): ArticleQuery {
  return { query: query.trim() || undefined, status: status || undefined, cursor };
}

/** Holds the list for the library page. */
export class LibraryController implements ReactiveController {
  readonly list: PagedList<ArticleSummary>;
  /** What the list shall be narrowed to; it follows with the next answer. */
  filter: LibraryFilter = { query: '', status: '' };
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
      shown: () => (this.#shown = this.#asked),
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** There is no article at all, rather than none that matches. */
  get empty(): boolean {
    const { query, status } = this.#shown;
    return this.list.items?.length === 0 && query.trim() === '' && status === '';
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
      const shown = { title, slug, status, language, direction, modified };
      this.list.change((items) =>
        items.map((item) => (item.id === id ? { ...item, ...shown } : item)),
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

  #ask(cursor: string | undefined): Promise<Result<Page<ArticleSummary>>> {
    this.#asked = this.filter;
    return call(articleRoutes.list, libraryQuery(this.filter, cursor));
  }
}
