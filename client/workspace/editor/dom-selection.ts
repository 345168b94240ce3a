/** Takes over what is selected on the screen. */
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/**
 * The browser tells of a click or a key that moved the caret some time later, on a busy machine long after. What comes in
 * between would be about the old selection; and what is drawn in between, such as another's letter, would put that back.
 * Nothing is read again that the editor knows.
 */
export function readDomSelection(view: EditorView): void {
  // The editor listens to this event, and then compares; in a composition the selection is the input method's.
  if (view.hasFocus() && !view.composing)
    view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}

/** Keys and the clipboard act on what the person sees selected. */
export function promptSelection(): Plugin {
  const read = (view: EditorView): boolean => {
    readDomSelection(view);
    return false;
  };
  return new Plugin({
    props: { handleDOMEvents: { keydown: read, paste: read, cut: read, copy: read } },
  });
}
