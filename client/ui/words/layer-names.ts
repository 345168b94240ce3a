/** What layers are called in the language of the page. */
import type { Layer } from '../../../shared/article/article.ts';
import { LAYER_NAMES } from '../../../shared/article/layer-names.ts';
import { told } from '../language/translate.ts';

/** The name that people gave it; that of a layer which every article has in their own language, as long as nobody has changed it. */
export function layerName({ name, purpose }: Pick<Layer, 'name' | 'purpose'>): string {
  const usual = purpose === 'custom' ? null : LAYER_NAMES[purpose];
  return name === usual ? told(name, 'layer') : name;
}

/** The same layer under the name that is shown. */
export function withShownName<L extends Pick<Layer, 'name' | 'purpose'>>(layer: L): L {
  return { ...layer, name: layerName(layer) };
}
