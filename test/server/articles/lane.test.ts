/** Long work on many notes, and everybody else meanwhile. */
import { expect, test } from 'vitest';
import { Lane } from '../../../server/articles/lane.ts';
import { placedOnce } from '../../../server/articles/places.ts';
import type { CooperativeTask } from '../../../server/cooperative-task.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import type { Layer } from '../../../shared/article/article.ts';

/** So much work, a millisecond in a step. */
function* work(steps: number): CooperativeTask<number> {
  for (let step = 0; step < steps; step += 1) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return steps;
}

test('NT1 twenty long tasks at once leave others their turns, and another person’s comes soon', async () => {
  const lane = new Lane();
  const ended: string[] = [];
  const run = (whose: string, steps: number): Promise<void> =>
    lane.run(whose, () => work(steps)).then(() => void ended.push(whose));
  let isOver = false;
  let turns = 0;
  const all = Promise.all([
    ...Array.from({ length: 20 }, () => run('flo', 30)),
    run('ann', 5),
  ]).then(() => (isOver = true));
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await all;
  expect(turns).toBeGreaterThan((20 * 30) / 6 / 2);
  expect(ended.indexOf('ann')).toBeLessThan(3);
  await expect(
    lane.run('flo', () => {
      throw new Error('This fails.');
    }),
  ).rejects.toThrow('This fails.');
});

test('NT2 a note is sought once in a version of the text', () => {
  let sought = 0;
  // What `resolve` asks of an anchor that has ids.
  const placesOf = () => {
    sought += 1;
    return [{ offset: 0, at: 3, length: 5, hops: 0 }];
  };
  const version = () => ({ placesOf, slice: () => 'words' }) as unknown as TextIndex;
  const anchor = {
    start: '',
    end: '',
    exact: 'words',
    prefix: '',
    suffix: '',
    from: 3,
    to: 8,
    tie: { runs: [[1, 0, 5]] },
  };
  const note = { id: 'n', anchor } as unknown as Annotation;
  const layer = { id: 'l', article: 'a' } as Layer;
  const index = version();
  const [first, second] = [placedOnce(note, layer, index), placedOnce(note, layer, index)];
  const once = sought;
  expect(first).toEqual(second);
  expect(placedOnce(note, layer, version())).toEqual(first);
  expect(sought).toBe(2 * once);
});
