/** A list of the server's, asked for page by page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Page } from '../../../shared/wire/list.ts';
import { done } from '../../../shared/wire/problems.ts';
import type { Problem, Result } from '../../../shared/wire/problems.ts';
import { n } from '../language/translate.ts';

/** Where a list comes from. `Answer` is a page that may have more in it than its items, such as counts. */
export interface ListSource<Item, Answer extends Page<Item> = Page<Item>> {
  /** Asks for the page at a cursor, without one for the first. It may follow a filter, since it is called for each page. */
  readonly ask: (cursor?: string) => Promise<Result<Answer>>;
  /** What an item is known by: one that moved from a page to the next meanwhile is shown once. */
  readonly id: (item: Item) => string;
  /** Called with each answer that is shown from now on, and with the items that were shown before. */
  readonly shown?: (answer: Answer, before: readonly Item[]) => void;
}

/** All that is shown of a list, with the latest of the answers that it came in. */
interface Gathered<Item, Answer> {
  readonly items: readonly Item[];
  readonly answer: Answer;
}

/** What is under way: the list from its beginning, more of it, or a quiet look at what has changed meanwhile. */
type Asking = 'load' | 'more' | 'refresh';

/**
 * Holds the list for its element, and asks only when its methods are called. The latest question counts: answers to older
 * ones are dropped. One that fails leaves what is shown, with the problem.
 */
export class PagedList<Item, Answer extends Page<Item> = Page<Item>> implements ReactiveController {
  /** Null until the first answer. */
  items: readonly Item[] | null = null;
  /** Cursor of the page after those shown; null where there is none. */
  next: string | null = null;
  /** Why the latest question failed; null where it didn't. */
  problem: Problem | null = null;
  /** How much is shown once more was asked for, to be read out; empty before. */
  announcement = '';
  readonly #host: ReactiveControllerHost;
  readonly #source: ListSource<Item, Answer>;
  #asking: Asking | null = null;
  /** Something was taken out or put in since the latest answer, so its cursor would skip as much. */
  #isShifted = false;
  #asked = 0;

  constructor(host: ReactiveControllerHost, source: ListSource<Item, Answer>) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** Somebody waits for an answer. A refresh is not waited for. */
  get loading(): boolean {
    return this.#asking === 'load' || this.#asking === 'more';
  }

  hostDisconnected(): void {
    this.#drop();
  }

  /** Asks for the list from its beginning, as after another filter. What is shown stays until the answer comes. */
  async load(): Promise<void> {
    this.announcement = '';
    await this.#ask('load', () => this.#firstPages(0));
  }

  /** Asks again for as much as is shown; what somebody waits for is not lost to it. */
  async refresh(): Promise<void> {
    const asking = this.#asking ?? 'refresh';
    if (asking === 'load') return this.load();
    const shown = this.items?.length ?? 0;
    return this.#ask(asking, () => this.#firstPages(asking === 'more' ? shown + 1 : shown));
  }

  /** Asks for the next page, where there is one and nothing is waited for. */
  async loadMore(): Promise<void> {
    const { next } = this;
    if (next === null || this.loading) return;
    await this.#ask('more', async () => {
      if (this.#isShifted) return this.#firstPages((this.items?.length ?? 0) + 1);
      const answer = await this.#source.ask(next);
      if (!answer.ok) return answer;
      return done({ answer: answer.value, items: this.#joined(this.items ?? [], answer.value) });
    });
  }

  /**
   * Changes what is shown, as the server has done. An answer that is still under way would take it back, so it is dropped,
   * and asked for again where somebody waits for it.
   */
  change(edit: (items: readonly Item[]) => readonly Item[]): void {
    this.items = edit(this.items ?? []);
    this.#isShifted = true;
    if (this.loading) void this.refresh();
    else this.#drop();
    this.#host.requestUpdate();
  }

  /** Forgets everything, for a list of something else. */
  clear(): void {
    this.#drop();
    [this.items, this.next, this.problem, this.announcement] = [null, null, null, ''];
    this.#host.requestUpdate();
  }

  /** What an item is known by. */
  id(item: Item): string {
    return this.#source.id(item);
  }

  async #ask(asking: Asking, gather: () => Promise<Result<Gathered<Item, Answer>>>): Promise<void> {
    const asked = (this.#asked += 1);
    this.#asking = asking;
    this.#host.requestUpdate();
    const gathered = await gather();
    if (asked !== this.#asked) return;
    this.#asking = null;
    this.problem = gathered.ok ? null : gathered.problem;
    if (gathered.ok) {
      this.#show(gathered.value.answer, gathered.value.items);
      if (asking === 'more') this.announcement = shownWords(gathered.value);
    }
    this.#host.requestUpdate();
  }

  /** Page after page until there are as many items as wanted; the first in any case. */
  async #firstPages(wanted: number): Promise<Result<Gathered<Item, Answer>>> {
    let items: readonly Item[] = [];
    let answer = await this.#source.ask();
    while (answer.ok) {
      items = this.#joined(items, answer.value);
      const { next } = answer.value;
      if (next === null || items.length >= wanted) return done({ answer: answer.value, items });
      answer = await this.#source.ask(next);
    }
    return answer;
  }

  #joined(items: readonly Item[], page: Page<Item>): readonly Item[] {
    const known = new Set(items.map((item) => this.id(item)));
    return [...items, ...page.items.filter((item) => !known.has(this.id(item)))];
  }

  #show(answer: Answer, items: readonly Item[]): void {
    const before = this.items ?? [];
    this.items = items;
    this.next = answer.next;
    this.#isShifted = false;
    this.#source.shown?.(answer, before);
  }

  #drop(): void {
    this.#asked += 1;
    this.#asking = null;
  }
}

function shownWords({ items, answer }: Gathered<unknown, Page<unknown>>): string {
  return answer.next === null
    ? n('The only one is shown.', 'All {count} are shown.', items.length)
    : n('{count} is shown.', '{count} are shown.', items.length);
}
