/** Draws the carets and selections of other people. */
import type { DecorationAttrs } from 'prosemirror-view';
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';

/** How long a name stays beside a caret that has moved. */
const NAME_SHOWN_MS = 2500;

interface CaretOwner {
  readonly name?: string;
  /** Name of the palette in `shared/presence/person.ts`. */
  readonly palette?: string;
}

/** The name is drawn by the sheet from an attribute: a text node would become part of the article's text for assistive technology. */
export function paintCaret(owner: CaretOwner, client: number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset['client'] = String(client);
  caret.dataset['person'] = owner.palette ?? 'slate';
  caret.dataset['name'] = owner.name ?? 'Somebody';
  caret.setAttribute('aria-hidden', 'true');
  return caret;
}

/** The attributes of words that another person has selected. */
export function paintSelection(owner: CaretOwner): DecorationAttrs {
  return { class: 'others-selection', 'data-person': owner.palette ?? 'slate' };
}

/** Shows a person's name for a while whenever their caret moves. */
export function caretNames(awareness: Awareness): Plugin {
  return new Plugin({ view: (view) => ({ destroy: nameMovingCarets(view, awareness) }) });
}

function nameMovingCarets(view: EditorView, awareness: Awareness): () => void {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const show = (client: number): void => {
    clearTimeout(timers.get(client));
    mark(view, client, true);
    timers.set(
      client,
      setTimeout(() => mark(view, client, false), NAME_SHOWN_MS),
    );
  };
  const changed = ({ added, updated }: { added: number[]; updated: number[] }): void => {
    // The cursor plugin draws in the next task.
    setTimeout(() => [...added, ...updated].forEach(show));
  };
  awareness.on('change', changed);
  return () => {
    awareness.off('change', changed);
    timers.forEach((timer) => clearTimeout(timer));
  };
}

function mark(view: EditorView, client: number, moving: boolean): void {
  view.dom.querySelector(`.caret[data-client="${client}"]`)?.classList.toggle('moving', moving);
}
