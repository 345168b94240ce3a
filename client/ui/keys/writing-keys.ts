/** Keys that mean the same wherever people write, and what a key or click was meant for. */
import { isPressed } from './keymap.ts';
import type { PressedKey, Shortcut } from './keymap.ts';

/** Sends what is written, and reports a mistake on the published page. */
const SEND_KEY: Shortcut = { keys: ['Mod+Enter'], words: '', whileWriting: true }; // no help names it

/** Ctrl+Enter or Cmd+Enter sends, but not with other modifiers, held, or while an input method composes. */
export function sendsOn(event: PressedKey): boolean {
  return isPressed(SEND_KEY, event);
}

/** Whether the key was pressed in a field. */
export function isInField({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** Whether a click or key meant a control inside a card rather than the card. */
export function meansControl(event: Event): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('button, a, input, textarea, select, summary, label, [popover], dialog') !== null
  );
}
