/** Draws the carets and selections of other people. */
import type { DecorationAttrs } from 'prosemirror-view';
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import { NextFrame } from '../../ui/timing/next-frame.ts';
import { t } from '../../ui/language/translate.ts';

/** How long a name stays beside a caret that has moved. */
const NAME_SHOWN_MS = 2500;

/** Words of a name are seen beside the caret as far as this; where there is less room the name stands on the caret's other side. */
const NAME_PX = 160;

interface CaretOwner {
  readonly name?: string;
  /** Name of the palette in `shared/presence/person.ts`. */
  readonly palette?: string;
  /** Has done nothing for a while. */
  readonly isIdle?: boolean;
}

/** The name is drawn by the sheet from an attribute: a text node would become part of the article's text for assistive technology. */
export function paintCaret(owner: CaretOwner, client: number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset['client'] = String(client);
  caret.dataset['person'] = owner.palette ?? 'slate';
  caret.dataset['name'] = owner.name ?? t('Somebody');
  caret.toggleAttribute('data-idle', owner.isIdle === true);
  caret.setAttribute('aria-hidden', 'true');
  return caret;
}

/** The attributes of words that another person has selected. */
export function paintSelection(owner: CaretOwner): DecorationAttrs {
  return { class: 'others-selection', 'data-person': owner.palette ?? 'slate' };
}

/** Shows a person's name for a while whenever their caret moves; what else is told of them isn't a move. */
export function caretNames(awareness: Awareness): Plugin {
  return new Plugin({
    view: (view) => {
      // What is typed may bring a caret to another line while its name is seen.
      const frame = new NextFrame(() => turnNames(view));
      return { update: frame.ask, destroy: nameMovingCarets(view, awareness) };
    },
  });
}

function nameMovingCarets(view: EditorView, awareness: Awareness): () => void {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const places = new Map<number, string>();
  const show = (client: number): void => {
    const place = JSON.stringify(awareness.getStates().get(client)?.['cursor'] ?? null);
    if (places.get(client) === place) return;
    places.set(client, place);
    clearTimeout(timers.get(client));
    mark(view, client, true);
    timers.set(
      client,
      setTimeout(() => mark(view, client, false), NAME_SHOWN_MS),
    );
  };
  const changed = ({ added, updated, removed }: Changes): void => {
    for (const client of removed) places.delete(client);
    // The cursor plugin draws in the next task.
    setTimeout(() => [...added, ...updated].forEach(show));
  };
  awareness.on('change', changed);
  return () => {
    awareness.off('change', changed);
    timers.forEach((timer) => clearTimeout(timer));
  };
}

/** Ids of clients, by what became of their states. */
interface Changes {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

function mark(view: EditorView, client: number, moving: boolean): void {
  const caret = view.dom.querySelector<HTMLElement>(`.caret[data-client="${client}"]`);
  if (caret === null) return;
  caret.classList.toggle('moving', moving);
  if (moving) turnNames(view);
}

/** Each name that is seen stands on the side on which there is room for it. */
function turnNames(view: EditorView): void {
  const carets = [...view.dom.querySelectorAll<HTMLElement>('.caret.moving')];
  const areTurned = carets.map((caret) => roomBeside(caret, view.dom) < NAME_PX);
  for (const [at, caret] of carets.entries()) caret.classList.toggle('turned', areTurned[at]);
}

/** In px, from the caret to the edge of the text, whichever way it is written there. */
function roomBeside(caret: HTMLElement, text: HTMLElement): number {
  const [at, all] = [caret.getBoundingClientRect(), text.getBoundingClientRect()];
  return getComputedStyle(caret).direction === 'rtl' ? at.right - all.left : all.right - at.left;
}
