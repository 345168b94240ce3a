/** Keys that annotate. */
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../../../client/ui/keys/keymap.ts';
import { NOTE_KEYS } from '../../../../client/workspace/editor/note-keys.ts';
import { press } from '../../ui/keys/presses.ts';

describe('E16 keys that annotate', () => {
  const key = (code: string, held: readonly string[]) =>
    press({
      code,
      ctrlKey: held.includes('ctrl'),
      metaKey: held.includes('meta'),
      altKey: held.includes('alt'),
      shiftKey: held.includes('shift'),
      getModifierState: (name: string) => held.includes(name),
    });
  const cases = [
    { code: 'KeyM', held: ['ctrl', 'alt'], kind: 'comment' },
    { code: 'KeyM', held: ['meta', 'alt'], kind: 'comment' },
    { code: 'KeyH', held: ['ctrl', 'alt'], kind: 'highlight' },
    { code: 'KeyS', held: ['ctrl', 'alt'], kind: 'suggestion' },
    { code: 'KeyM', held: ['ctrl'], kind: null },
    { code: 'KeyM', held: ['ctrl', 'alt', 'shift'], kind: null },
    { code: 'KeyM', held: ['ctrl', 'alt', 'AltGraph'], kind: null },
    { code: 'KeyX', held: ['ctrl', 'alt'], kind: null },
  ];
  test.each(cases)('E16 $held $code', ({ code, held, kind }) => {
    expect(commandOf(NOTE_KEYS, key(code, held))).toBe(kind);
  });
});
