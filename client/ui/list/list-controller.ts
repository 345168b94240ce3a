/** A list of the server's, asked for page by page. */
import type { ReactiveControllerHost } from 'lit';
import type { Page } from '../../../shared/wire/list.ts';
import type { Problem, Result } from '../../../shared/wire/problems.ts';

/** Asks the server for one page: the first where there is no cursor. Called each time, so it may follow a filter. */
export type CallForPage<T> = (cursor: string | undefined) => Promise<Result<Page<T>>>;

/** Holds the list for its element; `items` is null until the first answer. It asks only when it is told to. */
export class ListController<T> {
  items: readonly T[] | null = null;
  problem: Problem | null = null;
  next: string | null = null;
  loading = false;
  readonly #host: ReactiveControllerHost;
  readonly #call: CallForPage<T>;
  #asked = 0;

  constructor(host: ReactiveControllerHost, callForPage: CallForPage<T>) {
    this.#host = host;
    this.#call = callForPage;
  }

  /** Asks for the list from its beginning; what is shown stays until the answer comes. */
  load(): Promise<void> {
    return this.#ask(null);
  }

  async loadMore(): Promise<void> {
    if (this.next !== null && !this.loading) await this.#ask(this.next);
  }

  /** Forgets everything, for a list of something else. */
  clear(): void {
    this.#asked += 1;
    [this.items, this.problem, this.next, this.loading] = [null, null, null, false];
    this.#host.requestUpdate();
  }

  async #ask(cursor: string | null): Promise<void> {
    const asked = (this.#asked += 1);
    this.loading = true;
    this.#host.requestUpdate();
    const answer = await this.#call(cursor ?? undefined);
    if (asked !== this.#asked) return; // an answer to a question that is not asked any more
    this.loading = false;
    this.problem = answer.ok ? null : answer.problem;
    if (answer.ok) {
      const { items, next } = answer.value;
      this.items = cursor === null ? items : [...(this.items ?? []), ...items];
      this.next = next;
    }
    this.#host.requestUpdate();
  }
}
