/** Keeps stored anchors true after edits: re-anchors those whose words are elsewhere now, or read otherwise. */
import { reanchor } from '../../shared/anchor/reanchor.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Annotation } from '../../shared/annotation/annotation.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import { readAnnotations } from '../../shared/annotation/layer-document.ts';
import type { Layer } from '../../shared/article/article.ts';
import { SYSTEM } from '../../shared/policy/actor.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { Rooms } from '../sync/rooms.ts';

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
    // While words are staged but not stored, anchors may be staged with them. When these words are stored this runs again.
    if (text === null || room === null || !text.document.idle) return;
    const commands = reanchorings(text.index, readAnnotations(room.document.staged.doc));
    // No turn ends before the last one is staged, so all are stored together.
    await Promise.all(commands.map((command) => room.perform(command, layer, SYSTEM)));
  }
}

function reanchorings(index: TextIndex, annotations: readonly Annotation[]): Command[] {
  return annotations.flatMap(({ id, anchor, status, replacement }): Command[] => {
    // Between the neighbours of words that were taken out on purpose nothing is to be found.
    const isTakenOut = status === 'accepted' && replacement === '';
    const renewed = isTakenOut ? null : reanchor(index, anchor);
    return renewed === null ? [] : [{ do: 'anchor', annotation: id, anchor: renewed }];
  });
}
