/** Where the adder stands: at the selected words, without covering them, and not while the pointer still selects. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Place } from './editor/galley-adder.ts';
import type { EditorSelection } from './editor/editor-selection.ts';
import type { GalleyEditor } from './editor/galley-editor.ts';

/** Room for the buttons and the bars that stick to the top of the window. */
const ROOM_PX = 150;
const HALF_WIDTH_PX = 160;

/** The text and what is selected in it. */
export interface Selected {
  readonly editor: GalleyEditor;
  readonly selection: EditorSelection;
}

/** Looks again when it is asked to, and when the pointer is let go; draws its host again where the place is another. */
export class AdderPlacement implements ReactiveController {
  /** In px of the paper that holds the editor; null: not shown. */
  place: Place | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #selected: () => Selected | null;
  #isPointerDown = false;
  /** Length of the words at which it was hidden; null where it may be shown. */
  #hiddenAt: number | null = null;

  /** `selected` is null where no note can be added now. */
  constructor(host: ReactiveControllerHost, selected: () => Selected | null) {
    this.#host = host;
    this.#selected = selected;
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of RELEASES) window.addEventListener(name, this.#released);
  }

  hostDisconnected(): void {
    for (const name of RELEASES) window.removeEventListener(name, this.#released);
  }

  /** The pointer went down on the text. */
  readonly pressed = (): void => {
    this.#isPointerDown = true;
    this.#hiddenAt = null;
  };

  /** Looks again at what is selected. */
  readonly follow = (): void => {
    const selected = this.#isPointerDown ? null : this.#selected();
    if (selected !== null && lengthOf(selected) !== this.#hiddenAt) this.#hiddenAt = null;
    this.#set(selected === null || this.#hiddenAt !== null ? null : placeOf(selected));
  };

  /** Hides it until something else is selected. */
  hide(): void {
    const selected = this.#selected();
    this.#hiddenAt = selected && lengthOf(selected);
    this.#set(null);
  }

  #set(place: Place | null): void {
    if (JSON.stringify(place) === JSON.stringify(this.place)) return;
    this.place = place;
    this.#host.requestUpdate();
  }

  readonly #released = (): void => {
    this.#isPointerDown = false;
    setTimeout(this.follow); // the selection follows the pointer a moment later
  };
}

/** Tells one selection from the next; its offsets would not, since the typing of others moves them. */
function lengthOf({ selection: { range } }: Selected): number {
  return range.to - range.from;
}

const RELEASES = ['pointerup', 'pointercancel'] as const;

/** Null where nothing is selected, or the text isn't in use. */
function placeOf({ editor, selection }: Selected): Place | null {
  if (selection.range.from === selection.range.to) return null;
  const box = editor.hasTextFocus ? editor.boxOf(selection.range) : null;
  const paper = editor.parentElement?.getBoundingClientRect();
  if (box === null || paper === undefined) return null;
  const middle = (box.left + box.right) / 2 - paper.left;
  return {
    top: box.top - paper.top,
    bottom: box.bottom - paper.top,
    x: Math.max(HALF_WIDTH_PX, Math.min(middle, paper.width - HALF_WIDTH_PX)),
    roomAbove: box.top > ROOM_PX,
  };
}
