/** How keys are written, for people and for assistive technology. */
import type { Shortcut } from './keymap.ts';
import { keysOf, partsOf } from './keymap.ts';
import { t } from '../language/translate.ts';

/** Whether the keys of this machine are called as Apple calls them. */
export function isApple(): boolean {
  return /Mac OS X|iPhone|iPad/.test(navigator.userAgent);
}

/** The shortcut's first key as people read it on this machine: "Ctrl+Alt+M", "⌥⌘M", "J". */
export function keyName(shortcut: Shortcut, apple = isApple()): string {
  return writtenName(keysOf(shortcut)[0], apple);
}

/** What the shortcut does, with its other keys: "Next (also ↓)". */
export function keyWords(shortcut: Shortcut, apple = isApple()): string {
  const { words } = shortcut;
  const others = keysOf(shortcut)
    .slice(1)
    .map((key) => writtenName(key, apple));
  return others.length === 0
    ? words
    : t('{words} (also {keys})', { words, keys: others.join(', ') });
}

/** The value of `aria-keyshortcuts` for the control that does the same. */
export function ariaKeys(shortcut: Shortcut, apple = isApple()): string {
  const modifier = apple ? 'Meta' : 'Control';
  return keysOf(shortcut)
    .map((key) => key.replace('Mod+', `${modifier}+`))
    .join(' ');
}

/** A key of a shortcut as people read it on this machine. */
export function writtenName(written: string, apple = isApple()): string {
  const { modifiers, key } = partsOf(written);
  const last = KEY_NAMES.get(key) ?? key;
  if (!apple) return [...modifiers.map((one) => (one === 'Mod' ? 'Ctrl' : one)), last].join('+');
  return (
    [...APPLE_SIGNS].map(([one, sign]) => (modifiers.includes(one) ? sign : '')).join('') + last
  );
}

const KEY_NAMES: ReadonlyMap<string, string> = new Map([
  ['ArrowDown', '↓'],
  ['ArrowUp', '↑'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
]);

/** In the order in which Apple writes them. */
const APPLE_SIGNS: ReadonlyMap<string, string> = new Map([
  ['Alt', '⌥'],
  ['Shift', '⇧'],
  ['Mod', '⌘'],
]);
