/** A list of the server's, asked for page by page. */
import type { ReactiveControllerHost } from 'lit';
import type { Page } from '../../../shared/wire/list.ts';
import type { Problem } from '../../../shared/wire/problems.ts';
import { ask } from '../../api/ask.ts';

/** Holds the list for its element; `items` is null until the first answer. It asks only when it is told to. */
export class ListController<T> {
  items: readonly T[] | null = null;
  problem: Problem | null = null;
  next: string | null = null;
  loading = false;
  readonly #host: ReactiveControllerHost;
  readonly #address: (cursor: string | null) => string;
  #asked = 0;

  /** `address` is asked anew each time, so it may follow a filter; null asks for the first page. */
  constructor(host: ReactiveControllerHost, address: (cursor: string | null) => string) {
    this.#host = host;
    this.#address = address;
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
    const answer = await ask<Page<T>>('GET', this.#address(cursor));
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

/** An address with its parameters; those that are empty or null are left out. */
export function withParameters(path: string, parameters: Record<string, string | null>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) given.set(name, value);
  const search = given.toString();
  return search === '' ? path : `${path}?${search}`;
}
