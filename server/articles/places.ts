/** Where annotations stand, each found once in a version of the text: who lists them again and again has them sought once. */
import type { Anchor, Anchoring } from '../../shared/anchor/anchor.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Annotation, PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { Layer } from '../../shared/article/article.ts';

/** By the index of a version of a text, and then by the anchor as it was read; both go when nobody has them any more. */
const known = new WeakMap<TextIndex, WeakMap<Anchor, Anchoring>>();

/** The annotation with its layer and the place of its words in the text that the index was made of. */
export function placedOnce(
  annotation: Annotation,
  layer: Layer,
  index: TextIndex,
): PlacedAnnotation {
  const places = known.get(index) ?? new WeakMap<Anchor, Anchoring>();
  known.set(index, places);
  const anchoring = places.get(annotation.anchor) ?? resolve(index, annotation.anchor);
  places.set(annotation.anchor, anchoring);
  return { ...annotation, article: layer.article, layer: layer.id, anchoring };
}
