/** Moves are kept for those who were offline, and not for ever. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { OldMoves } from '../../../server/articles/old-moves.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import { isMove, movesOf, tellMoves } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import { liveParagraphs } from '../../support/live-text.ts';
import { roomsOver } from '../../support/rooms-over.ts';

const START = Y.encodeStateAsUpdate(liveParagraphs('Title', 'The ship sails north.'));
const DAY_MS = 86_400_000;

/** A text over months: `on` a day something is moved, or nothing, and then the text rests. */
async function months() {
  const log = new MemoryUpdateLog();
  await log.commit([{ do: 'append', room: 'a', update: START }]);
  const rooms = roomsOver(log);
  const room = await rooms.text('a');
  if (room === null) throw new Error('The room is missing.');
  let day = 0;
  const old = new OldMoves(log, () => new Date(day * DAY_MS + 1000));
  return {
    async on(now: number, moves: readonly Move[] = []): Promise<void> {
      day = now;
      await room.edit(({ doc }) => doc && tellMoves(doc, moves));
      await old.forget('a', room);
      await old.forget('a', room);
    },
    /** The lengths of those that are kept, by which they are told apart here. */
    kept: () =>
      room.document.read((doc) =>
        movesOf(doc)
          .toArray()
          .filter(isMove)
          .map(([, , length]) => length),
      ),
    marks: () => log.get('moves', 'a'),
    close: () => rooms.close(),
  };
}

const move = (length: number): Move => [1, 0, length, 1, 100];

test('A41 moves go after 30 days, those that came later stay', async () => {
  const text = await months();
  await text.on(100, [move(1), move(2)]);
  await text.on(100, [move(3)]);
  await text.on(101, [move(4)]);
  await text.on(110);
  expect(text.kept()).toEqual([1, 2, 3, 4]);
  await text.on(129, [move(5)]);
  expect(text.kept()).toEqual([1, 2, 3, 4, 5]);
  await text.on(130);
  // The third was told on the hundredth day as well, but after that day's mark.
  expect(text.kept()).toEqual([3, 4, 5]);
  await text.on(131);
  expect(text.kept()).toEqual([5]);
  await text.on(158);
  expect(text.kept()).toEqual([5]);
  await text.on(159);
  expect(text.kept()).toEqual([]);
  expect(await text.marks()).toEqual([]);
  await text.on(160, [move(6)]);
  expect(text.kept()).toEqual([6]);
  await text.close();
});

test('A41 a text in which nothing is moved gets no marks', async () => {
  const text = await months();
  await text.on(100);
  await text.on(140);
  expect(await text.marks()).toBeNull();
  await text.close();
});
