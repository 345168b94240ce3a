/** Where the words of notes are, for the highlights in the text and the cards beside it. */
import type { TextRange } from '../../shared/anchor/anchor.ts';
import type { AnnotationsController } from './layers/annotations-controller.ts';
import type { Draft } from './layers/draft.ts';
import type { Others } from './layers/placement.ts';
import { drawnHighlights } from './editor/drawn-highlights.ts';
import { DRAFT } from './editor/highlights.ts';
import type { Highlight } from './editor/highlights.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';

/** What the places follow from. */
export interface PlaceSources {
  /** Null before they have come. */
  readonly notes: Pick<AnnotationsController, 'near' | 'placeOf' | 'layers'> | null;
  readonly draft: Draft | null;
  readonly active: string | null;
}

export class Places {
  readonly #sources: () => PlaceSources;
  #draft: Draft | null = null;
  #others: Others = new Map();
  /** What the editor draws, and what it was made for. */
  #drawn: {
    readonly view: unknown;
    readonly draft: Draft | null;
    readonly highlightsIn: (range: TextRange) => readonly Highlight[];
  } = { view: null, draft: null, highlightsIn: () => [] };

  constructor(sources: () => PlaceSources) {
    this.#sources = sources;
  }

  /** What has a place beside the annotations; the same as before where it is the same. */
  get others(): Others {
    const { draft } = this.#sources();
    if (draft !== this.#draft) {
      this.#draft = draft;
      this.#others = new Map(draft === null ? [] : [[DRAFT, draft.anchor]]);
    }
    return this.#others;
  }

  /**
   * Gives those whose words may lie in a stretch of the text. `view` is what is shown of the notes: where it and the draft
   * are the same as before the function is too, so that the editor has nothing to do.
   */
  highlightsOf(view: unknown): (range: TextRange) => readonly Highlight[] {
    const { draft } = this.#sources();
    if (view !== this.#drawn.view || draft !== this.#drawn.draft) {
      this.#drawn = { view, draft, highlightsIn: (range) => this.#highlightsIn(range) };
    }
    return this.#drawn.highlightsIn;
  }

  /** The words of a card in the text, null where they have no place. */
  rangeOf(card: string): TextRange | null {
    const place = this.#sources().notes?.placeOf(card);
    return place?.from === undefined || place.from === null ? null : place;
  }

  /** The y of the words of each card, in px below the top of the margin; null where they aren't drawn. */
  topsOf(
    cards: readonly string[],
    editor: GalleyEditor | null,
    margin: Element | null,
  ): readonly (number | null)[] {
    const top = margin?.getBoundingClientRect().top ?? 0;
    return cards.map((card) => {
      const range = this.rangeOf(card);
      const box = range && editor?.boxOf({ from: range.from, to: range.from });
      return box ? box.top - top : null;
    });
  }

  #highlightsIn(range: TextRange): readonly Highlight[] {
    const { notes, draft, active } = this.#sources();
    if (notes === null) return [];
    const colors = new Map(notes.layers.map(({ id, color }) => [id, color]));
    const colorOf = (layer: string): string => colors.get(layer) ?? 'yellow';
    const anchoring = notes.placeOf(DRAFT);
    const drawnDraft = anchoring && draft && { anchoring, color: colorOf(draft.layer) };
    return drawnHighlights(notes.near(range), colorOf, active, drawnDraft);
  }
}
