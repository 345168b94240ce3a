/** How keys are written, for people and for assistive technology. */
import type { Shortcut } from './keymap.ts';
import { partsOf } from './keymap.ts';
import { t } from '../language/translate.ts';

/** Whether the keys of this machine are called as Apple calls them. */
export function isApple(): boolean {
  return /Mac OS X|iPhone|iPad/.test(navigator.userAgent);
}

/** The shortcut's first key as people read it on this machine: "Ctrl+Alt+M", "⌥⌘M", "J". */
export function keyName({ keys }: Shortcut, apple = isApple()): string {
  return named(keys[0], apple);
}

/** What the shortcut does, with its other keys: "Next (also ↓)". */
export function keyWords({ keys, words }: Shortcut, apple = isApple()): string {
  const others = keys.slice(1).map((key) => named(key, apple));
  return others.length === 0
    ? words
    : t('{words} (also {keys})', { words, keys: others.join(', ') });
}

/** The value of `aria-keyshortcuts` for the control that does the same. */
export function ariaKeys({ keys }: Shortcut, apple = isApple()): string {
  const modifier = apple ? 'Meta' : 'Control';
  return keys.map((key) => key.replace('Mod+', `${modifier}+`)).join(' ');
}

function named(written: string, apple: boolean): string {
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
