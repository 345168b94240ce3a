/** The keys of the queue on any keyboard. */
import { expect, test } from 'vitest';
import { QUEUE_KEYS } from '../../../client/queue/queue-keys.ts';
import type { QueueCommand } from '../../../client/queue/queue-keys.ts';
import { commandOf } from '../../../client/ui/keys/keymap.ts';
import type { PressedKey } from '../../../client/ui/keys/keymap.ts';
import { press } from '../ui/keys/presses.ts';

const commandOn = (pressed: Partial<PressedKey>): QueueCommand | null =>
  commandOf(QUEUE_KEYS, press(pressed));

const KEYS: readonly [key: string, code: string, command: QueueCommand | null][] = [
  ['j', 'KeyJ', 'next'],
  ['J', 'KeyJ', 'next'],
  ['ArrowDown', 'ArrowDown', 'next'],
  ['k', 'KeyK', 'previous'],
  ['ArrowUp', 'ArrowUp', 'previous'],
  ['a', 'KeyA', 'accept'],
  ['x', 'KeyX', 'decline'],
  ['r', 'KeyR', 'resolve'],
  ['u', 'KeyU', 'undo'],
  ['g', 'KeyG', 'go'],
  ['Enter', 'NumpadEnter', 'go'],
  ['?', 'Slash', null],
  ['q', 'KeyQ', null],
  ['Escape', 'Escape', null],
  ['Tab', 'Tab', null],
];

test('L3 each key of the queue is tried below', () => {
  const tried = KEYS.flatMap(([, , command]) => command ?? []);
  expect(new Set(tried)).toEqual(new Set(Object.keys(QUEUE_KEYS)));
});

test.each(KEYS)('L3 the key %s (%s) means %s', (key, code, command) => {
  expect(commandOn({ key, code })).toBe(command);
});

test('L3 a Latin letter counts by what it says, not by where it is', () => {
  expect(commandOn({ key: 'q', code: 'KeyA' })).toBeNull(); // French keyboard
  expect(commandOn({ key: 'a', code: 'KeyQ' })).toBe('accept');
});

test('L3 a key of the browser’s, with Ctrl, ⌘ or Alt, means nothing', () => {
  expect(commandOn({ key: 'r', code: 'KeyR', ctrlKey: true })).toBeNull();
  expect(commandOn({ key: 'r', code: 'KeyR', metaKey: true })).toBeNull();
  expect(commandOn({ key: 'a', code: 'KeyA', altKey: true })).toBeNull();
});

const FOREIGN: readonly [key: string, code: string, command: QueueCommand | null][] = [
  ['ф', 'KeyA', 'accept'],
  ['О', 'KeyJ', 'next'],
  ['ش', 'KeyA', 'accept'],
  ['й', 'KeyQ', null],
];

test.each(FOREIGN)('L4 on other scripts the place of %s (%s) counts: %s', (key, code, command) => {
  expect(commandOn({ key, code })).toBe(command);
});

test.each(['a', 'x', 'r', 'u', 'g', '?', 'Enter'])('L5 holding %s down does nothing', (key) => {
  expect(commandOn({ key, repeat: true })).toBeNull();
});

test('L5 holding J or K down moves on', () => {
  expect(commandOn({ key: 'j', code: 'KeyJ', repeat: true })).toBe('next');
  expect(commandOn({ key: 'k', code: 'KeyK', repeat: true })).toBe('previous');
});
