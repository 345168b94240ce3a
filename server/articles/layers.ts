/** Layers of articles: those that every article has, those that members make, and everybody's own notes. */
import * as Y from 'yjs';
import type { Layer } from '../../shared/article/article.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may, mayReadLayer } from '../../shared/policy/decide.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { roomName } from '../../shared/wire/messages.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { LayerChange, NewLayer } from '../../shared/wire/routes/layers.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import { forgetQueue } from '../projections/project.ts';

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

  /** One of them, null where there is none that the actor may read. */
  async find(article: string, id: string, actor: Actor): Promise<Layer | null> {
    const layer = await this.#options.catalogue.get('layers', id);
    return layer?.article === article && mayReadLayer(layer, actor) ? layer : null;
  }

  /** The layer to write a new annotation in: `notes` stands for the member's own notes, made by their first use. */
  forWriting(article: string, id: string, actor: Actor): Promise<Layer | null> {
    if (id === NOTES && actor.kind === 'member' && may('keep private notes', actor).ok)
      return this.#notes(article, actor.id);
    return this.find(article, id, actor);
  }

  async add(article: string, asked: NewLayer, actor: Actor): Promise<Layer> {
    const owner = asked.audience === 'private' && actor.kind === 'member' ? actor.id : null;
    const layer = { ...this.#plain(article), ...asked, owner };
    await this.#options.log.commit([emptyRoom(layer)]);
    await this.#options.catalogue.change((change) => change.put('layers', layer));
    return layer;
  }

  /**
   * Changes a layer; one that is opened to others is nobody's own any more. Who may not read it now is shown out. `allows` is asked
   * of the layer as it is when it is changed. Not found where somebody has deleted it.
   */
  async change(
    id: string,
    { name, color, audience, locked }: LayerChange,
    allows: (layer: Layer) => Result<null>,
  ): Promise<Result<Layer>> {
    const result = await this.#options.catalogue.change((change): Result<Layer> => {
      const layer = change.get('layers', id);
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
      change.put('layers', next);
      return done(next);
    });
    if (!result.ok) return result;
    const changed = result.value;
    const room = await this.#options.rooms.layer(changed);
    this.#options.rooms.closeSockets(
      ({ actor }, where) => where === room && !mayReadLayer(changed, actor),
      CLOSE.noSuchRoom,
    );
    return result;
  }

  async delete(layer: Layer): Promise<void> {
    const { catalogue, log, rooms } = this.#options;
    const room = roomName(layer.article, layer.id);
    await catalogue.change((change) => change.delete('layers', layer.id));
    await rooms.delete([room], () => forgetQueue(log, layer.article, layer.id));
  }

  async #notes(article: string, owner: string): Promise<Layer> {
    const { catalogue, log } = this.#options;
    const mine = { article, owner, purpose: 'notes' } as const;
    const [own] = await catalogue.find('layers', mine);
    if (own) return own;
    const look = { name: 'My notes', color: 'purple', audience: 'private' } as const;
    const layer: Layer = { ...this.#plain(article), ...look, ...mine };
    await log.commit([emptyRoom(layer)]);
    // Two first notes at the same time make two rooms; one of them becomes the layer.
    return catalogue.change((change) => {
      const [other] = change.find('layers', mine);
      if (other === undefined) change.put('layers', layer);
      return other ?? layer;
    });
  }

  #plain(article: string): Layer {
    const { newId, now } = this.#options;
    return plainLayer(newId(), article, now().toISOString());
  }
}

/** Makes the room of a new layer. */
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
