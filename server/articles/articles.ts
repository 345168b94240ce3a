/** Articles: brought in, listed, renamed, published, deleted. */
import { canonicalLanguage, directionOf } from '../../shared/article/language.ts';
import type { Article } from '../../shared/article/article.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { titleOf } from '../../shared/article/title.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ArticleChange } from '../../shared/wire/routes/articles.ts';
import type { ReadArticle } from '../formats/jobs.ts';
import type { Catalogue, CatalogueChange } from '../storage/catalogue.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';
import { forgetWriters } from '../sync/writers.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TextRoom } from '../sync/text-room.ts';
import { commentsLayer, emptyRoom, reportsLayer } from './layers.ts';
import { forgetQueue } from '../projections/project.ts';
import { freeSlug, slugOf } from './slug.ts';
import { setTitle } from './title.ts';

export interface ArticlesOptions {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

export class Articles {
  readonly #options: ArticlesOptions;

  constructor(options: ArticlesOptions) {
    this.#options = options;
  }

  find(id: string): Promise<Article | null> {
    return this.#options.catalogue.get('articles', id);
  }

  /** A published article by the last part of its address. */
  async published(slug: string): Promise<Article | null> {
    const folded = slug.normalize('NFKC').toLowerCase();
    const [article] = await this.#options.catalogue.find('articles', {
      slug: folded,
      status: 'published',
    });
    return article ?? null;
  }

  /** All articles, the last changed first. */
  async all(): Promise<Article[]> {
    const articles = await this.#options.catalogue.find('articles');
    return articles.sort((one, other) => (one.modified < other.modified ? 1 : -1));
  }

  /** Keeps an article that was read: its text first, so that no entry of the catalogue is ever without one. */
  async add(read: ReadArticle, author: string): Promise<Article> {
    const { catalogue, log, now, newId } = this.#options;
    const id = newId();
    const created = now().toISOString();
    const layers = [commentsLayer(newId(), id, created), reportsLayer(newId(), id, created)];
    await log.commit([
      { do: 'append', room: roomName(id), update: read.update },
      ...layers.map((layer): Write => emptyRoom(layer)),
    ]);
    return catalogue.change((change) => {
      const article: Article = {
        id,
        title: read.title,
        slug: freeSlug(slugOf(read.title), slugTaken(change, id)),
        status: 'draft',
        language: read.language,
        direction: read.direction,
        created,
        modified: created,
        author,
      };
      change.put('articles', article);
      for (const layer of layers) change.put('layers', layer);
      return article;
    });
  }

  /** Changes what the catalogue knows of an article; a new title goes into the text's title as well. */
  async change(id: string, asked: ArticleChange): Promise<Result<Article>> {
    const language = asked.language === undefined ? undefined : canonicalLanguage(asked.language);
    if (language === null)
      return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
    const slug = asked.slug?.normalize('NFKC').toLowerCase();
    const modified = this.#options.now().toISOString();
    const changed = await this.#options.catalogue.change((change): Result<Article> => {
      const article = change.get('articles', id);
      if (article === null) return failed('not-found');
      if (slug !== undefined && slugTaken(change, id)(slug)) {
        return failed('conflict', `Another article has the address “${slug}”.`, { field: 'slug' });
      }
      const next: Article = {
        ...article,
        title: asked.title ?? article.title,
        slug: slug ?? article.slug,
        status: asked.status ?? article.status,
        language: language ?? article.language,
        direction: asked.direction ?? (language ? directionOf(language) : article.direction),
        modified,
      };
      change.put('articles', next);
      return done(next);
    });
    if (changed.ok && asked.title !== undefined) await this.#retitle(id, asked.title);
    return changed;
  }

  /** Deletes an article with its layers, its links and the roles given in it: out of the catalogue first, so that nobody enters while its rooms go. */
  async delete(id: string): Promise<void> {
    const { catalogue, log, rooms } = this.#options;
    const { layers, shares } = await catalogue.change((change) => {
      const own = {
        layers: change.find('layers', { article: id }),
        shares: change.find('shares', { article: id }),
      };
      for (const table of ['layers', 'shares', 'grants', 'guests'] as const)
        for (const row of change.find(table, { article: id })) change.delete(table, row.id);
      change.delete('articles', id);
      return own;
    });
    const names = [roomName(id), ...layers.map((layer) => roomName(id, layer.id))];
    const counts = shares.map((share): Write => ({ do: 'remove', space: 'uses', key: share.id }));
    await rooms.delete(names, async () => [
      ...counts,
      ...(await forgetQueue(log, id)),
      ...(await forgetWriters(log, roomName(id))),
    ]);
  }

  /** Brings the catalogue up to date after the words have changed: the title in the text is the article's title. */
  async settle(id: string, room: TextRoom): Promise<void> {
    const title = room.document.read((told) => titleOf(told.getXmlFragment(ARTICLE_ROOT)));
    const modified = this.#options.now().toISOString();
    await this.#options.catalogue.change((change) => {
      const article = change.get('articles', id);
      if (article !== null)
        change.put('articles', { ...article, title: title ?? article.title, modified });
    });
  }

  async #retitle(id: string, title: string): Promise<void> {
    const room = await this.#options.rooms.text(id);
    await room?.edit((fragment) => setTitle(fragment, title));
  }
}

function slugTaken(change: CatalogueChange, id: string): (slug: string) => boolean {
  return (slug) => change.find('articles', { slug }).some((other) => other.id !== id);
}
