/** When what follows from the words is brought up to date. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EditDebounce } from '../../../server/articles/edit-debounce.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { TextRoom } from '../../../server/sync/text-room.ts';
import { roomsOver } from '../../support/rooms-over.ts';
import { member } from '../../hostile/memory-socket.ts';
import { element, START, writer } from '../sync/article-writer.ts';

const ROOM = {} as TextRoom; // nothing is asked of it here

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function timed() {
  const times: number[] = [];
  const begin = Date.now();
  const debounce = new EditDebounce(
    async () => void times.push(Date.now() - begin),
    () => undefined,
  );
  return { times, debounce };
}

test('H31 a second after the last change', async () => {
  const { times, debounce } = timed();
  for (const pause of [0, 300, 300]) {
    // Time goes by in between.
    await vi.advanceTimersByTimeAsync(pause);
    debounce.changed('a', ROOM);
  }
  await vi.advanceTimersByTimeAsync(5000);
  expect(times).toEqual([2000]);
});

test('H31 every five minutes where people never pause', async () => {
  const { times, debounce } = timed();
  for (let at = 0; at < 1300; at += 1) {
    debounce.changed('a', ROOM);
    // Time goes by in between.
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(times.length).toBeGreaterThanOrEqual(2);
  expect(times[0]).toBe(300_000);
});

test('H31 at a stop, by the words that came last', async () => {
  vi.useRealTimers();
  const log = new MemoryUpdateLog();
  await log.commit([{ do: 'append', room: 'a', update: START }]);
  const rooms = roomsOver(log);
  const room = await rooms.text('a');
  let seen = '';
  const { change } = writer(7);
  void room?.submit(
    change((root) => root.insert(1, [element('paragraph', 'the last words')])),
    member('m'),
  );
  await rooms.close(async () => void (seen = room?.index.text ?? ''));
  expect(seen).toContain('the last words');
});
