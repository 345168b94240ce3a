/** Layers of articles: those that every article has, those that members make, and everybody's own notes. */
import * as Y from 'yjs';
import type { Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { may } from '../../shared/policy/may.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { LAYER_NAMES } from '../../shared/article/layer-names.ts';
import type { LayerChange, NewLayer } from '../../shared/wire/routes/layers.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import type { Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';

/** The layer that every new article has for comments, readable to members and guests. */
export function commentsLayer(id: string, article: string, created: string): Layer {
  return { ...plainLayer(id, article, created), name: LAYER_NAMES.comments, purpose: 'comments' };
}

/** The layer that every new article has for readers' reports. The server writes them; editors and above read them. */
export function reportsLayer(id: string, article: string, created: string): Layer {
  const fields = {
    name: LAYER_NAMES.reports,
    color: 'pink',
    audience: 'editors',
    purpose: 'reports',
  } as const;
  return { ...plainLayer(id, article, created), ...fields };
}

/** `rooms` closes the sockets of those who may not read a layer any more, and tells the others of changes. */
export interface LayersOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The address of a member's own notes in requests, before they exist. */
export const NOTES = 'notes';

/** A layer that the actor may not read is left out, or null like one that isn't there. Making one is for a caller who has asked the policy. */
export class Layers {
  readonly #options: LayersOptions;

  constructor(options: LayersOptions) {
    this.#options = options;
  }

  /** The layers of an article that the actor may read, oldest first. */
  async readable(article: string, actor: Actor): Promise<Layer[]> {
    const layers = await this.#options.store.catalogue.find('layers', { article });
    return layers
      .filter((layer) => mayReadLayer(layer, actor))
      .sort((one, other) => order(one) - order(other) || (one.created < other.created ? -1 : 1));
  }

  /** One of them, null where there is none that the actor may read. */
  async find(article: string, id: string, actor: Actor): Promise<Layer | null> {
    const layer = await this.#options.store.catalogue.get('layers', id);
    return layer?.article === article && mayReadLayer(layer, actor) ? layer : null;
  }

  /** The layer to write a new annotation in: `notes` stands for the member's own notes, made by their first use. */
  async forWriting(article: string, id: string, actor: Actor): Promise<Result<Layer>> {
    if (id === NOTES && actor.kind === 'member' && may('keep private notes', actor).ok)
      return this.#notes(article, actor.id);
    const layer = await this.find(article, id, actor);
    return layer === null ? failed('not-found') : done(layer);
  }

  /** Makes one with an empty room; a private one is its maker's. The caller has asked the policy. */
  async add(article: string, asked: NewLayer, actor: Actor): Promise<Result<Layer>> {
    const owner = asked.audience === 'private' && actor.kind === 'member' ? actor.id : null;
    const layer = { ...this.#plain(article), ...asked, owner };
    const added = await this.#options.store.transaction(async (tx): Promise<Result<Layer>> => {
      return putNew(tx, layer);
    });
    if (added.ok) this.#options.rooms.layersChanged({ article, before: null, after: layer });
    return added;
  }

  /**
   * Changes a layer; one that is opened to others is nobody's own any more. Closes the sockets of those who may not read it now.
   * `allows` is asked of the layer as it is when it is changed. Not found where somebody has deleted it.
   */
  async change(
    id: string,
    { name, color, audience, locked }: LayerChange,
    allows: (layer: Layer) => Result<null>,
  ): Promise<Result<Layer>> {
    const { store, rooms } = this.#options;
    let before: Layer | null = null;
    const result = await store.transaction(async ({ catalogue }): Promise<Result<Layer>> => {
      const layer = await catalogue.get('layers', id);
      if (layer === null) return failed('not-found');
      const allowed = allows(layer);
      if (!allowed.ok) return allowed;
      const next: Layer = {
        ...layer,
        name: name ?? layer.name,
        color: color ?? layer.color,
        audience: audience ?? layer.audience,
        locked: locked ?? layer.locked,
        owner: (audience ?? layer.audience) === 'private' ? layer.owner : null,
      };
      const fits = next.owner === layer.owner ? done(null) : await roomFor(next, catalogue);
      if (!fits.ok) return fits;
      catalogue.put('layers', next);
      before = layer;
      return done(next);
    });
    if (!result.ok) return result;
    const { value: after } = result;
    rooms.revoke({ of: 'readers', layer: after });
    rooms.layersChanged({ article: after.article, before, after });
    return result;
  }

  async #notes(article: string, owner: string): Promise<Result<Layer>> {
    const { store, rooms } = this.#options;
    const mine = { article, owner, purpose: 'notes' } as const;
    const [known] = await store.catalogue.find('layers', mine);
    if (known) return done(known);
    const look = { name: LAYER_NAMES.notes, color: 'purple', audience: 'private' } as const;
    const layer: Layer = { ...this.#plain(article), ...look, ...mine };
    const kept = await store.transaction(async (tx): Promise<Result<Layer>> => {
      const [other] = await tx.catalogue.find('layers', mine);
      return other === undefined ? putNew(tx, layer) : done(other);
    });
    if (kept.ok && kept.value === layer)
      rooms.layersChanged({ article, before: null, after: layer });
    return kept;
  }

  #plain(article: string): Layer {
    const { newId, now } = this.#options;
    return plainLayer(newId(), article, now().toISOString());
  }
}

/** Not found where the article was deleted meanwhile: nobody would ever take the layer out again. */
async function putNew({ catalogue, log }: Transaction, layer: Layer): Promise<Result<Layer>> {
  if ((await catalogue.get('articles', layer.article)) === null) return failed('not-found');
  const fits = await roomFor(layer, catalogue);
  if (!fits.ok) return fits;
  catalogue.put('layers', layer);
  log.write([emptyRoom(layer)]);
  return done(layer);
}

/** Nobody sees others' own layers, so these keep nobody else from making one. */
async function roomFor({ article, owner }: Layer, catalogue: Catalogue): Promise<Result<null>> {
  const there = await catalogue.find('layers', { article });
  const inTrash = await catalogue.find('trash', { article, what: 'layer' });
  const all = [...there, ...inTrash.flatMap(({ rows }) => rows.layers)];
  const alike = all.filter((other) => other.owner === owner);
  return withinCap(owner === null ? CAPS.layersInArticle : CAPS.ownLayersInArticle, alike.length);
}

/** The write that makes the room of a new layer; to be stored together with the layer's row. */
export function emptyRoom({ article, id }: Layer): Write {
  return { do: 'append', room: roomName(article, id), update: Y.encodeStateAsUpdate(new Y.Doc()) };
}

function plainLayer(id: string, article: string, created: string): Layer {
  return {
    id,
    article,
    name: 'Layer',
    color: 'yellow',
    audience: 'members',
    locked: false,
    owner: null,
    purpose: 'custom',
    created,
  };
}

function order({ purpose }: Layer): number {
  return ['comments', 'reports', 'custom', 'notes'].indexOf(purpose);
}
