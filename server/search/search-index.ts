/** The index of what can be found, kept in a thread of its own: loaded from the records, and following them and the catalogue. */
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { Article } from '../../shared/article/article.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { storedAnnotations } from '../articles/stored-annotations.ts';
import { nextTurn } from '../cooperative-task.ts';
import {
  projectText,
  projectThread,
  readSearchKey,
  textKey,
  textRow,
  threadPrefix,
  THREADS_MADE,
  toTextRow,
  toThreadRow,
} from '../projections/search-rows.ts';
import { DamagedEntryError, DamagedRoomError } from '../storage/damage.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json } from '../storage/update-log.ts';
import { documentOf } from '../sync/stored-document.ts';
import { allRows } from '../trash/trashed-rows.ts';
import { IndexThread } from './index-thread.ts';
import type { Source } from './messages.ts';

/** So many characters are sent to the thread together. */
const BATCH_CHARACTERS = 1_000_000;

/**
 * Who dies again so soon will die of the same once more, and each time all of the store is read: then it is left alone for as long.
 */
const SOON_MS = 60_000;

/** The thread has died again and again, and is made anew after a while. */
export class IndexRestingError extends Error {
  /** How long that is. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('The search index has died twice, and rests.');
    this.retryAfterMs = retryAfterMs;
  }
}

/** What of an article is in the index. */
type Known = Pick<Article, 'title' | 'language' | 'modified'>;

/** What is asked of a thread. */
type Thread = Pick<IndexThread, 'ask' | 'close'>;

/** `failed` hears of what goes wrong where nobody waits for it. */
export interface SearchIndexOptions {
  readonly store: Store;
  readonly failed: (error: unknown) => void;
  /** Makes a thread, which calls `ended` as an `IndexThread` does; one of its own where none is given. */
  readonly newThread?: (ended: (error: Error | null) => void) => Thread;
}

/** Begins with the first question, or `load`. A thread that dies is replaced with the next question. */
export class SearchIndex {
  readonly #options: SearchIndexOptions;
  readonly #places = new Map<string, number>();
  readonly #known = new Map<string, Known>();
  /** Read, and not yet sent to the thread. */
  readonly #batch = new Map<string, Source>();
  /** Keys of records that were written while others of the same article are being read: those are newer. */
  readonly #heard = new Set<string>();
  #sent: Promise<null> | undefined;
  #thread: Thread | null = null;
  #loading: Promise<unknown> | null = null;
  #following: Promise<unknown> = Promise.resolve();
  /** When it died last, by a clock that is never put back, and whether that was soon after the time before. */
  #died: { readonly at: number; readonly isAgain: boolean } | null = null;
  #stopWatching = (): void => {};
  #isClosed = false;

  constructor(options: SearchIndexOptions) {
    this.#options = options;
  }

  /** The number by which the thread knows an article or a layer. */
  placeOf(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(id, place);
    return place;
  }

  /** How many numbers have been given. */
  get places(): number {
    return this.#places.size;
  }

  /** The thread, with all that can be found in it. Rejects where it can't be loaded, for a while with an `IndexRestingError`. */
  async load(): Promise<Thread> {
    if (this.#isClosed) throw new Error('The search index is closed.');
    const rest = this.#died?.isAgain ? this.#died.at + SOON_MS - performance.now() : 0;
    if (rest > 0) throw new IndexRestingError(rest);
    this.#thread ??= this.#start();
    this.#loading ??= this.#loadAll();
    const [thread, loading] = [this.#thread, this.#loading];
    await loading.catch((error: unknown) => {
      if (this.#loading === loading) this.#reset();
      throw error;
    });
    return thread;
  }

  /** Begins to load, for whoever asks first. */
  begin(): void {
    this.load().catch((error: unknown) => {
      if (!this.#isClosed) this.#options.failed(error);
    });
  }

  /** Brings the index in line with these rows of the catalogue: new titles and languages, and articles that it hasn't had yet. */
  async follow(articles: readonly Article[]): Promise<void> {
    const changed = articles.filter((article) => isNews(this.#known.get(article.id), article));
    if (changed.length === 0) return;
    const following = this.#following.then(() => this.#followEach(changed));
    this.#following = following.catch(() => null); // its caller hears of it
    await following;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = this.#thread;
    this.#reset();
    await thread?.close();
  }

  #start(): Thread {
    const { newThread = (ended) => new IndexThread(ended) } = this.#options;
    this.#stopWatching = this.#options.store.log.watch('search', this.#written);
    const thread: Thread = newThread((error) => {
      if (error !== null) {
        this.#options.failed(error);
        const at = performance.now();
        this.#died = { at, isAgain: this.#died !== null && at - this.#died.at < SOON_MS };
      }
      if (this.#thread === thread) this.#reset();
    });
    return thread;
  }

  #reset(): void {
    this.#stopWatching();
    this.#thread = null;
    this.#loading = null;
    this.#known.clear();
    this.#batch.clear();
    this.#sent = undefined;
  }

  async #loadAll(): Promise<void> {
    await this.#makeThreads();
    await this.follow(await this.#options.store.catalogue.find('articles'));
  }

  /** Makes the records of a store that has been written by an older release. */
  async #makeThreads(): Promise<void> {
    const { store } = this.#options;
    if ((await store.log.get('search', THREADS_MADE)) !== null) return;
    for (const layer of (await allRows(store)).layers) {
      // One at a time bounds memory and stalls.
      const annotations = await nextTurn().then(() => storedAnnotations(store.log, layer));
      const writes = (annotations ?? []).map((one) => projectThread(layer, one.id, one));
      const puts = writes.filter((write) => write.do === 'put');
      if (puts.length > 0) await store.log.commit(puts);
    }
    await store.log.commit([{ do: 'put', space: 'search', key: THREADS_MADE, value: 1 }]);
  }

  async #followEach(articles: readonly Article[]): Promise<void> {
    let characters = 0;
    for (const article of articles) {
      if (this.#isClosed) return;
      const known = this.#known.get(article.id);
      if (!isNews(known, article)) continue;
      const { title, language, modified } = article;
      this.#known.set(article.id, { title, language, modified });
      this.#add(this.#titleOf(article));
      // One at a time bounds memory and stalls.
      if (known?.language !== language) characters += await this.#read(article);
      if (characters < BATCH_CHARACTERS) continue;
      characters = 0;
      await this.#send();
    }
    await this.#send();
    await this.#sent;
  }

  /** Reads all records of an article; gives how many characters they have. */
  async #read({ id }: Article): Promise<number> {
    const { log } = this.#options.store;
    this.#heard.clear();
    const { entries } = await readEntries(log, 'search', threadPrefix(id));
    const text = await this.#readText(id);
    const all = text === null ? entries : [...entries, { key: textKey(id), value: text }];
    let characters = 0;
    for (const { key, value } of all) {
      const source = this.#heard.has(key) ? null : this.#sourceOf(key, value);
      if (source === null) continue;
      this.#add(source);
      characters += source.parts.reduce((sum, part) => sum + part.length, 0);
    }
    return characters;
  }

  /** The record of a text; made anew where a process has ended before the text rested. Null where there is none to be read. */
  async #readText(article: string): Promise<Json | null> {
    const { log } = this.#options.store;
    try {
      const value = await log.get('search', textKey(article)).catch(nullIfDamaged);
      const row = value === null ? null : toTextRow(value);
      const room = roomName(article);
      const since = await log.load(room, row?.next);
      if (since === null) return null;
      if (row !== null && since.next === row.next) return value;
      const stored = row === null ? since : await log.load(room);
      if (stored === null) return null;
      const doc = documentOf(stored.updates);
      const fragment = doc.getXmlFragment(ARTICLE_ROOT);
      const made = textRow(fragment, textIndex(fragment).text, stored.next);
      doc.destroy();
      await log.commit([projectText(article, made)]);
      this.#heard.delete(textKey(article)); // one's own
      await nextTurn();
      return made;
    } catch (error) {
      if (error instanceof DamagedRoomError) return null;
      throw error;
    }
  }

  readonly #written = (key: string, value: Json | null): void => {
    const read = readSearchKey(key);
    if (read === null || this.#thread === null) return;
    this.#heard.add(key);
    this.#batch.delete(key);
    // What is written of an article that isn't known yet is read with all else of it.
    const source = value === null ? null : this.#sourceOf(key, value);
    if (source !== null) this.#tell('put', [source]);
    if (value === null) this.#tell('remove', [key]);
    if (value === null && read.of === 'text') {
      this.#known.delete(read.article);
      this.#tell('remove', [titleKey(read.article)]);
    }
  };

  #tell(...[task, takes]: ['put', readonly Source[]] | ['remove', readonly string[]]): void {
    // Who waits for an answer hears of it, too, where the thread has died.
    this.#thread?.ask(task, takes as never).catch(() => null);
  }

  #add(source: Source): void {
    this.#batch.set(source.key, source);
  }

  /** Waits for what was sent before, so that the thread works on one batch while the next is read. */
  async #send(): Promise<void> {
    const sources = [...this.#batch.values()];
    this.#batch.clear();
    await this.#sent;
    if (sources.length > 0) this.#sent = this.#thread?.ask('put', sources);
    this.#sent?.catch(() => null); // who waits for it hears of it
  }

  /** Null where its article isn't known. */
  #sourceOf(key: string, value: Json): Source | null {
    const read = readSearchKey(key);
    const known = read && this.#known.get(read.article);
    if (!read || !known) return null;
    const { language } = known;
    if (read.of === 'text') {
      const modified = Date.parse(known.modified);
      const facts = { status: null, modified, people: [], parts: [toTextRow(value).text] };
      return { key, kind: 'texts', place: this.placeOf(read.article), language, ...facts };
    }
    const { status, modified, people, parts } = toThreadRow(value);
    const facts = { status, modified: Date.parse(modified), people, parts };
    return { key, kind: 'threads', place: this.placeOf(read.layer), language, ...facts };
  }

  #titleOf({ id, title, language, modified }: Article): Source {
    return {
      key: titleKey(id),
      kind: 'titles',
      place: this.placeOf(id),
      language,
      status: null,
      modified: Date.parse(modified),
      people: [],
      parts: [title],
    };
  }
}

/** The key of an article's title in the index: it has no record, since the catalogue has it. */
export function titleKey(article: string): string {
  return `title/${article}`;
}

function isNews(known: Known | undefined, { title, language }: Article): boolean {
  return known?.title !== title || known.language !== language;
}

function nullIfDamaged(error: unknown): null {
  if (error instanceof DamagedEntryError) return null;
  throw error;
}
