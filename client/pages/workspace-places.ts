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
import type { GalleyEditor } from '../elements/galley-editor.ts';

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
    return this.#rangesOf([card])[0] ?? null;
  }

  /** The y of the words of each card, in px below the top of the margin; null where they aren't drawn. */
  topsOf(
    cards: readonly string[],
    editor: GalleyEditor | null,
    margin: Element | null,
  ): readonly (number | null)[] {
    const top = margin?.getBoundingClientRect().top ?? 0;
    return this.#rangesOf(cards).map((range) => {
      const box = range && editor?.boxOf({ from: range.from, to: range.from });
      return box ? box.top - top : null;
    });
  }

  #rangesOf(cards: readonly string[]): readonly (TextRange | null)[] {
    const annotations = this.#sources().notes?.annotations ?? [];
    const places = new Map(annotations.map(({ id, anchoring }) => [id, anchoring]));
    return cards.map((card) => {
      const anchoring = card === DRAFT ? this.#draftPlace() : (places.get(card) ?? null);
      return anchoring === null || anchoring.from === null ? null : anchoring;
    });
  }

  #draftPlace(): Anchoring | null {
    const { index, draft } = this.#sources();
    return index === null || draft === null ? null : resolve(index, draft.anchor);
  }
}
