/** Presses of keys, as a browser would report them. */
import type { PressedKey } from '../../../../client/ui/keys/keymap.ts';

/** A press without modifiers, but for what is said. */
export function press(pressed: Partial<PressedKey>): PressedKey {
  return {
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    repeat: false,
    getModifierState: () => false,
    ...pressed,
  };
}
