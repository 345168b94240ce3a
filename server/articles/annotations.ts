/** Annotations: found with their place in the text as it is, and changed by commands. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Annotation, PlacedAnnotation, Via } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import { byPlace } from '../../shared/annotation/place.ts';
import type { Layer } from '../../shared/article/article.ts';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Target } from '../../shared/annotation/target.ts';
import { DamagedRoomError } from '../storage/damage.ts';
import type { Performing } from '../sync/layer-room.ts';
import type { Rooms } from '../sync/rooms.ts';
import { AwaitedWords } from './awaited-words.ts';
import { Lane } from './lane.ts';
import type { Layers } from './layers.ts';
import { placedOnce } from './places.ts';
import { stageStatusWords } from './status-words.ts';
import { anchorOf } from './target.ts';

/** An annotation with the layer that it is in. */
export interface Found {
  readonly layer: Layer;
  readonly annotation: PlacedAnnotation;
}

/** A change of an annotation; `before` is null for a new one. */
export interface ThreadChange {
  readonly layer: Layer;
  readonly before: Annotation | null;
  readonly after: Annotation;
  readonly actor: Actor;
}

/** What a command came to, with where the annotation is then; null where it was deleted. */
export interface PerformedHere {
  readonly before: Annotation | null;
  readonly after: PlacedAnnotation | null;
  /** Whether there was anything to do. */
  readonly isChanged: boolean;
}

/** The annotations of all articles: read by those who may, and changed by commands alone. */
export class Annotations {
  readonly #rooms: Rooms;
  readonly #layers: Layers;
  readonly #performed: (change: ThreadChange) => Promise<void>;
  readonly #awaited = new AwaitedWords();
  readonly #lane = new Lane();

  /** `performed` hears of each change that was made here. */
  constructor(rooms: Rooms, layers: Layers, performed: (change: ThreadChange) => Promise<void>) {
    this.#rooms = rooms;
    this.#layers = layers;
    this.#performed = performed;
  }

  /** All that the actor may read, in the order of their places; those without a place last, by age. */
  async all(article: string, actor: Actor): Promise<PlacedAnnotation[]> {
    const text = await this.#rooms.text(article);
    if (text === null) return [];
    const layers = await this.#layers.readable(article, actor);
    const rooms = await Promise.all(layers.map((layer) => this.#rooms.layer(layer)));
    // Whoever has read access may ask, again and again.
    const whose = isPerson(actor) ? actor.id : actor.kind;
    const found = await this.#lane.run(whose, function* () {
      const { index } = text;
      const all: PlacedAnnotation[] = [];
      for (const [at, layer] of layers.entries())
        for (const annotation of rooms[at]?.annotations ?? []) {
          all.push(placedOnce(annotation, layer, index));
          yield;
        }
      return all;
    });
    return found.sort(byPlace);
  }

  /** One that the actor may read; null where there is none. Rejects where it may be in a layer that is damaged. */
  async find(article: string, id: string, actor: Actor): Promise<Found | null> {
    const { found, damage } = await this.look(article, id, actor);
    if (found === null && damage !== null) throw damage;
    return found;
  }

  /** One that the actor may read, in a layer that can be read; `damage` says why another one can't. */
  async look(
    article: string,
    id: string,
    actor: Actor,
  ): Promise<{ readonly found: Found | null; readonly damage: DamagedRoomError | null }> {
    let damage: DamagedRoomError | null = null;
    const text = await this.#rooms.text(article);
    if (text === null) return { found: null, damage };
    for (const layer of await this.#layers.readable(article, actor)) {
      try {
        // Rooms are few and most are loaded already.
        const annotation = (await this.#rooms.layer(layer))?.annotation(id);
        if (annotation)
          return {
            found: { layer, annotation: placedOnce(annotation, layer, text.index) },
            damage,
          };
      } catch (error) {
        if (!(error instanceof DamagedRoomError)) throw error;
        damage = error;
      }
    }
    return { found: null, damage };
  }

  /** Performs a command in the live text and gives what it came to, with the place of the annotation then. */
  async perform(
    command: Command,
    layer: Layer,
    actor: Actor,
    via: Via,
  ): Promise<Result<PerformedHere>> {
    const [text, room] = await Promise.all([
      this.#rooms.text(layer.article),
      this.#rooms.layer(layer),
    ]);
    if (text === null || room === null) return failed('not-found');
    // Only a status can change words, too.
    const performing: Performing =
      command.do === 'set-status'
        ? {
            via,
            alsoCommit: (before) => stageStatusWords(text, before, command.status),
            alongside: text.document,
          }
        : { via };
    const performed = await room.perform(command, layer, actor, performing);
    if (!performed.ok) return performed;
    const { before, after } = performed.value;
    if (after !== null && before !== after) await this.#performed({ layer, before, after, actor });
    const there = after && placedOnce(after, layer, text.index);
    return done({ before, after: there, isChanged: before !== after });
  }

  /**
   * The anchor of a target in the text as it is; of words that are to be deleted, with the blank that goes with them.
   * `store-unavailable` where its words are still on their way.
   */
  async anchor(
    article: string,
    target: Target,
    replacement: string | null,
  ): Promise<Result<Anchor>> {
    const text = await this.#rooms.text(article);
    if (text === null) return failed('not-found');
    const arrived = await this.#awaited.arrived(text, target, () => this.#rooms.areWritable);
    return arrived.ok ? anchorOf(text.index, target, replacement) : arrived;
  }
}
