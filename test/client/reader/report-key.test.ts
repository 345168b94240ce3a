/** Which keys report. */
import { expect, test } from 'vitest';
import { isReportKey } from '../../../client/reader/report-key.ts';
import type { PressedKey } from '../../../client/reader/report-key.ts';

const ENTER: PressedKey = {
  key: 'Enter',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  repeat: false,
};

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

for (const [name, pressed, reports] of CASES) {
  test(`R10 ${name} ${reports ? 'reports' : 'does not report'}`, () => {
    expect(isReportKey({ ...ENTER, ...pressed })).toBe(reports);
  });
}
