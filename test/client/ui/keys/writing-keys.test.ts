/** Which keys send, and report a mistake. */
import { expect, test } from 'vitest';
import type { PressedKey } from '../../../../client/ui/keys/keymap.ts';
import { sendsOn } from '../../../../client/ui/keys/writing-keys.ts';
import { press } from './presses.ts';

const CASES: readonly [string, Partial<PressedKey>, boolean][] = [
  ['Ctrl+Enter', { ctrlKey: true }, true],
  ['⌘+Enter', { metaKey: true }, true],
  ['Enter alone', {}, false],
  ['Ctrl+another key', { ctrlKey: true, key: 'e' }, false],
  ['Ctrl+Alt+Enter', { ctrlKey: true, altKey: true }, false],
  ['Ctrl+Shift+Enter', { ctrlKey: true, shiftKey: true }, false],
  ['a key that is held', { ctrlKey: true, repeat: true }, false],
  ['a key that ends a composition', { ctrlKey: true, isComposing: true }, false],
];

for (const [name, pressed, sends] of CASES) {
  test(`R10 ${name} ${sends ? 'reports' : 'does not report'}`, () => {
    expect(sendsOn(press({ key: 'Enter', ...pressed }))).toBe(sends);
  });
}
