/** Tells whether a key is meant as a command for the page. */
import { isTyping } from './writing-keys.ts';

/** A key without modifiers, pressed while nothing is being written and no dialog is open. */
export function isBareKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isTyping(event)) return false;
  return document.querySelector('dialog[open]') === null;
}
