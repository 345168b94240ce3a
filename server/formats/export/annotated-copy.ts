/** Puts an annotated copy together out of the bytes of its rooms: all of it as the text was at one moment. */
import { textIndex } from '../../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import { readAnnotations } from '../../../shared/annotation/layer-document.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { byPlace, placed } from '../../../shared/annotation/place.ts';
import { articleNode } from '../../../shared/article/article-node.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { documentOf } from '../../sync/stored-document.ts';
import type { AnnotatedCopy } from '../format.ts';
import type { CopySource } from '../jobs.ts';
import { named } from './copy-names.ts';

/** The copy with its threads in their places, each author under the name that may be shown. */
export function annotatedCopy(source: CopySource): AnnotatedCopy {
  const { article, url, source: address, layers, names, made } = source;
  const fragment = documentOf(source.text).getXmlFragment(ARTICLE_ROOT);
  const index = textIndex(fragment);
  return {
    article,
    url,
    source: address,
    doc: articleNode(fragment),
    text: index.text,
    layers: layers.map(({ layer }) => layer),
    ...named(threadsOf(source, index), names),
    made,
  };
}

function threadsOf({ layers, statuses }: CopySource, index: TextIndex): PlacedAnnotation[] {
  return layers
    .flatMap(({ layer, updates }) =>
      readAnnotations(documentOf(updates))
        .filter(({ status }) => statuses?.includes(status) ?? true)
        .map((annotation) => placed(annotation, layer, index)),
    )
    .sort(byPlace);
}
