/** The articles of the library as one list, page after page, under a search and a status. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ArticleStatus } from '../../shared/article/article.ts';
import { articleRoutes } from '../../shared/wire/routes/articles.ts';
import type { ArticleAnswer, ArticleSummary } from '../../shared/wire/routes/articles.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import type { AddressParams } from '../../shared/wire/route.ts';
import { call } from '../api/call.ts';

const SEARCH_DELAY_MS = 200;

export interface LibraryFilter {
  readonly query: string;
  /** Empty for all. */
  readonly status: ArticleStatus | '';
}

/** What can be changed of an article in the library. */
type Change =
  | Pick<ArticleSummary, 'title'>
  | Pick<ArticleSummary, 'status'>
  | Pick<ArticleSummary, 'language' | 'direction'>;

/** What one page of the library is asked for with. */
export function libraryQuery(
  { query, status }: LibraryFilter,
  cursor: string | null,
): AddressParams<typeof articleRoutes.list> {
  return {
    query: query.trim() || undefined,
    status: status || undefined,
    cursor: cursor ?? undefined,
  };
}

/** Holds the list for the library page. `items` is null until the first answer. */
export class LibraryController implements ReactiveController {
  items: readonly ArticleSummary[] | null = null;
  next: string | null = null;
  problem: Problem | null = null;
  loading = false;
  filter: LibraryFilter = { query: '', status: '' };
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** The filter that `items` answers to. */
  #shown = this.filter;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** There is no article at all, rather than none that matches. */
  get empty(): boolean {
    const { query, status } = this.#shown;
    return this.items?.length === 0 && query.trim() === '' && status === '';
  }

  /** Narrows the list; typing waits a moment for the next letter. */
  narrow(change: Partial<LibraryFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    const delay = change.query === undefined ? 0 : SEARCH_DELAY_MS;
    this.#timer = setTimeout(() => void this.load(), delay);
  }

  /** Asks for the list from its beginning. */
  async load(): Promise<void> {
    await this.#ask(null);
  }

  async loadMore(): Promise<void> {
    if (this.next !== null && !this.loading) await this.#ask(this.next);
  }

  /** Changes an article, and shows the change. */
  async change(id: string, change: Change): Promise<Result<unknown>> {
    const answer = await call(articleRoutes.change, { id }, change);
    if (answer.ok) this.#replace(id, { ...change, ...pickShown(answer.value) });
    return answer;
  }

  async delete(id: string): Promise<Result<unknown>> {
    const answer = await call(articleRoutes.delete, { id });
    if (answer.ok || answer.problem.status === 404) {
      this.items = this.items?.filter((item) => item.id !== id) ?? null;
      this.#host.requestUpdate();
    }
    return answer;
  }

  async #ask(cursor: string | null): Promise<void> {
    const asked = (this.#asked += 1);
    const { filter } = this;
    this.loading = true;
    this.#host.requestUpdate();
    const answer = await call(articleRoutes.list, libraryQuery(filter, cursor));
    if (asked !== this.#asked) return; // an answer to a question that is not asked any more
    this.loading = false;
    this.problem = answer.ok ? null : answer.problem;
    if (answer.ok) {
      this.#shown = filter;
      this.items = cursor === null ? answer.value.items : appended(this.items, answer.value.items);
      this.next = answer.value.next;
    }
    this.#host.requestUpdate();
  }

  #replace(id: string, change: Partial<ArticleSummary>): void {
    this.items =
      this.items?.map((item) => (item.id === id ? { ...item, ...change } : item)) ?? null;
    this.#host.requestUpdate();
  }
}

/** An article that moved between two pages of the list is shown once. */
function appended(
  items: readonly ArticleSummary[] | null,
  more: readonly ArticleSummary[],
): readonly ArticleSummary[] {
  const known = new Set(items?.map(({ id }) => id));
  return [...(items ?? []), ...more.filter(({ id }) => !known.has(id))];
}

/** The answer is the whole article; a row keeps what it shows, such as the number of open threads. */
function pickShown({
  title,
  slug,
  status,
  language,
  direction,
  modified,
}: ArticleAnswer): Partial<ArticleSummary> {
  return { title, slug, status, language, direction, modified };
}
