/** Which annotations are drawn in the text, and how. */
import type { Anchoring } from '../../../shared/anchor/anchor.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { DRAFT } from '../layers/draft.ts';
import type { Highlight } from './highlights.ts';

/** Words about which a note is being written. */
export interface DraftPlace {
  readonly anchoring: Anchoring;
  readonly color: string;
}

/** Open annotations whose words are there, the active one whatever its state, and the draft. */
export function drawnHighlights(
  annotations: readonly PlacedAnnotation[],
  colorOfLayer: (layer: string) => string,
  active: string | null,
  draft: DraftPlace | null,
): Highlight[] {
  const drawn: Highlight[] = [];
  for (const { id, anchoring, layer, color, kind, status, replacement } of annotations) {
    const isActive = id === active;
    if (anchoring.from === null || (status !== 'open' && !isActive)) continue;
    const { from, to } = anchoring;
    drawn.push({
      id,
      from,
      to,
      color: color ?? colorOfLayer(layer),
      kind,
      status,
      active: isActive,
      // Words that were accepted stand in the text already.
      replacement: status === 'open' ? replacement : null,
    });
  }
  if (draft !== null && draft.anchoring.from !== null) drawn.push(draftHighlight(draft));
  return drawn;
}

function draftHighlight({ anchoring, color }: DraftPlace): Highlight {
  return {
    id: DRAFT,
    from: anchoring.from ?? 0,
    to: anchoring.to ?? 0,
    color,
    kind: 'comment',
    status: 'open',
    active: true,
    replacement: null,
  };
}
