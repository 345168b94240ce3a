/** Honest editing is never refused, and everybody ends up with the same text. More with `GALLEY_FUZZ_SHIFTS=1000`. */
import { expect, test } from 'vitest';
import { runShift } from './shift.ts';

const SHIFTS = Number(process.env['GALLEY_FUZZ_SHIFTS'] ?? 12);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

test('G4 no frame of honest editors is refused', { timeout: 3_600_000 }, async () => {
  let frames = 0;
  for (let seed = FIRST; seed < FIRST + SHIFTS; seed += 1)
    frames += await runShift({ seed, people: 2 + (seed % 4), events: 200, troubled: false });
  console.log(
    `${frames} frames of honest editors in ${SHIFTS} shifts, from seed ${FIRST}: none refused`,
  );
  expect(frames).toBeGreaterThan(100 * SHIFTS);
});
