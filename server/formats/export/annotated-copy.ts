/** Puts an annotated copy together out of the bytes of its rooms: all of it as the text was at one moment, as it was chosen. */
import { toIdRun } from '../../../shared/anchor/describe.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { isChosen } from '../../../shared/annotation/copy-choices.ts';
import { readAnnotations } from '../../../shared/annotation/layer-document.ts';
import { byPlace, placed } from '../../../shared/annotation/place.ts';
import { articleNode } from '../../../shared/article/article-node.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { documentOf } from '../../sync/stored-document.ts';
import type { AnnotatedCopy } from '../format.ts';
import type { CopySource } from '../jobs.ts';
import { named } from './copy-names.ts';
import { pictureFinder } from './copy-pictures.ts';
import { settleSuggestions } from './settled-suggestions.ts';

/**
 * The copy with its threads in their places, each author under the name that may be shown. A copy without notes has neither
 * threads nor layers, yet the words of accepted suggestions among those chosen.
 */
export function annotatedCopy(source: CopySource): AnnotatedCopy {
  const { article, url, source: address, layers, names, choices } = source;
  const fragment = documentOf(source.text).getXmlFragment(ARTICLE_ROOT);
  const chosen = layers.map(({ layer, updates }) => ({
    layer,
    annotations: readAnnotations(documentOf(updates)).filter((one) => isChosen(one, choices)),
  }));
  const settled = settleSuggestions(
    fragment,
    chosen.flatMap(({ annotations }) => annotations),
    choices.suggestions,
  );
  const index = textIndex(fragment);
  const shown = choices.notes === 'none' ? [] : chosen;
  const threads = shown
    .flatMap(({ layer, annotations }) =>
      annotations
        .filter(({ id }) => !settled.has(id))
        .map((annotation) => placed(annotation, layer, index)),
    )
    .sort(byPlace);
  return {
    article,
    url,
    source: address,
    doc: articleNode(fragment),
    text: index.text,
    pictureAt: pictureFinder(source.pictures, url),
    runsIn: (range) => index.runsIn(range).map(toIdRun),
    layers: shown.map(({ layer }) => layer),
    ...named(threads, choices.names, names),
    choices,
  };
}
