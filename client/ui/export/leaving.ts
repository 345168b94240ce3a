/** What of an article's notes is in a copy: by layer, and in each by person. */
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { isChosen, isOpenSuggestion } from '../../../shared/annotation/copy-choices.ts';
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Layer } from '../../../shared/article/article.ts';
import type { ExportChoices } from './export-address.ts';

type Chosen = Pick<
  PlacedAnnotation,
  'kind' | 'status' | 'created' | 'replacement' | 'layer' | 'author'
> & {
  readonly replies: readonly { readonly author: string }[];
};

/** How much of one layer leaves. */
export interface LeavingLayer {
  readonly layer: string;
  readonly notes: number;
  readonly replies: number;
  /** Who wrote it, with how many notes and replies, in the order in which one meets them. */
  readonly people: readonly (readonly [author: string, count: number])[];
}

/** What a copy with these choices takes out of the workspace, counted, for somebody to agree to before it is made. */
export interface Leaving {
  /** In the order of the layers; those without notes too. */
  readonly layers: readonly LeavingLayer[];
  /** How many suggestions are no notes, since their words are in the text. */
  readonly accepted: number;
}

/** Of the chosen layers, what the choices let through; no notes where the copy has none. */
export function leaving(
  annotations: readonly Chosen[],
  layers: readonly string[],
  choices: ExportChoices,
): Leaving {
  const chosen = annotations.filter((one) => isChosen(one, { ...choices, from: null, to: null }));
  const settled = chosen.filter((one) => choices.suggestions !== 'open' && isOpenSuggestion(one));
  const notes = choices.notes === 'none' ? [] : chosen.filter((one) => !settled.includes(one));
  return {
    layers: layers.map((layer) => leavingOf(layer, notes)),
    accepted:
      choices.suggestions === 'accepted'
        ? settled.filter(({ layer }) => layers.includes(layer)).length
        : 0,
  };
}

/**
 * Which layers are in a copy until somebody says otherwise: those that as many read as read the widest of them. What fewer read
 * leaves only where one says so.
 */
export function widestLayers<L extends Pick<Layer, 'audience'>>(layers: readonly L[]): L[] {
  const ranks = layers.map(({ audience }) => AUDIENCES.indexOf(audience));
  const widest = AUDIENCES[Math.min(...ranks)];
  return layers.filter(({ audience }) => audience === widest && audience !== 'private');
}

function leavingOf(layer: string, all: readonly Chosen[]): LeavingLayer {
  const notes = all.filter((one) => one.layer === layer);
  const counts = new Map<string, number>();
  for (const { author } of notes.flatMap((note) => [note, ...note.replies]))
    counts.set(author, (counts.get(author) ?? 0) + 1);
  const replies = notes.reduce((sum, note) => sum + note.replies.length, 0);
  return { layer, notes: notes.length, replies, people: [...counts] };
}
