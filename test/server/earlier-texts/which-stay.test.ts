/** How many of an article's earlier texts stay, and which. */
import { expect, test } from 'vitest';
import {
  MOST_TEXTS,
  MOST_TEXT_BYTES,
  whichStay,
} from '../../../server/earlier-texts/which-stay.ts';
import { piecesOf, updatesIn } from '../../../server/earlier-texts/kept-text.ts';

const START = Date.UTC(2026, 4, 1);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function text(id: string, minutes: number, by = 'ed', bytes = 100) {
  return { id, at: new Date(START + minutes * MINUTE_MS).toISOString(), by, bytes };
}
const stay = (all: ReturnType<typeof text>[], minutes = 3000) =>
  whichStay(all, new Date(START + minutes * MINUTE_MS)).map(({ id }) => id);

test('EA6 of one person in a day the first ones and the last stay, whatever they do', () => {
  const theirs = Array.from({ length: 40 }, (_, n) => text(`evil${n}`, n, 'evil'));
  const all = [text('hers', 10, 'ann'), ...theirs];
  expect(stay(all)).toEqual(['evil39', 'hers', 'evil4', 'evil3', 'evil2', 'evil1', 'evil0']);
  for (let n = 0; n < 40; n += 1) expect(stay(theirs.slice(0, n + 1))).toContain('evil0');
});

test('EA6 an article has so many and so many bytes, the last one whatever it has', () => {
  const all = Array.from({ length: 30 }, (_, n) => text(`${n}`, n, `person ${n}`));
  expect(stay(all)).toEqual(Array.from({ length: MOST_TEXTS }, (_, n) => `${29 - n}`));
  const large = [text('old', 1, 'a', 10), text('new', 2, 'b', MOST_TEXT_BYTES * 2)];
  expect(stay(large)).toEqual(['new']);
});

test('EA5 after thirty days none stays', () => {
  expect(stay([text('a', 0)], (30 * DAY_MS) / MINUTE_MS - 1)).toEqual(['a']);
  expect(stay([text('a', 0)], (30 * DAY_MS) / MINUTE_MS)).toEqual([]);
});

test('EA5 what is kept in pieces comes back whole, and half of it is an error', () => {
  const updates = [new Uint8Array(9 << 20).fill(7), Uint8Array.of(), Uint8Array.of(1, 2, 3)];
  const pieces = piecesOf(updates);
  expect(pieces).toHaveLength(3);
  const read = updatesIn(pieces);
  expect(read.map((one, at) => Buffer.compare(one, updates[at] ?? one))).toEqual([0, 0, 0]);
  expect(() => updatesIn(pieces.slice(0, 2))).toThrow('not whole');
});
