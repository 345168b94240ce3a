/** What a new note is about, and in which layer it is written. */
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { LayerAnswer } from '../../shared/wire/routes/layers.ts';
import { wordsToAnnotate } from './editor/words.ts';

/** The anchor of the selected words or the word at the caret, null where there are none. */
export function anchorOf(index: TextIndex | null, selected: TextRange | null): Anchor | null {
  if (index === null || selected === null) return null;
  const words = wordsToAnnotate(index.text, selected);
  return words && describe(index, words);
}

/** The layer proposed for a new note: the one for comments, or else the first that one may write in. */
export function layerForNotes(layers: readonly LayerAnswer[]): string | null {
  const writable = layers.filter((layer) => layer.writable);
  return (writable.find(({ purpose }) => purpose === 'comments') ?? writable[0])?.id ?? null;
}
