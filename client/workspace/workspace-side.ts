/** The notes beside the text, or over its foot where there is no room beside it. */
import { uuidv4 } from 'lib0/random';
import { html } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { MessageSquare, X } from 'lucide';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { SYNC_PATH } from '../../shared/wire/messages.ts';
import { AnnotationsController } from './layers/annotations-controller.ts';
import type { ReadySession } from './article-session.ts';
import type { Draft } from './layers/draft.ts';
import type { Others } from './layers/placement.ts';
import type { TextConnection } from './connection/text-connection.ts';
import './margin/galley-margin.ts';
import { icon } from '../ui/icon.ts';

/** Connects to the layers of the article. */
export function openNotes(
  host: ReactiveControllerHost & HTMLElement,
  { article, member }: ReadySession,
  room: Pick<TextConnection, 'anchors' | 'wordsAwaited'>,
  others: () => Others,
): AnnotationsController {
  return new AnnotationsController(host, {
    article: article.id,
    layers: article.layers,
    me: member,
    socketUrl: `${location.origin.replace(/^http/, 'ws')}${SYNC_PATH}`,
    anchors: () => room.anchors,
    others,
    wordsAwaited: () => room.wordsAwaited,
    // Not the browser's own `randomUUID`: it is missing where the page came by plain HTTP, as in an office.
    newId: uuidv4,
    now: () => new Date(),
  });
}

/** What the margin shows of the annotations. */
export type NotesView = Pick<
  AnnotationsController,
  | 'annotations'
  | 'layers'
  | 'layersShown'
  | 'openCounts'
  | 'filter'
  | 'pending'
  | 'refusals'
  | 'loaded'
  | 'choicesFor'
  | 'placeOf'
>;

/** Taken when the annotations are new, since some of it is made at each reading and would be drawn each time. */
export function viewOf(notes: AnnotationsController | null): NotesView | null {
  if (notes === null) return null;
  const { annotations, layers, layersShown, openCounts, filter } = notes;
  const { pending, refusals, loaded, choicesFor, placeOf } = notes;
  const shown = { annotations, layers, layersShown, openCounts, filter };
  return { ...shown, pending, refusals, loaded, choicesFor, placeOf };
}

/** The state of the side, and what its two buttons do. */
export interface Side {
  readonly isNarrow: boolean;
  readonly isOpen: boolean;
  /** Whether something else needs the foot of the screen. */
  readonly isFootTaken: boolean;
  readonly active: string | null;
  readonly draft: Draft | null;
  readonly topsOf: (cards: readonly string[]) => readonly (number | null)[];
  readonly seen: () => TextRange | null;
  readonly open: () => void;
  readonly close: () => void;
}

export function side(session: ReadySession, notes: NotesView, parts: Side): TemplateResult {
  const open = [...notes.openCounts.values()].reduce((sum, count) => sum + count, 0);
  return html`
    <div class="side" ?data-open=${parts.isOpen}>
      <div class="side-head">
        <h2>Notes</h2>
        <button class="button plain icon" aria-label="Close the notes" @click=${parts.close}>
          ${icon(X)}
        </button>
      </div>
      <galley-margin
        class=${parts.isNarrow ? 'narrow' : ''}
        .article=${session.article.id}
        .annotations=${notes.annotations}
        .layers=${notes.layers}
        .layersShown=${notes.layersShown}
        .openCounts=${notes.openCounts}
        .people=${session.people}
        .me=${session.member}
        .active=${parts.active}
        .draft=${parts.draft}
        .filter=${notes.filter}
        .pending=${notes.pending}
        .refusals=${notes.refusals}
        .loaded=${notes.loaded}
        .choicesFor=${notes.choicesFor}
        .placeOf=${notes.placeOf}
        .topsOf=${parts.topsOf}
        .seen=${parts.seen}
      ></galley-margin>
    </div>
    <button
      class="button primary open-side"
      aria-expanded=${parts.isOpen}
      ?hidden=${parts.isOpen || parts.isFootTaken}
      @click=${parts.open}
    >
      ${icon(MessageSquare)} Notes${open > 0 ? ` (${open})` : ''}
    </button>
  `;
}
