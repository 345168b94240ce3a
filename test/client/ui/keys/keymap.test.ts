/** Shortcuts on any machine: what a press means, and how the keys are written. */
import { expect, test } from 'vitest';
import { ariaKeys, keyName, keyWords } from '../../../../client/ui/keys/key-names.ts';
import { commandOf } from '../../../../client/ui/keys/keymap.ts';
import type { Keymap, PressedKey } from '../../../../client/ui/keys/keymap.ts';
import { press } from './presses.ts';

const KEYS = {
  next: { keys: ['J', 'ArrowDown'], words: 'Next' },
  comment: { keys: ['Mod+Alt+M'], words: 'Comment', whileWriting: true },
  redo: { keys: ['Mod+Shift+Z', 'Mod+Y'], words: 'Redo', whileWriting: true },
} as const satisfies Keymap;

const M = { key: 'm', code: 'KeyM' };
const PRESSES: readonly [name: string, Partial<PressedKey>, command: keyof typeof KEYS | null][] = [
  ['Ctrl+Alt+M', { ...M, ctrlKey: true, altKey: true }, 'comment'],
  ['⌥⌘M, which writes µ', { ...M, key: 'µ', metaKey: true, altKey: true }, 'comment'],
  ['Ctrl+Alt+Shift+M', { ...M, ctrlKey: true, altKey: true, shiftKey: true }, null],
  ['Alt+M', { ...M, altKey: true }, null],
  ['Ctrl+M', { ...M, ctrlKey: true }, null],
  ['AltGr+M', { ...M, ctrlKey: true, altKey: true, getModifierState: () => true }, null],
  ['Ctrl+Shift+Z', { key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, 'redo'],
  ['Ctrl+Z', { key: 'z', code: 'KeyZ', ctrlKey: true }, null],
  ['Ctrl+Y', { key: 'y', code: 'KeyY', ctrlKey: true }, 'redo'],
  ['J with Shift', { key: 'J', code: 'KeyJ', shiftKey: true }, 'next'],
  ['J while an input method composes', { key: 'j', code: 'KeyJ', isComposing: true }, null],
];

test.each(PRESSES)('UI1 %s is its command’s key or none', (_name, pressed, command) => {
  expect(commandOf(KEYS, press(pressed))).toBe(command);
});

test('UI2 keys are written as each machine calls them', () => {
  expect(keyName(KEYS.comment, false)).toBe('Ctrl+Alt+M');
  expect(keyName(KEYS.comment, true)).toBe('⌥⌘M');
  expect(keyName(KEYS.redo, true)).toBe('⇧⌘Z');
  expect(ariaKeys(KEYS.redo, false)).toBe('Control+Shift+Z Control+Y');
  expect(ariaKeys(KEYS.comment, true)).toBe('Meta+Alt+M');
});

test('UI2 help names a command’s other keys too', () => {
  expect(keyWords(KEYS.next, false)).toBe('Next (also ↓)');
  expect(keyWords(KEYS.comment, false)).toBe('Comment');
});
