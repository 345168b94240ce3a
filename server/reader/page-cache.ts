/** Published pages as they were made last, so that many readers of a long article cost no more than one. */
import type { Article } from '../../shared/article/article.ts';

/** What a page is made of: the same text, unless another room or version, and the same facts. */
export interface PageSource {
  readonly article: Article;
  /** The room of its text, to be known by. */
  readonly room: object;
  /** Rises with each change of the text in that room. */
  readonly version: number;
}

/** A page, and what tells it from others of its address: a strong entity tag without its quotes (RFC 9110, 8.8.3). */
export interface MadePage {
  readonly html: string;
  readonly tag: string;
}

interface Kept extends MadePage {
  /** Weak, since a room may be unloaded meanwhile. */
  readonly room: WeakRef<object>;
  readonly version: number;
  readonly facts: string;
  readonly madeAt: number;
  readonly tookMs: number;
}

/** Pages up to this many UTF-16 units in all are kept; those that were asked for longest ago go first. */
const MAX_UNITS = 32 << 20;

/** A page that is made this quickly is made anew for each change. */
const QUICK_MS = 20;
/** Of one that takes longer, this many times as long passes before it is made again, while its text goes on changing. */
const REST = 10;

/** Makes pages once for each version, and long ones no more often than a tenth of the time, whoever asks. */
export class PageCache {
  readonly #clock: () => number;
  readonly #pages = new Map<string, Kept>();
  #units = 0;

  /** `clock` gives milliseconds, and never goes back. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** The page of an article as it is, or of a moment ago where it takes long; `make` gives its HTML and what tells versions apart. */
  page(source: PageSource, make: () => MadePage): MadePage {
    const { id } = source.article;
    const kept = this.#pages.get(id);
    const facts = JSON.stringify(source.article);
    if (kept !== undefined && this.#holds(kept, source, facts)) {
      this.#pages.delete(id);
      this.#pages.set(id, kept); // to the end of the order
      return kept;
    }
    const began = this.#clock();
    const { html, tag } = make();
    const madeAt = this.#clock();
    const { version } = source;
    const room = new WeakRef(source.room);
    this.#keep(id, { html, tag, room, version, facts, madeAt, tookMs: madeAt - began });
    return { html, tag };
  }

  /** A change of the facts, as of the title or the status, is shown at once. */
  #holds(kept: Kept, { room, version }: PageSource, facts: string): boolean {
    if (kept.facts !== facts || kept.room.deref() !== room) return false;
    const isResting = kept.tookMs > QUICK_MS && this.#clock() - kept.madeAt < REST * kept.tookMs;
    return kept.version === version || isResting;
  }

  #keep(id: string, page: Kept): void {
    this.#drop(id);
    this.#pages.set(id, page);
    this.#units += page.html.length;
    for (const oldest of this.#pages.keys()) {
      if (this.#units <= MAX_UNITS) break;
      this.#drop(oldest);
    }
  }

  #drop(id: string): void {
    this.#units -= this.#pages.get(id)?.html.length ?? 0;
    this.#pages.delete(id);
  }
}
