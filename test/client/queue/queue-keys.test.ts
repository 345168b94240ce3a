/** The keys of the queue on any keyboard. */
import { expect, test } from 'vitest';
import { queueAction } from '../../../client/queue/queue-keys.ts';
import type { QueueAction } from '../../../client/queue/queue-keys.ts';

const KEYS: readonly [key: string, code: string, action: QueueAction | null][] = [
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
  ['?', 'Slash', 'help'],
  ['q', 'KeyQ', null],
  ['Escape', 'Escape', null],
  ['Tab', 'Tab', null],
];

test.each(KEYS)('L3 the key %s (%s) means %s', (key, code, action) => {
  expect(queueAction({ key, code, repeat: false })).toBe(action);
});

test('L3 a Latin letter counts by what it says, not by where it is', () => {
  expect(queueAction({ key: 'q', code: 'KeyA', repeat: false })).toBeNull(); // French keyboard
  expect(queueAction({ key: 'a', code: 'KeyQ', repeat: false })).toBe('accept');
});

const FOREIGN: readonly [key: string, code: string, action: QueueAction | null][] = [
  ['ф', 'KeyA', 'accept'],
  ['О', 'KeyJ', 'next'],
  ['ش', 'KeyA', 'accept'],
  ['й', 'KeyQ', null],
];

test.each(FOREIGN)('L4 on other scripts the place of %s (%s) counts: %s', (key, code, action) => {
  expect(queueAction({ key, code, repeat: false })).toBe(action);
});

test.each(['a', 'x', 'r', 'u', 'g', '?', 'Enter'])('L5 holding %s down does nothing', (key) => {
  expect(queueAction({ key, code: '', repeat: true })).toBeNull();
});

test('L5 holding J or K down moves on', () => {
  expect(queueAction({ key: 'j', code: 'KeyJ', repeat: true })).toBe('next');
  expect(queueAction({ key: 'k', code: 'KeyK', repeat: true })).toBe('previous');
});
