/** What somebody has written in all articles: all of it, or what the one who asks may read. */
import type { Article, Layer } from '../../shared/article/article.ts';
import type { Person } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { withEffectiveRole } from '../accounts/effective-role.ts';
import { nextTurn, runInTurns } from '../cooperative-task.ts';
import { DamagedRoomError } from '../storage/damage.ts';
import type { Store } from '../storage/store.ts';
import { documentOf } from '../sync/stored-document.ts';
import { askThread } from '../thread.ts';
import { allRows } from '../trash/trashed-rows.ts';
import { ownIn } from './own-words.ts';
import type { OwnWords } from './own-words.ts';
import type { OwnWordsAsked } from './own-words-worker.ts';

/** To make a document of more than so much takes longer than others should wait. */
const LARGE_BYTES = 128 << 10;

/** Of one layer; only what is the person's own is in it. */
export interface WordsInLayer extends OwnWords {
  readonly article: Article;
  readonly layer: Layer;
}

interface LayerOfArticle {
  readonly article: Article;
  readonly layer: Layer;
}

/** All of it, and how many layers could not be read since they are damaged. */
export interface WrittenWords {
  readonly layers: readonly WordsInLayer[];
  readonly damaged: number;
}

/**
 * Reads one stored room after the other, and opens none: else all articles would come into memory. One request at a time is
 * worked on.
 */
export class WordsByPerson {
  readonly #store: Store;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  /** What the author has written in layers that the reader may read now, by article and layer. */
  of(author: string, reader: Person): Promise<WrittenWords> {
    return this.#inTurn(async () => this.#gather(author, await this.#readable(reader)));
  }

  /** What the author has written anywhere, also in the trash and in private layers. */
  everywhere(author: string): Promise<WrittenWords> {
    return this.#inTurn(async () => this.#gather(author, await this.#all()));
  }

  #inTurn<T>(gather: () => Promise<T>): Promise<T> {
    const gathered = this.#last.then(gather);
    this.#last = gathered.catch(() => undefined);
    return gathered;
  }

  async #gather(author: string, within: readonly LayerOfArticle[]): Promise<WrittenWords> {
    const layers: WordsInLayer[] = [];
    let damaged = 0;
    for (const { article, layer } of within) {
      // One at a time bounds memory.
      const own = await nextTurn().then(() => this.#read(layer, author));
      if (own === null) damaged += 1;
      else if (Object.values(own).some((found: readonly unknown[]) => found.length > 0))
        layers.push({ article, layer, ...own });
    }
    return { layers, damaged };
  }

  /** In the order in which articles and their layers were made. */
  async #readable(reader: Person): Promise<LayerOfArticle[]> {
    const { catalogue } = this.#store;
    const articles = new Map((await catalogue.find('articles')).map((one) => [one.id, one]));
    const actors = new Map<string, Person | null>();
    for (const id of articles.keys())
      actors.set(id, await withEffectiveRole(reader, id, catalogue));
    const readable = (await catalogue.find('layers')).flatMap((layer) => {
      const [article, actor] = [articles.get(layer.article), actors.get(layer.article)];
      return article && actor && mayReadLayer(layer, actor) ? [{ article, layer }] : [];
    });
    const ageOf = ({ article, layer }: LayerOfArticle): string =>
      `${article.created} ${article.id} ${layer.created} ${layer.name}`;
    return readable.sort((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1));
  }

  async #all(): Promise<LayerOfArticle[]> {
    const { articles, layers } = await allRows(this.#store);
    const byId = new Map(articles.map((article) => [article.id, article]));
    return layers.flatMap((layer) => {
      const article = byId.get(layer.article);
      return article ? [{ article, layer }] : [];
    });
  }

  /** Null where it is damaged. */
  async #read({ article, id }: Layer, author: string): Promise<OwnWords | null> {
    try {
      const stored = await this.#store.log.load(roomName(article, id));
      const updates = stored?.updates ?? [];
      if (updates.reduce((sum, { byteLength }) => sum + byteLength, 0) > LARGE_BYTES)
        return await ownInThread({ updates, author });
      const doc = documentOf(updates);
      const own = await runInTurns(ownIn(doc, author));
      doc.destroy();
      return own;
    } catch (error) {
      if (error instanceof DamagedRoomError) return null;
      throw error;
    }
  }
}

function ownInThread(asked: OwnWordsAsked): Promise<OwnWords> {
  return askThread<OwnWords>(new URL('./own-words-worker.ts', import.meta.url), asked);
}
