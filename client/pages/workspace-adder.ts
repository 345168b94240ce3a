/** Where the adder stands: at the selected words, without covering them. */
import type { Place } from '../elements/galley-adder.ts';
import type { EditorSelection, GalleyEditor } from '../elements/galley-editor.ts';

/** Room for the buttons and the bars that stick to the top of the window. */
const ROOM_PX = 150;
const HALF_WIDTH_PX = 160;

/** The place, in px of the paper that holds the editor; null where nothing is selected or the text isn't in use. */
export function adderPlace(editor: GalleyEditor, selection: EditorSelection | null): Place | null {
  if (selection === null || selection.range.from === selection.range.to) return null;
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
