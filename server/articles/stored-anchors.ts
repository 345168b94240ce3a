/** Keeps stored anchors true after edits: re-anchors those whose words are elsewhere now, or read otherwise. */
import type { Anchor } from '../../shared/anchor/anchor.ts';
import { reanchor } from '../../shared/anchor/reanchor.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { readAnnotation, readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { Layer } from '../../shared/article/article.ts';
import { SYSTEM } from '../../shared/policy/actor.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import { nextTurn } from '../cooperative-task.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TextRoom } from '../sync/text-room.ts';

/** How long it goes on before others are served, and for how many turns it waits for words to be stored. */
const TURN_MS = 5;
const MAX_TURNS = 1000;

/** Works as the system, so that nobody is said to have modified an annotation. Orphaned anchors stay as they were. */
export class StoredAnchors {
  readonly #catalogue: Catalogue;
  readonly #rooms: Rooms;

  constructor(catalogue: Catalogue, rooms: Rooms) {
    this.#catalogue = catalogue;
    this.#rooms = rooms;
  }

  /** Brings the anchors of all layers of an article up to date. Done twice, or by two servers, it does the same once. */
  async reanchor(article: string): Promise<void> {
    const layers = await this.#catalogue.find('layers', { article });
    await Promise.all(layers.map((layer) => this.#reanchorLayer(layer)));
  }

  async #reanchorLayer(layer: Layer): Promise<void> {
    const [text, room] = await Promise.all([
      this.#rooms.text(layer.article),
      this.#rooms.layer(layer),
    ]);
    if (text === null || room === null) return;
    const performing: Promise<unknown>[] = [];
    let ends = performance.now() + TURN_MS;
    for (const { id } of readAnnotations(room.document.staged.doc)) {
      if (performance.now() > ends) {
        await nextTurn(); // so that others are served between
        ends = performance.now() + TURN_MS;
      }
      if (!(await hasRested(text)) || room.document.isDestroyed) break;
      // As it is now: somebody may have re-anchored it since.
      const annotation = readAnnotation(room.document.staged.doc, id);
      const anchor = annotation && renewed(text.index, annotation);
      if (anchor === null) continue;
      const command = { do: 'anchor', annotation: id, anchor } as const;
      // Caught here, since others are waited for before this one is.
      performing.push(room.perform(command, layer, SYSTEM).then(nothing, asValue));
    }
    const [failure] = (await Promise.all(performing)).filter((error) => error !== null);
    if (failure !== undefined) throw failure;
  }
}

/**
 * Whether nothing is staged, which is waited for: while words are staged but not stored, anchors may be staged with them. Where
 * they don't come to rest, this runs again when they are stored.
 */
async function hasRested({ document }: TextRoom): Promise<boolean> {
  for (let turn = 0; turn < MAX_TURNS && !document.idle; turn += 1) await nextTurn();
  return document.idle;
}

const nothing = (): null => null;
const asValue = (error: unknown): unknown => error;

function renewed(index: TextIndex, { anchor, status, replacement }: Annotation): Anchor | null {
  // Between the neighbours of words that were taken out on purpose nothing is to be found.
  const isTakenOut = status === 'accepted' && replacement === '';
  return isTakenOut ? null : reanchor(index, anchor);
}
