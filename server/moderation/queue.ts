/** The moderators' queue: everything open, over all articles, each with its sentence as it is now. */
import { KINDS } from '../../shared/annotation/annotation.ts';
import type { Kind } from '../../shared/annotation/annotation.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import type { QueueAnswer, QueueItem, QueueQuery } from '../../shared/wire/routes/queue.ts';
import { listQueue } from '../projections/project.ts';
import type { QueueRecord } from '../projections/project.ts';
import { countFitting, pageOf } from '../../shared/wire/list.ts';
import { placedOnce } from '../articles/places.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { UpdateLog } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import { sentenceAround } from '../../shared/anchor/sentence.ts';

/** `log` has the records of the queue; `rooms` has the annotations and the words around them. */
export interface QueueOptions {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  /** The name to show for an author's id. */
  readonly nameOf: (author: string) => Promise<string | null>;
}

const PAGE = 50;

/**
 * Opens only the rooms of the items on the page that is asked for. An item whose article, layer or annotation has just gone is
 * left out.
 */
export class Queue {
  readonly #options: QueueOptions;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** A page of it, oldest first, of layers that the actor may read only; what is open where no status is asked for. */
  async list(query: QueueQuery, actor: Actor): Promise<QueueAnswer> {
    const { catalogue, log } = this.#options;
    const status = query.status ?? 'open';
    const shelf = status === 'open' || status === 'all' ? status : 'settled';
    const [records, layers] = await Promise.all([
      listQueue(log, shelf, query.article),
      catalogue.find('layers'),
    ]);
    const readable = new Map(
      layers.filter((layer) => mayReadLayer(layer, actor)).map((layer) => [layer.id, layer]),
    );
    const matching = records.filter(
      (record) =>
        readable.has(record.layer) &&
        (status === 'all' || record.status === status) &&
        (query.assignee === undefined || record.assignee === query.assignee) &&
        (query.mentions === undefined || (isPerson(actor) && isNamed(record, actor.id))),
    );
    const ofKind = matching.filter(({ kind }) => query.kind === undefined || kind === query.kind);
    const page = pageOf(ofKind, query.cursor, PAGE);
    const found = await Promise.all(page.items.map((record) => this.#item(record, readable)));
    const items = found.slice(0, countFitting(found));
    const next = Number(query.cursor ?? 0) + items.length;
    return {
      items: items.filter((item) => item !== null),
      next: next < ofKind.length ? String(next) : null,
      counts: countByKind(matching),
    };
  }

  async #item(record: QueueRecord, layers: ReadonlyMap<string, Layer>): Promise<QueueItem | null> {
    const { catalogue, rooms, nameOf } = this.#options;
    const layer = layers.get(record.layer);
    const article = await catalogue.get('articles', record.article);
    if (!layer || !article) return null;
    const [text, room] = await Promise.all([rooms.text(article.id), rooms.layer(layer)]);
    const found = room?.annotation(record.annotation);
    if (!text || !found) return null;
    const annotation = placedOnce(found, layer, text.index);
    const { from, to } = annotation.anchoring;
    return {
      article: presentArticle(article),
      annotation,
      author: await nameOf(found.author),
      sentence:
        from === null ? null : sentenceAround(text.index.text, { from, to }, article.language),
    };
  }
}

function isNamed({ mentions = [] }: QueueRecord, person: string): boolean {
  return mentions.includes(person);
}

function presentArticle({ id, title, language, direction }: Article): QueueItem['article'] {
  return { id, title, url: `/articles/${id}`, language, direction };
}

function countByKind(records: readonly QueueRecord[]): Record<Kind | 'all', number> {
  const none = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>; // each has its count
  const counts = { all: records.length, ...none };
  for (const { kind } of records) counts[kind] += 1;
  return counts;
}
