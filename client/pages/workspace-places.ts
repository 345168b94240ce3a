/** Where the words of notes are, for the highlights in the text and the cards beside it. */
import type { Anchoring, TextRange } from '../../shared/anchor/anchor.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { PlacedAnnotation } from '../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../shared/wire/answers.ts';
import type { Draft } from '../controllers/draft.ts';
import { drawnHighlights, isSameDrawing } from '../editor/drawn-highlights.ts';
import { DRAFT } from '../editor/highlights.ts';
import type { Highlight } from '../editor/highlights.ts';

/** What the places follow from; nothing before the text and its notes have come. */
export interface PlaceSources {
  readonly index: TextIndex | null;
  readonly notes: {
    readonly annotations: readonly PlacedAnnotation[];
    readonly layers: readonly LayerAnswer[];
  } | null;
  readonly draft: Draft | null;
}

export class Places {
  readonly #sources: () => PlaceSources;
  #highlights: readonly Highlight[] = [];

  constructor(sources: () => PlaceSources) {
    this.#sources = sources;
  }

  /** The same list as before where it would be drawn alike, so that the editor has nothing to do. */
  highlights(active: string | null): readonly Highlight[] {
    const { notes, draft } = this.#sources();
    const colors = new Map(notes?.layers.map(({ id, color }) => [id, color]));
    const colorOf = (layer: string): string => colors.get(layer) ?? 'yellow';
    const anchoring = this.#draftPlace();
    const drawnDraft = anchoring && draft && { anchoring, color: colorOf(draft.layer) };
    const drawn = drawnHighlights(notes?.annotations ?? [], colorOf, active, drawnDraft);
    if (!isSameDrawing(drawn, this.#highlights)) this.#highlights = drawn;
    return this.#highlights;
  }

  /** The words of a card in the text, null where they have no place. */
  rangeOf(card: string): TextRange | null {
    const annotation = this.#sources().notes?.annotations.find(({ id }) => id === card);
    const anchoring = card === DRAFT ? this.#draftPlace() : (annotation?.anchoring ?? null);
    return anchoring === null || anchoring.from === null ? null : anchoring;
  }

  #draftPlace(): Anchoring | null {
    const { index, draft } = this.#sources();
    return index === null || draft === null ? null : resolve(index, draft.anchor);
  }
}
