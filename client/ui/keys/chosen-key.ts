/** The press by which a person chooses a key for a shortcut, and why some can't be chosen. */
import { keysOf, partsOf, writtenKey } from './keymap.ts';
import type { Keymap, PressedKey, Shortcut } from './keymap.ts';
import { writtenName } from './key-names.ts';
import { t } from '../language/translate.ts';

/** Shortcuts that hold on one page at the same time, under a name for people. */
export interface KeyGroup {
  readonly name: string;
  readonly keymap: Keymap;
}

/** A press as a choice: the key as a shortcut has it, or a sentence on why it can’t be had; `none` where only a modifier was pressed. */
export type ChosenKey =
  | { readonly state: 'none' }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'chosen'; readonly key: string };

/** What browsers keep for themselves, or people need everywhere. */
const TAKEN = new Set([
  ...'A C F H J L N O P Q R S T V W X + - 0 Tab Enter'.split(' ').map((key) => `Mod+${key}`),
  ...'I N P T W'.split(' ').map((key) => `Mod+Shift+${key}`),
  'Tab',
  'Escape',
  'Enter',
  'Backspace',
  'Delete',
  'F5',
  'F11',
  'F12',
  ' ',
]);

const MODIFIERS = /^(Control|Meta|Alt|Shift|AltGraph|CapsLock|Dead)$/;

/** Judges a press for a shortcut, beside the others that hold where it does. */
export function choose(
  shortcut: Shortcut,
  groups: readonly KeyGroup[],
  event: PressedKey,
): ChosenKey {
  if (MODIFIERS.test(event.key) || event.isComposing) return { state: 'none' };
  const key = writtenKey(event);
  const name = writtenName(key);
  if (TAKEN.has(key))
    return refused(t('{key} is needed by the browser, or by all pages.', { key: name }));
  const isPlain = partsOf(key).modifiers.every((modifier) => modifier === 'Shift');
  if (shortcut.whileWriting === true && isPlain)
    return refused(
      t('{key} writes in a text, where this shortcut holds too: take Ctrl or Alt along.', {
        key: name,
      }),
    );
  const other = groups
    .flatMap(({ keymap }) => Object.values(keymap))
    .find((one) => one.name !== shortcut.name && keysOf(one).includes(key));
  if (other !== undefined)
    return refused(
      t('{key} is the key for “{action}” already.', { key: name, action: other.words }),
    );
  return { state: 'chosen', key };
}

function refused(why: string): ChosenKey {
  return { state: 'refused', why };
}
