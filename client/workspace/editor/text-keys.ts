/** The keys that change the text: one list for the editor, which binds them, and for the toolbar, which names them. */
import type { Keymap } from '../../ui/keys/keymap.ts';
import { t } from '../../ui/language/translate.ts';

/** By command; `words` are what the toolbar calls it. */
export const TEXT_KEYS = {
  strong: { keys: ['Mod+B'], words: t('Bold') },
  em: { keys: ['Mod+I'], words: t('Italic') },
  underline: { keys: ['Mod+U'], words: t('Underline') },
  strike: { keys: ['Mod+Shift+X'], words: t('Strike through') },
  code: { keys: ['Mod+E'], words: t('Code in the line') },
  link: { keys: ['Mod+K'], words: t('Link') },
  undo: { keys: ['Mod+Z'], words: t('Undo') },
  redo: { keys: ['Mod+Y', 'Mod+Shift+Z'], words: t('Redo') },
  paragraph: { keys: ['Mod+Alt+0'], words: t('Paragraph') },
  heading2: { keys: ['Mod+Alt+2'], words: t('Heading 2') },
  heading3: { keys: ['Mod+Alt+3'], words: t('Heading 3') },
  heading4: { keys: ['Mod+Alt+4'], words: t('Heading 4') },
  numbers: { keys: ['Mod+Shift+7'], words: t('Numbered list') },
  bullets: { keys: ['Mod+Shift+8'], words: t('Bulleted list') },
} as const satisfies Keymap;

/** What can be done to the text by one of these keys. */
export type TextCommand = keyof typeof TEXT_KEYS;

/** A key as ProseMirror's keymap writes it: `Mod-Shift-x`. */
export function proseMirrorKey(written: string): string {
  return written.replace(/[A-Z]$/, (letter) => letter.toLowerCase()).replaceAll('+', '-');
}
