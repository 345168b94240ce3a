/** Layers of articles: those that every article has, those that members make, and everybody's own notes. */
import type { Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { mayReadLayer } from '../../shared/policy/decide.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { roomName } from '../../shared/wire/messages.ts';
import type { LayerChange, NewLayer } from '../../shared/wire/requests.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { UpdateLog } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import { emptyRoom } from './articles.ts';
import { forgetQueue } from './project.ts';

/** Readable to all members. */
export function commentsLayer(id: string, article: string, created: string): Layer {
  return { ...plainLayer(id, article, created), name: 'Comments', purpose: 'comments' };
}

/** Written by the server for readers, readable to editors and up. */
export function reportsLayer(id: string, article: string, created: string): Layer {
  const fields = {
    name: 'Reports',
    color: 'pink',
    audience: 'editors',
    purpose: 'reports',
  } as const;
  return { ...plainLayer(id, article, created), ...fields };
}

export interface LayersOptions {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The address of a member's own notes in requests, before they exist. */
export const NOTES = 'notes';

export class Layers {
  readonly #options: LayersOptions;

  constructor(options: LayersOptions) {
    this.#options = options;
  }

  /** The layers of an article that the actor may read, oldest first. */
  async readable(article: string, actor: Actor): Promise<Layer[]> {
    const layers = await this.#options.catalogue.find('layers', { article });
    return layers
      .filter((layer) => mayReadLayer(layer, actor))
      .sort((one, other) => order(one) - order(other) || (one.created < other.created ? -1 : 1));
  }

  /** One of them, null where there is none that the actor may read. `notes` makes the member's own with its first use. */
  async find(article: string, id: string, actor: Actor): Promise<Layer | null> {
    if (id === NOTES && actor.kind === 'member') return this.#notes(article, actor.id);
    const layer = await this.#options.catalogue.get('layers', id);
    return layer?.article === article && mayReadLayer(layer, actor) ? layer : null;
  }

  async add(article: string, asked: NewLayer, actor: Actor): Promise<Layer> {
    const owner = asked.audience === 'private' && actor.kind === 'member' ? actor.id : null;
    return this.#make({ ...this.#plain(article), ...asked, owner });
  }

  /** Changes a layer; who may not read it any more is shown out. */
  async change(layer: Layer, { name, color, audience, locked }: LayerChange): Promise<Layer> {
    const changed: Layer = {
      ...layer,
      name: name ?? layer.name,
      color: color ?? layer.color,
      audience: audience ?? layer.audience,
      locked: locked ?? layer.locked,
    };
    await this.#options.catalogue.change((change) => change.put('layers', changed));
    const room = await this.#options.rooms.layer(changed);
    room?.closePeers((peer) => !mayReadLayer(changed, peer.actor), CLOSE.noSuchRoom);
    return changed;
  }

  async delete(layer: Layer): Promise<void> {
    const { catalogue, log, rooms } = this.#options;
    const room = roomName(layer.article, layer.id);
    await catalogue.change((change) => change.delete('layers', layer.id));
    await rooms.discard(room);
    await log.commit([{ do: 'drop', room }, ...(await forgetQueue(log, layer.article, layer.id))]);
  }

  async #notes(article: string, owner: string): Promise<Layer> {
    const [own] = await this.#options.catalogue.find('layers', {
      article,
      owner,
      purpose: 'notes',
    });
    if (own) return own;
    const fields = {
      name: 'My notes',
      color: 'purple',
      audience: 'private',
      purpose: 'notes',
    } as const;
    return this.#make({ ...this.#plain(article), ...fields, owner });
  }

  async #make(layer: Layer): Promise<Layer> {
    await this.#options.log.commit([emptyRoom(layer)]);
    await this.#options.catalogue.change((change) => change.put('layers', layer));
    return layer;
  }

  #plain(article: string): Layer {
    const { newId, now } = this.#options;
    return plainLayer(newId(), article, now().toISOString());
  }
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
