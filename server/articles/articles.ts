/** Articles: brought in, listed, renamed, published. */
import { canonicalLanguage, directionOf } from '../../shared/article/language.ts';
import type { Article } from '../../shared/article/article.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { foldSlug } from '../../shared/article/slug.ts';
import { titleOf } from '../../shared/article/title.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ArticleChange } from '../../shared/wire/routes/articles.ts';
import type { ReadArticle } from '../formats/jobs.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Store } from '../storage/store.ts';
import type { Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TextRoom } from '../sync/text-room.ts';
import { commentsLayer, emptyRoom, reportsLayer } from './layers.ts';
import { keepPictures } from './pictures.ts';
import { freeSlug, slugOf } from './slug.ts';
import { setTitle } from './title.ts';

/** `now` gives the times of creation and change, `newId` the ids of articles and of their first layers. */
export interface ArticlesOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Brings articles in and changes them. The caller has asked the policy. */
export class Articles {
  readonly #options: ArticlesOptions;

  constructor(options: ArticlesOptions) {
    this.#options = options;
  }

  /** An article of any status; null where there is none. */
  find(id: string): Promise<Article | null> {
    return this.#options.store.catalogue.get('articles', id);
  }

  /** A published article by the last part of its address. */
  async published(slug: string): Promise<Article | null> {
    const folded = foldSlug(slug);
    const published = await this.#options.store.catalogue.find('articles', { status: 'published' });
    // An older release kept slugs that are not folded.
    return published.find((article) => foldSlug(article.slug) === folded) ?? null;
  }

  /** All articles, the last changed first. */
  async all(): Promise<Article[]> {
    const articles = await this.#options.store.catalogue.find('articles');
    return articles.sort((one, other) => (one.modified < other.modified ? 1 : -1));
  }

  /** Keeps an article that was read, with its text and its first layers; `limit-reached` where there are too many. */
  add(read: ReadArticle, author: string): Promise<Result<Article>> {
    const { store, now, newId } = this.#options;
    const id = newId();
    const created = now().toISOString();
    const layers = [commentsLayer(newId(), id, created), reportsLayer(newId(), id, created)];
    return store.transaction(async (tx): Promise<Result<Article>> => {
      const { catalogue, log } = tx;
      const inTrash = await catalogue.find('trash', { what: 'article' });
      const there = await catalogue.find('articles');
      const fits = withinCap(CAPS.articles, there.length + inTrash.length);
      if (!fits.ok) return fits;
      const article: Article = {
        id,
        title: read.title,
        slug: freeSlug(slugOf(read.title), slugsOf(there)),
        status: 'draft',
        language: read.language,
        direction: read.direction,
        created,
        modified: created,
        author,
        editor: author,
      };
      catalogue.put('articles', article);
      for (const layer of layers) catalogue.put('layers', layer);
      log.write([
        { do: 'append', room: roomName(id), update: read.update },
        ...layers.map((layer): Write => emptyRoom(layer)),
      ]);
      await keepPictures(tx, id, read.pictures);
      return done(article);
    });
  }

  /** Changes what the catalogue knows of an article, by the person with the id `editor`; a new title goes into the text's title as well. */
  async change(id: string, asked: ArticleChange, editor: string): Promise<Result<Article>> {
    const language = asked.language === undefined ? undefined : canonicalLanguage(asked.language);
    if (language === null)
      return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
    const modified = this.#options.now().toISOString();
    const { store } = this.#options;
    const changed = await store.transaction(async ({ catalogue }): Promise<Result<Article>> => {
      const article = await catalogue.get('articles', id);
      if (article === null) return failed('not-found');
      const { slug } = asked;
      if (slug !== undefined && (await takenSlugs(catalogue, id)).has(slug))
        return failed('conflict', `Another article has the address “${slug}”.`, { field: 'slug' });
      const next: Article = {
        ...article,
        title: asked.title ?? article.title,
        slug: slug ?? article.slug,
        status: asked.status ?? article.status,
        language: language ?? article.language,
        direction: asked.direction ?? (language ? directionOf(language) : article.direction),
        modified,
        editor,
      };
      catalogue.put('articles', next);
      return done(next);
    });
    if (changed.ok && asked.title !== undefined) await this.#retitle(id, asked.title);
    return changed;
  }

  /** Brings the catalogue up to date after the words have changed: the title in the text is the article's title. */
  async updateFromText(id: string, room: TextRoom): Promise<void> {
    const title = room.document.read((published) =>
      titleOf(published.getXmlFragment(ARTICLE_ROOT)),
    );
    const modified = this.#options.now().toISOString();
    await this.#options.store.transaction(async ({ catalogue }) => {
      const article = await catalogue.get('articles', id);
      if (article !== null)
        catalogue.put('articles', {
          ...article,
          title: title ?? article.title,
          modified,
          ...(room.lastWriter === null ? {} : { editor: room.lastWriter }),
        });
    });
  }

  async #retitle(id: string, title: string): Promise<void> {
    const room = await this.#options.rooms.text(id);
    await room?.edit((fragment) => setTitle(fragment, title));
  }
}

/** The slugs of all articles other than this one. */
export async function takenSlugs(catalogue: Catalogue, id: string): Promise<ReadonlySet<string>> {
  const others = await catalogue.find('articles');
  return slugsOf(others.filter((other) => other.id !== id));
}

/** An older release kept slugs that are not folded. */
function slugsOf(articles: readonly Article[]): ReadonlySet<string> {
  return new Set(articles.map(({ slug }) => foldSlug(slug)));
}
