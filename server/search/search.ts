/** Search over all that somebody may read: titles, texts and threads, as sentences that lead to their place. */
import { textFragment } from '../../shared/anchor/text-fragment.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { Status } from '../../shared/annotation/annotation.ts';
import type { Person } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import type { SearchAnswer, SearchItem, SearchQuery } from '../../shared/wire/routes/search.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import { runInTurns } from '../cooperative-task.ts';
import { readSearchKey, toTextRow, toThreadRow } from '../projections/search-rows.ts';
import type { ThreadRow } from '../projections/search-rows.ts';
import type { Store } from '../storage/store.ts';
import type { Excerpt, Excerptable } from './messages.ts';
import { isArticleStatus, kindsOf, scopeOf } from './scope.ts';
import type { SearchIndex } from './search-index.ts';

/** `nameOf` gives the name to show for an author's id. */
export interface SearchOptions {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly nameOf: (author: string) => Promise<string | null>;
}

const PAGE = 20;

/** Something that was found, before its sentence is. */
interface Hit {
  readonly article: Article;
  readonly parts: readonly string[];
  readonly thread: {
    readonly id: string;
    readonly layer: Layer;
    readonly row: ThreadRow;
  } | null;
  readonly isText: boolean;
}

/** Answers questions. What the person may not read takes no part in the search. */
export class Search {
  readonly #options: SearchOptions;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** A page of what was found, the best first. */
  async find(query: SearchQuery, person: Person): Promise<SearchAnswer> {
    const { index, store } = this.#options;
    const thread = await index.load();
    const articles = await store.catalogue.find('articles');
    await index.follow(articles);
    const { q: words } = query;
    const skip = Number(query.cursor ?? 0);
    const { keys, counts } = await thread.ask('find', {
      words,
      kinds: kindsOf(query),
      places: await this.#places(articles, query, person),
      status: threadStatus(query),
      person: query.person ?? null,
      from: query.from === undefined ? -Infinity : Date.parse(query.from),
      to: query.to === undefined ? Infinity : Date.parse(query.to),
      skip,
      take: PAGE,
    });
    const hits = (await Promise.all(keys.map((key) => this.#hit(key, person)))).filter(
      (hit) => hit !== null,
    );
    const of = hits.map(({ article, parts }): Excerptable => ({
      language: article.language,
      parts,
    }));
    const excerpts = of.length === 0 ? [] : await thread.ask('excerpts', { words, of });
    const items = await Promise.all(hits.map((hit, at) => this.#present(hit, excerpts[at])));
    const all = counts.titles + counts.texts + counts.threads;
    const next = skip + PAGE < all ? String(skip + PAGE) : null;
    return { items, next, counts: { ...counts, all } };
  }

  async #places(
    articles: readonly Article[],
    query: SearchQuery,
    person: Person,
  ): Promise<Uint8Array> {
    const { index, store } = this.#options;
    const [layers, grants] = await Promise.all([
      store.catalogue.find('layers'),
      person.kind === 'member' ? store.catalogue.find('grants', { member: person.id }) : [],
    ]);
    const scope = await runInTurns(scopeOf({ articles, layers, grants }, person, query));
    const numbers = [...scope.articles, ...scope.layers].map((id) => index.placeOf(id));
    const places = new Uint8Array(index.places);
    for (const number of numbers) places[number] = 1;
    return places;
  }

  /** Null where it is gone meanwhile, or not theirs to read any more. */
  async #hit(key: string, person: Person): Promise<Hit | null> {
    const { catalogue, log } = this.#options.store;
    const [, id = ''] = key.split('/');
    const article = await catalogue.get('articles', id);
    const actor = article && (await withEffectiveRole(person, id, catalogue));
    if (!article || !actor) return null;
    const read = readSearchKey(key);
    if (read === null) return { article, parts: [article.title], thread: null, isText: false };
    const value = await log.get('search', key);
    if (value === null) return null;
    if (read.of === 'text')
      return { article, parts: [toTextRow(value).text], thread: null, isText: true };
    const layer = await catalogue.get('layers', read.layer);
    if (layer === null || !mayReadLayer(layer, actor)) return null;
    const row = toThreadRow(value);
    const thread = { id: read.annotation, layer, row };
    return { article, parts: row.parts, thread, isText: false };
  }

  async #present(hit: Hit, excerpt: Excerpt | undefined): Promise<SearchItem> {
    const { id, title, language, direction, status, modified } = hit.article;
    const article = { id, title, language, direction, status };
    const sentence = excerpt?.pieces ?? [];
    const url = `/articles/${id}`;
    if (hit.thread === null)
      return hit.isText
        ? { in: 'texts', url: url + placeIn(excerpt), article, sentence, thread: null, modified }
        : { in: 'titles', url, article, sentence, thread: null, modified };
    const { layer, row } = hit.thread;
    // Threads are Markdown, and a sentence is plain.
    const plain = sentence.map((piece) => ({
      ...piece,
      words: piece.words.replace(/\*\*|`/g, ''),
    }));
    return {
      in: 'threads',
      url: `${url}#thread-${hit.thread.id}`,
      article,
      sentence: plain,
      thread: {
        id: hit.thread.id,
        kind: row.kind,
        status: row.status,
        layer: { id: layer.id, name: layer.name, color: layer.color },
        author: await this.#options.nameOf(row.author),
      },
      modified: row.modified,
    };
  }
}

/** The fragment of an address that leads to some words of a text. */
function placeIn(excerpt: Excerpt | undefined): string {
  return excerpt?.quote ? `#${textFragment(excerpt.quote)}` : '';
}

function threadStatus({ status }: SearchQuery): Status | null {
  return status === undefined || isArticleStatus(status) ? null : status;
}
