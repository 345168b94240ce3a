/** What a search finds, followed as somebody types. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { searchRoutes } from '../../../shared/wire/routes/search.ts';
import type { SearchAnswer, SearchItem, SearchKind } from '../../../shared/wire/routes/search.ts';
import { call } from '../../api/call.ts';
import { PagedList } from '../list/paged-list.ts';

/** So long typing waits for the next letter. */
const DELAY_MS = 150;

/** Holds what was found for its element. */
export class SearchList implements ReactiveController {
  readonly list: PagedList<SearchItem, SearchAnswer>;
  /** As it is typed. */
  words = '';
  /** What is sought in; null for everything. */
  kind: SearchKind | null = null;
  /** Of the latest answer; null before there is one. */
  counts: SearchAnswer['counts'] | null = null;
  readonly #host: ReactiveControllerHost;
  /** The words of the latest question, and those to which what is shown is the answer. */
  #asked = '';
  #shown = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `shown` is called with each answer. */
  constructor(host: ReactiveControllerHost, shown: () => void = () => undefined) {
    this.#host = host;
    this.list = new PagedList<SearchItem, SearchAnswer>(host, {
      ask: (cursor) => {
        this.#asked = this.words.trim();
        return call(searchRoutes.find, { q: this.#asked, in: this.kind ?? undefined, cursor });
      },
      id: ({ in: kind, url }) => `${kind} ${url}`,
      shown: ({ counts }) => {
        this.counts = counts;
        this.#shown = this.#asked;
        shown();
      },
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** What is shown is what these very words find. */
  get isCurrent(): boolean {
    return this.list.items !== null && this.#shown === this.words.trim();
  }

  /** Seeks other words, in a moment. */
  seek(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#host.requestUpdate();
    if (words.trim() !== '') this.#timer = setTimeout(() => void this.list.load(), DELAY_MS);
    else {
      this.counts = null;
      this.list.clear();
    }
  }

  /** Seeks in one kind of places, or in all. */
  narrow(kind: SearchKind | null): void {
    this.kind = kind;
    if (this.words.trim() !== '') void this.list.load();
    this.#host.requestUpdate();
  }
}
