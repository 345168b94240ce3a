/** What is selected in the text: a context of its own, since it changes at each move of the caret and each key. */
import { createContext } from '@lit/context';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { Formats } from './formats.ts';

/** What toolbar and menus have to know: the selection, the formats at it, and whether there is anything to undo. */
export interface EditorSelection {
  /** Offsets into the plain text, in UTF-16 units; empty where there is only a caret. */
  readonly range: TextRange;
  readonly formats: Formats;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** `galley-article-workspace` provides it, the toolbar draws it; null before there is a text. */
export const selectionContext = createContext<EditorSelection | null>(Symbol('selection'));
