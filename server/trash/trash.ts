/** The trash: where deleted articles and layers are until somebody brings them back, or their time has come. */
import { foldSlug } from '../../shared/article/slug.ts';
import type { Layer } from '../../shared/article/article.ts';
import { SYSTEM } from '../../shared/policy/actor.ts';
import type { Actor, Person } from '../../shared/policy/actor.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { takenSlugs } from '../articles/articles.ts';
import { forgetPictures } from '../articles/pictures.ts';
import { freeSlug } from '../articles/slug.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { forgetEarlierTexts } from '../earlier-texts/earlier-texts.ts';
import { forgetReceipts } from '../moderation/reports.ts';
import { forgetQueue } from '../projections/project.ts';
import { forgetSearch } from '../projections/search-rows.ts';
import type { Catalogue, Trashed, TrashedRows } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import type { Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import { forgetVisitsOf } from '../visits/visits.ts';
import { forgetWriters } from '../sync/writers.ts';
import { mayRestore } from './may-restore.ts';
import { deleteRows, NO_ROWS, putRows, rowsOfArticle } from './trashed-rows.ts';

/** How long something can be brought back. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Who finds something so long overdue at a start has been away, set a clock, or restored a backup to get at it. */
const OVERDUE_MS = 2 * 24 * 60 * 60 * 1000;
/** It stays so long from then on. */
const RESPITE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * `audit` hears of what goes by itself; `now` says what has its time behind it. `followUp` brings up to date what follows from an
 * article's words, which nobody finds once it is here.
 */
export interface TrashOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly audit: AuditLog;
  readonly now: () => Date;
  readonly followUp: (article: string) => Promise<void>;
}

/** What was brought back. */
export interface Restored {
  readonly trashed: Trashed;
  /** The article's new slug, where another article has taken the old one meanwhile. */
  readonly newSlug: string | null;
}

/**
 * What is in the trash has its rows in one row of the table `trash` and nowhere else, so that whoever looks up articles or layers
 * finds none. Its rooms and records stay, and nobody comes to them without the rows.
 */
export class Trash {
  readonly #options: TrashOptions;

  constructor(options: TrashOptions) {
    this.#options = options;
  }

  /**
   * Takes an article with its layers, links, guests and the roles given in it; its sockets close. False where somebody else has been
   * first. The caller has asked the policy.
   */
  async takeArticle(id: string, actor: Actor): Promise<boolean> {
    await this.#options.followUp(id);
    const taken = await this.#take(async ({ catalogue }) => {
      const rows = await rowsOfArticle(catalogue, id);
      return rows && this.#trashed('article', id, id, rows, actor);
    });
    return taken !== null;
  }

  /** The same of a layer with its annotations; the open pages hear of it. */
  async takeLayer({ id, article }: Layer, actor: Actor): Promise<boolean> {
    const taken = await this.#take(async ({ catalogue }) => {
      const layer = await catalogue.get('layers', id);
      const rows = layer && { ...NO_ROWS, layers: [layer] };
      return rows && this.#trashed('layer', id, article, rows, actor);
    });
    for (const layer of taken?.rows.layers ?? [])
      this.#options.rooms.layersChanged({ article, before: layer, after: null });
    return taken !== null;
  }

  /** What the person may bring back, the last deleted first. */
  async list(person: Person): Promise<Trashed[]> {
    const { catalogue } = this.#options.store;
    const all = await catalogue.find('trash');
    const allowed = await Promise.all(all.map((one) => mayRestore(one, person, catalogue)));
    return all
      .filter((_, at) => allowed[at])
      .sort((one, other) => (one.deleted < other.deleted ? 1 : -1));
  }

  /** One of them; null where there is none that the person may bring back. */
  async find(id: string, person: Person): Promise<Trashed | null> {
    const { catalogue } = this.#options.store;
    const trashed = await catalogue.get('trash', id);
    return trashed && (await mayRestore(trashed, person, catalogue)) ? trashed : null;
  }

  /**
   * Brings it back as it was. Where another article has taken its slug meanwhile it gets another one, and is a draft where it was
   * published: its old address shows the other article, so nobody has agreed to a page at the new one.
   */
  async restore(id: string, person: Person): Promise<Result<Restored>> {
    const restored = await this.#options.store.transaction(async ({ catalogue }) => {
      const trashed = await catalogue.get('trash', id);
      if (trashed === null || !(await mayRestore(trashed, person, catalogue))) return null;
      const { rows, newSlug } = await asItComesBack(trashed, catalogue);
      putRows(catalogue, rows);
      catalogue.delete('trash', id);
      return { trashed: { ...trashed, rows }, newSlug };
    });
    if (restored === null) return failed('not-found');
    const { article, rows } = restored.trashed;
    for (const layer of rows.layers)
      this.#options.rooms.layersChanged({ article, before: null, after: layer });
    return done(restored);
  }

  /** Takes out of the store all that there is of something in the trash. The caller has asked the policy, and records it. */
  async deleteForGood({ id }: Trashed): Promise<void> {
    await this.#remove(id, () => []);
  }

  /** To be asked before the first purge: what is long overdue stays for another week, since nobody could have brought it back. */
  async giveRespite(): Promise<void> {
    const { store, now } = this.#options;
    const time = now().getTime();
    const overdue = new Date(time - OVERDUE_MS).toISOString();
    const goes = new Date(time + RESPITE_MS).toISOString();
    await store.transaction(async ({ catalogue }) => {
      for (const trashed of await catalogue.find('trash'))
        if (!trashed.isGoing && trashed.goes < overdue)
          catalogue.put('trash', { ...trashed, goes });
    });
  }

  /**
   * Deletes for good what has been here for thirty days, each with its entry in the audit log, until `stop`; how many these were.
   * Where one can't be deleted the others are all the same; rejects then, once these are gone, with an error for each.
   */
  async purge(stop?: AbortSignal): Promise<number> {
    const { store, now, audit } = this.#options;
    const time = now().toISOString();
    const all = await store.catalogue.find('trash');
    const due = all.filter(({ goes, isGoing }) => isGoing || goes <= time);
    const errors: unknown[] = [];
    let many = 0;
    for (const { id } of due) {
      if (stop?.aborted) break;
      try {
        // One at a time: nobody waits for it.
        await this.#remove(id, (gone) => purged(gone).map((event) => audit.write(event)));
        many += 1;
      } catch (error) {
        errors.push(new Error(`“${id}” could not be deleted for good.`, { cause: error }));
      }
    }
    if (errors.length > 0)
      throw new AggregateError(
        errors,
        `${errors.length} of ${due.length} things in the trash stay.`,
      );
    return many;
  }

  /**
   * Deletes for good the layers that are one member's own, in the trash or not, and says nothing of it in the audit log. What a
   * crash interrupts is finished by the next purge.
   */
  async deleteLayersOf(owner: string): Promise<void> {
    const { store } = this.#options;
    const going = await store.transaction(async ({ catalogue }) => {
      const layers = await catalogue.find('layers', { owner });
      for (const trashed of await catalogue.find('trash')) {
        const theirs = trashed.rows.layers.filter((layer) => layer.owner === owner);
        layers.push(...theirs);
        const others = trashed.rows.layers.filter((layer) => layer.owner !== owner);
        if (trashed.what === 'article' && theirs.length > 0)
          catalogue.put('trash', { ...trashed, rows: { ...trashed.rows, layers: others } });
      }
      for (const layer of layers) {
        const rows = { ...NO_ROWS, layers: [layer] };
        const trashed = this.#trashed('layer', layer.id, layer.article, rows, SYSTEM);
        catalogue.delete('layers', layer.id);
        catalogue.put('trash', { ...trashed, isGoing: true });
      }
      return layers;
    });
    // One at a time, as a purge does it.
    for (const { id } of going) await this.#remove(id, () => []);
  }

  async #take(look: (tx: Transaction) => Promise<Trashed | null>): Promise<Trashed | null> {
    const { store, rooms } = this.#options;
    const taken = await store.transaction(async (tx) => {
      const trashed = await look(tx);
      if (trashed === null) return null;
      deleteRows(tx.catalogue, trashed.rows);
      tx.catalogue.put('trash', trashed);
      return trashed;
    });
    // Out of the catalogue first, so that nobody comes back.
    if (taken !== null) rooms.revoke({ of: 'rooms', rooms: roomsOf(taken) });
    return taken;
  }

  #trashed(
    what: Trashed['what'],
    id: string,
    article: string,
    rows: TrashedRows,
    actor: Actor,
  ): Trashed {
    const deleted = this.#options.now();
    return {
      id,
      what,
      article,
      by: actor.kind === 'member' ? actor.id : null,
      deleted: deleted.toISOString(),
      goes: new Date(deleted.getTime() + KEPT_MS).toISOString(),
      isGoing: false,
      rows,
    };
  }

  /** Marks it first: what a crash leaves half removed nobody can bring back, and the next purge removes the rest. */
  async #remove(id: string, also: (gone: Trashed) => readonly Write[]): Promise<void> {
    const { store, rooms } = this.#options;
    const going = await store.transaction(async ({ catalogue }) => {
      const trashed = await catalogue.get('trash', id);
      if (trashed === null) return [];
      const withIt =
        trashed.what === 'article'
          ? await catalogue.find('trash', { article: id, what: 'layer' })
          : [];
      const all = [trashed, ...withIt];
      for (const one of all) catalogue.put('trash', { ...one, isGoing: true });
      return all;
    });
    const [gone] = going;
    if (gone === undefined) return;
    if (gone.what === 'article') await forgetPictures(store, id);
    await rooms.delete(going.flatMap(roomsOf), () => this.#records(gone));
    // What was kept while its room was still open is there by now.
    if (gone.what === 'article') await forgetEarlierTexts(store, id);
    await store.transaction(async ({ catalogue, log }) => {
      if ((await catalogue.get('trash', id)) === null) return; // another one has come first, and said so
      for (const one of going) catalogue.delete('trash', one.id);
      log.write(also(gone));
    });
  }

  /** The writes that remove what there is of it beside rooms and pictures. */
  async #records({ what, id, article, rows }: Trashed): Promise<Write[]> {
    const { log } = this.#options.store;
    if (what === 'layer')
      return [...(await forgetQueue(log, article, id)), ...(await forgetSearch(log, article, id))];
    return [
      ...rows.shares.map((share): Write => ({ do: 'remove', space: 'uses', key: share.id })),
      ...(await forgetQueue(log, id)),
      ...(await forgetSearch(log, id)),
      ...(await forgetWriters(log, roomName(id))),
      ...(await forgetReceipts(log, id)),
      ...(await forgetVisitsOf(log, id)),
      { do: 'remove', space: 'moves', key: id },
    ];
  }
}

/** The names of the rooms that nobody enters while it is in the trash. */
function roomsOf({ rows }: Trashed): string[] {
  return [
    ...rows.articles.map(({ id }) => roomName(id)),
    ...rows.layers.map(({ article, id }) => roomName(article, id)),
  ];
}

/** What becomes of a layer that is one member's own is not in the audit log. */
function purged({ what, id, article, rows }: Trashed) {
  if (what === 'layer' && rows.layers.some(({ audience }) => audience === 'private')) return [];
  return [
    {
      actor: { kind: 'system', id: null, name: 'Galley' },
      action: 'deleted for good',
      article,
      subject: what === 'layer' ? id : null,
      detail: { what },
      network: null,
    } as const,
  ];
}

async function asItComesBack(
  { id, rows }: Trashed,
  catalogue: Catalogue,
): Promise<{ rows: TrashedRows; newSlug: string | null }> {
  const members = new Set((await catalogue.find('members')).map((member) => member.id));
  const layers = await Promise.all(rows.layers.map((layer) => besideNewNotes(layer, catalogue)));
  const grants = rows.grants.filter(({ member }) => members.has(member));
  const taken = await takenSlugs(catalogue, id);
  const slugs = rows.articles.map(({ slug }) => freeSlug(foldSlug(slug), taken));
  const articles = rows.articles.map((article, at) => {
    const slug = slugs[at] ?? article.slug;
    if (slug === foldSlug(article.slug)) return article;
    return { ...article, slug, status: article.status === 'published' ? 'draft' : article.status };
  });
  const renamed = articles.find((article, at) => article !== rows.articles[at]);
  return { rows: { ...rows, articles, layers, grants }, newSlug: renamed?.slug ?? null };
}

/** One has one layer of own notes: the older one is a private layer like others where another was begun meanwhile. */
async function besideNewNotes(layer: Layer, catalogue: Catalogue): Promise<Layer> {
  const { article, owner, purpose } = layer;
  if (purpose !== 'notes') return layer;
  const newer = await catalogue.find('layers', { article, owner, purpose });
  return newer.length === 0 ? layer : { ...layer, purpose: 'custom' };
}
