/** What a new note is about, and in which layer it is written. */
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { LayerAnswer } from '../../shared/wire/routes/layers.ts';
import { wordsToAnnotate } from './editor/words.ts';
import type { Draft } from './layers/draft.ts';
import { t } from '../ui/language/translate.ts';

/** A draft, or a sentence that says what is missing for one. */
export type NewDraft =
  { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly missing: string };

/** A draft on the selected words; it is proposed for the layer of comments, or else for the first that one may write in. */
export function newDraft(
  kind: Draft['kind'],
  layers: readonly LayerAnswer[],
  index: TextIndex | null,
  selected: TextRange | null,
): NewDraft {
  const layer = layerForNotes(layers);
  if (layer === null)
    return { ok: false, missing: t('There is no layer here that you may write in.') };
  const anchor = anchorOf(index, selected);
  if (anchor === null) return { ok: false, missing: t('Select the words first.') };
  return { ok: true, draft: { kind, layer, anchor } };
}

/** The anchor of the selected words or the word at the caret; null where there are none, or no text yet. */
export function anchorOf(index: TextIndex | null, selected: TextRange | null): Anchor | null {
  if (index === null || selected === null) return null;
  const words = wordsToAnnotate(index.text, selected);
  return words && describe(index, words);
}

function layerForNotes(layers: readonly LayerAnswer[]): string | null {
  const writable = layers.filter((layer) => layer.writable);
  return (writable.find(({ purpose }) => purpose === 'comments') ?? writable[0])?.id ?? null;
}
