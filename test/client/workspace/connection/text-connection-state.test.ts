/** The words for each state of the connection. */
import { expect, test } from 'vitest';
import {
  closingWords,
  connectionWords,
} from '../../../../client/workspace/connection/text-connection-state.ts';
import type { ConnectionState } from '../../../../client/workspace/connection/text-connection-state.ts';
import { CLOSE } from '../../../../shared/wire/close-codes.ts';

const saved: ConnectionState = { state: 'saved' };
const saving: ConnectionState = { state: 'saving' };
const offline: ConnectionState = { state: 'offline', unsaved: true };

test('E12 each state of the connection has words of its own', () => {
  const closed: ConnectionState = { state: 'closed', close: CLOSE.notAllowed, unsaved: false };
  const states = [saved, saving, offline, { state: 'offline', unsaved: false } as const, closed];
  expect(new Set(states.map(connectionWords)).size).toBe(states.length);
  expect(connectionWords(saved)).toBe('Saved');
});

test('E12 each way in which the server ends it has a way on', () => {
  const actions = [CLOSE.notSignedIn, CLOSE.notAllowed, CLOSE.noSuchRoom, CLOSE.epochMismatch].map(
    (close) => closingWords(close).action,
  );
  expect(actions).toEqual(['sign-in', 'reload', 'library', 'reload']);
  expect(closingWords({ code: 4403, reason: 'nesting depth' }).text).toContain('nesting depth');
});

test('E12 each code that is for good has words of its own', () => {
  const unknown = closingWords({ code: 4499, reason: '' }).text;
  const forGood = Object.values(CLOSE).filter(({ code }) => code >= 4400 && code < 4500);
  const wordless = forGood.filter((close) => closingWords(close).text === unknown);
  // Only another program than our page sends what can't be read.
  expect(wordless).toEqual([CLOSE.malformed]);
});
