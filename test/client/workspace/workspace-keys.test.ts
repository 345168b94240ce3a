/** Keys that annotate. */
import { describe, expect, test } from 'vitest';
import { noteKindOf } from '../../../client/workspace/workspace-keys.ts';

describe('E16 keys that annotate', () => {
  const key = (code: string, held: readonly string[]) =>
    ({
      code,
      ctrlKey: held.includes('ctrl'),
      metaKey: held.includes('meta'),
      altKey: held.includes('alt'),
      shiftKey: held.includes('shift'),
      getModifierState: (name: string) => held.includes(name),
    }) as unknown as KeyboardEvent;
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
    expect(noteKindOf(key(code, held))).toBe(kind);
  });
});
