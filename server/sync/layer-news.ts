/** How servers tell each other, and the pages of an article, that its layers are others than before. */
import type { Layer } from '../../shared/article/article.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { MESSAGE } from '../../shared/wire/messages.ts';
import type { Carrier } from '../carrier/carrier.ts';
import type { Admission } from './session.ts';

/** A layer before a change that is stored, and after it; null where there was none, or is none any more. Plain data. */
export interface LayerNews {
  readonly article: string;
  readonly before: Layer | null;
  readonly after: Layer | null;
}

/** The message for those who hear of it. It has no content: each asks for the layers that they may read. */
export const LAYERS_FRAME: Uint8Array = Uint8Array.of(MESSAGE.layers);

/** Whether a socket in the room of the article's text hears of it: one that asked to, and may read the layer or might before. */
export function hearsOf({ before, after }: LayerNews, { actor, rights }: Admission): boolean {
  return rights.news && [before, after].some((layer) => layer && mayReadLayer(layer, actor));
}

const CHANNEL = 'layers';

/** Tells all servers, this one before it returns. Rejects where only this one heard it. */
export function publishLayerNews(carrier: Carrier, news: LayerNews): Promise<void> {
  return carrier.publish(CHANNEL, JSON.stringify(news));
}

/** Calls `heard` with all the news, one's own too. Returns what ends that. */
export function onLayerNews(carrier: Carrier, heard: (news: LayerNews) => void): () => void {
  return carrier.subscribe(
    CHANNEL,
    (message) => heard(JSON.parse(message as string) as LayerNews), // written above alone
  );
}
