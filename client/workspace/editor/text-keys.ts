/** The keys that change the text: one list for the editor, which binds them, and for the toolbar, which names them. */
import { named } from '../../ui/keys/keymap.ts';
import type { Keymap } from '../../ui/keys/keymap.ts';
import { t } from '../../ui/language/translate.ts';

/** By command; `words` are what the toolbar calls it. */
export const TEXT_KEYS = named('text', {
  strong: { keys: ['Mod+B'], words: t('Bold'), whileWriting: true },
  em: { keys: ['Mod+I'], words: t('Italic'), whileWriting: true },
  underline: { keys: ['Mod+U'], words: t('Underline'), whileWriting: true },
  strike: { keys: ['Mod+Shift+X'], words: t('Strike through'), whileWriting: true },
  code: { keys: ['Mod+E'], words: t('Code in the line'), whileWriting: true },
  link: { keys: ['Mod+K'], words: t('Link'), whileWriting: true },
  undo: { keys: ['Mod+Z'], words: t('Undo'), whileWriting: true },
  redo: { keys: ['Mod+Y', 'Mod+Shift+Z'], words: t('Redo'), whileWriting: true },
  paragraph: { keys: ['Mod+Alt+0'], words: t('Paragraph'), whileWriting: true },
  heading2: { keys: ['Mod+Alt+2'], words: t('Heading 2'), whileWriting: true },
  heading3: { keys: ['Mod+Alt+3'], words: t('Heading 3'), whileWriting: true },
  heading4: { keys: ['Mod+Alt+4'], words: t('Heading 4'), whileWriting: true },
  numbers: { keys: ['Mod+Shift+7'], words: t('Numbered list'), whileWriting: true },
  bullets: { keys: ['Mod+Shift+8'], words: t('Bulleted list'), whileWriting: true },
} as const satisfies Keymap);

/** What can be done to the text by one of these keys. */
export type TextCommand = keyof typeof TEXT_KEYS;

/** A key as ProseMirror's keymap writes it: `Mod-Shift-x`. */
export function proseMirrorKey(written: string): string {
  return written.replace(/[A-Z]$/, (letter) => letter.toLowerCase()).replaceAll('+', '-');
}
