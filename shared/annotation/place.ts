/** Where annotations stand in the text as it is, and their order there. */
import { resolve } from '../anchor/resolve.ts';
import type { TextIndex } from '../anchor/text-index.ts';
import type { Layer } from '../article/article.ts';
import type { Annotation, PlacedAnnotation } from './annotation.ts';

/** The annotation with its layer and the place of its words in the text that the index was made of. */
export function placed(annotation: Annotation, layer: Layer, index: TextIndex): PlacedAnnotation {
  const anchoring = resolve(index, annotation.anchor);
  return { ...annotation, article: layer.article, layer: layer.id, anchoring };
}

/** For `sort`: in the order of their places, those without a place last, by age. */
export function byPlace(one: PlacedAnnotation, other: PlacedAnnotation): number {
  const [a, b] = [one.anchoring.from ?? Infinity, other.anchoring.from ?? Infinity];
  if (a !== b) return a - b;
  return one.created < other.created ? -1 : 1;
}
