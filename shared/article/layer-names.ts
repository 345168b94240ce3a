/** What the layers are called that an article has by itself, until somebody calls them otherwise. */
import type { Purpose } from './article.ts';

/** By purpose; a layer that somebody made has none. */
export const LAYER_NAMES: Readonly<Record<Exclude<Purpose, 'custom'>, string>> = {
  comments: 'Comments',
  reports: 'Reports',
  notes: 'My notes',
};
