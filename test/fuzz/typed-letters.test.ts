/**
 * Two people far from each other who type at once under each other's block commands: each letter stands where it was typed. Longer
 * with `GALLEY_FUZZ_SEEDS=1000`; a seed that failed is run again with `GALLEY_FUZZ_SEED=n GALLEY_FUZZ_SEEDS=1`.
 */
import { expect, test } from 'vitest';
import { memoryRoom } from '../support/memory-room.ts';
import { FIRST_STATE, TypingPair } from '../support/typists/typing-pair.ts';
import { strayLetters } from '../support/typists/where-typed.ts';
import type { Stray } from '../support/typists/where-typed.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 20);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);
const STEPS = Number(process.env['GALLEY_FUZZ_EVENTS'] ?? 100);

/** Each once left a letter elsewhere, lost it or had it twice. */
const PINNED: readonly (readonly [seed: number, steps: number])[] = [
  [18, 59],
  [40, 4],
  [115, 12],
  [244, 12],
  [250, 55],
  [272, 4],
  [328, 4],
  [350, 4],
  [358, 4],
  [411, 4],
  [448, 4],
  [569, 12],
  [601, 4],
  [656, 8],
  [657, 4],
  [693, 8],
  [982, 8],
  [1025, 4],
  [1633, 4],
  [2501, 12],
];

async function run(seed: number, steps: number): Promise<{ typed: number; strays: Stray[] }> {
  const pair = new TypingPair(await memoryRoom(FIRST_STATE), seed);
  for (let step = 0; step < steps; step += 1) pair.step();
  const strays = strayLetters(pair.meet(), pair.notes);
  if (strays.length > 0 && SEEDS === 1) console.log(pair.log.join('\n'));
  pair.destroy();
  return { typed: pair.notes.typed.length, strays };
}

test.each(PINNED)('E33 each letter stands where it was typed: seed %i, %i steps', async (...of) => {
  expect((await run(...of)).strays).toEqual([]);
});

/**
 * Yjs orders blocks that two people put in at one place by their ids. Where one parts a block while the other makes the next one
 * anew these may change places, so a few letters are behind what they were typed before.
 */
const MAX_SHARE = 0.01;

test(
  'E33 of the letters of two people nearly all stand where they were typed, and none is there twice',
  { timeout: 3_600_000 },
  async () => {
    let [typed, seeds] = [0, 0];
    const strays: string[] = [];
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const outcome = await run(seed, STEPS);
      typed += outcome.typed;
      if (outcome.strays.length > 0) seeds += 1;
      for (const { what, told } of outcome.strays) strays.push(`seed ${seed}, ${what}: ${told}`);
    }
    console.log(
      `${SEEDS} seeds from ${FIRST}: ${typed} letters, ${strays.length} not where they were typed, in ${seeds} texts`,
    );
    expect(strays.filter((told) => told.includes(', twice: '))).toEqual([]);
    expect(strays.length, strays[0]).toBeLessThan(typed * MAX_SHARE);
  },
);
