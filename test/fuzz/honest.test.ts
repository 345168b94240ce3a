/** Honest editing is never refused, and everybody ends up with the same text. More with `GALLEY_FUZZ_SHIFTS=1000`. */
import { expect, test } from 'vitest';
import { runShifts } from './shift.ts';
import type { Shift } from './shift.ts';

const SHIFTS = Number(process.env['GALLEY_FUZZ_SHIFTS'] ?? 12);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

test('G4 no frame of honest editors is refused', { timeout: 3_600_000 }, async () => {
  const shiftOf = (seed: number): Shift => ({
    seed,
    people: 2 + (seed % 4),
    events: 200,
    troubled: false,
  });
  const { frames } = await runShifts({ first: FIRST, count: SHIFTS }, shiftOf);
  expect(frames).toBeGreaterThan(100 * SHIFTS);
});
