/** Keys that people choose themselves. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { choose } from '../../../../client/ui/keys/chosen-key.ts';
import { keyName } from '../../../../client/ui/keys/key-names.ts';
import { commandOf, isPressed, named, writtenKey } from '../../../../client/ui/keys/keymap.ts';
import type { Keymap, PressedKey } from '../../../../client/ui/keys/keymap.ts';
import { forgetOwnKeys, ownKey, setOwnKey } from '../../../../client/ui/keys/own-keys.ts';
import { press } from './presses.ts';

const KEYS = named('test', {
  next: { keys: ['J', 'ArrowDown'], words: 'Next' },
  accept: { keys: ['A'], words: 'Accept' },
  comment: { keys: ['Mod+Alt+M'], words: 'Comment', whileWriting: true },
} as const satisfies Keymap);
const GROUPS = [{ name: 'Test', keymap: KEYS }];

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal('navigator', { userAgent: 'X11; Linux' });
});
afterEach(() => {
  forgetOwnKeys();
  vi.unstubAllGlobals();
});

const n = press({ key: 'n', code: 'KeyN' });

describe('KB1 a key of one’s own', () => {
  test('KB1 takes the place of ours, in what it does and in what it is called', () => {
    setOwnKey('test.next', 'N');
    expect(commandOf(KEYS, n)).toBe('next');
    expect(commandOf(KEYS, press({ key: 'j', code: 'KeyJ' }))).toBe(null);
    expect(keyName(KEYS.next)).toBe('N');
    expect(commandOf(KEYS, press({ key: 'a', code: 'KeyA' }))).toBe('accept');
  });

  test('KB1 is kept on the device, and what another tab keeps holds at once', () => {
    setOwnKey('test.next', 'N');
    const [stored] = kept.values();
    forgetOwnKeys();
    expect(kept.size).toBe(0);
    kept.set('galley:keys', stored ?? '');
    expect(ownKey('test.next')).toBe('N');
  });

  test.each(['nonsense', '[1]', '"x"', '{"test.next":7,"test.accept":""}', 'null'])(
    'KB1 %s on the device gives nobody another key',
    (words) => {
      kept.set('galley:keys', words);
      expect([ownKey('test.next'), ownKey('test.accept')]).toEqual([null, null]);
    },
  );

  test('KB1 holds until the page is left where the device keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
      removeItem: () => undefined,
    });
    setOwnKey('test.next', 'N');
    expect(isPressed(KEYS.next, n)).toBe(true);
  });

  const PRESSES: readonly [Partial<PressedKey>, string][] = [
    [{ key: 'n', code: 'KeyN' }, 'N'],
    [{ key: 'N', code: 'KeyN', shiftKey: true }, 'N'],
    [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ key: 'ArrowLeft', code: 'ArrowLeft' }, 'ArrowLeft'],
    [{ key: 'µ', code: 'KeyM', ctrlKey: true, altKey: true }, 'Mod+Alt+M'],
    [{ key: 'K', code: 'KeyK', metaKey: true, shiftKey: true }, 'Mod+Shift+K'],
    [{ key: '5', code: 'Digit5', ctrlKey: true, altKey: true }, 'Mod+Alt+5'],
    [{ key: '+', code: 'Equal', ctrlKey: true }, 'Mod++'],
    [{ key: 'ж', code: 'Semicolon' }, 'Semicolon'],
    [{ key: 'л', code: 'KeyK' }, 'K'],
  ];
  test.each(PRESSES)('KB1 %o is written as %s, and is a press of that', (pressed, written) => {
    expect(writtenKey(press(pressed))).toBe(written);
    setOwnKey('test.comment', written);
    expect(isPressed(KEYS.comment, press(pressed))).toBe(true);
  });
});

describe('KB2 what can’t be chosen', () => {
  const REFUSED: readonly [string, keyof typeof KEYS, Partial<PressedKey>, RegExp][] = [
    ['another’s key', 'next', { key: 'a', code: 'KeyA' }, /“Accept” already/],
    ['a browser’s', 'next', { key: 't', code: 'KeyT', ctrlKey: true }, /needed by the browser/],
    ['Tab', 'next', { key: 'Tab', code: 'Tab' }, /needed/],
    ['a letter, where one writes', 'comment', { key: 'q', code: 'KeyQ' }, /Ctrl or Alt/],
  ];
  test.each(REFUSED)('KB2 %s is refused with the reason', (_what, command, pressed, why) => {
    const chosen = choose(KEYS[command], GROUPS, press(pressed));
    expect(chosen).toMatchObject({ state: 'refused', why: expect.stringMatching(why) });
  });

  test('KB2 a modifier alone is no choice yet; the own key is one', () => {
    const shift = press({ key: 'Shift', code: 'ShiftLeft', shiftKey: true });
    expect(choose(KEYS.next, GROUPS, shift)).toEqual({ state: 'none' });
    const own = press({ key: 'j', code: 'KeyJ' });
    expect(choose(KEYS.next, GROUPS, own)).toEqual({ state: 'chosen', key: 'J' });
  });

  test('KB2 what another was given is taken, and what it had is free', () => {
    setOwnKey('test.accept', 'N');
    expect(choose(KEYS.next, GROUPS, n)).toMatchObject({ state: 'refused' });
    const a = press({ key: 'a', code: 'KeyA' });
    expect(choose(KEYS.next, GROUPS, a)).toEqual({ state: 'chosen', key: 'A' });
  });
});

test('KB3 one key, or all, are ours again', () => {
  setOwnKey('test.next', 'N');
  setOwnKey('test.accept', 'Y');
  setOwnKey('test.next', null);
  expect([keyName(KEYS.next), keyName(KEYS.accept)]).toEqual(['J', 'Y']);
  forgetOwnKeys();
  expect(keyName(KEYS.accept)).toBe('A');
  expect(kept.size).toBe(0);
});
